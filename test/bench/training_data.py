"""Makes what the training bench trains on: a model, if none is given, and rows of equal, mixed and widely mixed lengths."""

import argparse
import json
import random
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
#: Large enough that matrices, and not Python, take the time, as in any model that people train.
TOY = {"hidden_size": 128, "intermediate_size": 384, "num_hidden_layers": 4, "num_attention_heads": 4, "num_key_value_heads": 2}
#: Sample texts that a row joins, at most: from a sentence to a paragraph, and to a page.
JOINED = {"mixed": 4, "wide": 8}


def make_model(folder: Path) -> None:
    """A Llama of `TOY`'s shape with random weights and a byte tokenizer."""
    sys.path.insert(0, str(ROOT / "python-sidecar" / "tests"))
    import tiny_model

    tiny_model.CONFIG.update(TOY, max_position_embeddings=8192)
    tiny_model.build(folder)


def joined(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """One row whose texts are those of `rows` in a line."""
    messages = [dict(message) for message in rows[0]["messages"]]
    for row in rows[1:]:
        for message, other in zip(messages, row["messages"], strict=True):
            if message["role"] != "system":
                message["content"] += " " + other["content"]
    return {"messages": messages}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--rows", type=int, required=True)
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    model: Path = arguments.model or folder / "model"
    if not model.exists():
        make_model(model)

    from mlx_lm.utils import load_tokenizer

    tokenizer = load_tokenizer(model, {"trust_remote_code": False})
    samples = [json.loads(line) for line in (ROOT / "assets/samples/coreference-train.jsonl").read_text().splitlines()]

    def length(row: dict[str, Any]) -> int:
        return len(tokenizer.apply_chat_template(row["messages"], return_dict=False))

    by_length = defaultdict(list)
    for row in samples:
        by_length[length(row)].append(row)
    commonest = max(by_length.values(), key=len)
    chance = random.Random(0)
    chosen = {"equal": [commonest[place % len(commonest)] for place in range(arguments.rows)]}
    for name, most in JOINED.items():
        chosen[name] = [joined(chance.sample(samples, round(most ** chance.random()))) for _ in range(arguments.rows)]
    report = {"model": str(model)}
    for name, rows in chosen.items():
        data = folder / name
        data.mkdir(parents=True)
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (data / "train.jsonl").write_text(text)
        (data / "valid.jsonl").write_text("".join(text.splitlines(keepends=True)[:4]))
        lengths = [length(row) for row in rows]
        report[name] = {"data": str(data), "tokens": sum(lengths), "shortest": min(lengths), "longest": max(lengths)}
    print(json.dumps(report))


if __name__ == "__main__":
    main()
