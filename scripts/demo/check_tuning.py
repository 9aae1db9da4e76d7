"""Fine-tune the demo model on the sample dataset with LoRA, and score it on the held-out files.

Usage: python check_tuning.py [--model FOLDER] [--rank N] [--scale X] [--rate X] [--epochs X] [--base]
On Linux, preloading OpenBLAS makes it several times faster.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from random import Random

import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
from mlx.utils import tree_flatten
from mlx_lm import load
from mlx_lm.tokenizer_utils import TokenizerWrapper
from mlx_lm.tuner.datasets import ChatDataset
from mlx_lm.tuner.utils import linear_to_lora_layers

import decoding
import learning
import prompts
import samples
import scoring


@dataclass(frozen=True)
class Tuning:
    """How to tune: LoRA on every linear layer, Adam, warm-up and cosine decay."""

    rank: int = 16
    scale: float = 10.0
    rate: float = 5e-4
    batch: int = 16
    epochs: float = 2.0
    seed: int = 0


def tune(model: nn.Module, tokenizer: TokenizerWrapper, tuning: Tuning) -> float:
    """Tune the model in place; returns the seconds it took."""
    mx.random.seed(tuning.seed)
    chats = [{"messages": chat} for chat in samples.read_rows(samples.FOLDER / samples.TRAIN)]
    dataset = ChatDataset(chats, tokenizer, mask_prompt=True)
    rows = [learning.Row(*dataset.process(chat)) for chat in chats]
    steps = int(tuning.epochs * len(rows) / tuning.batch)
    model.freeze()
    linear_to_lora_layers(model, len(model.layers), {"rank": tuning.rank, "scale": tuning.scale, "dropout": 0.0})
    optimizer = optim.Adam(learning.warmed_cosine(tuning.rate, steps, max(1, steps // 20), tuning.rate / 50))

    def report(step: int, loss: float, seconds: float) -> bool:
        print(json.dumps({"step": step, "loss": round(loss, 4), "seconds": round(seconds, 1)}), flush=True)
        return True

    return learning.train(model, optimizer, islice(_passes(rows, tuning), steps), report)


def _passes(rows: list[learning.Row], tuning: Tuning) -> Iterator[tuple[mx.array, mx.array]]:
    random = Random(tuning.seed)
    while True:
        yield from learning.batches(rows, tuning.batch, random)


def score_file(model: nn.Module, tokenizer: TokenizerWrapper, path: Path, show: int = 0) -> scoring.Scores:
    """Scores of the model's greedy rewrites of a held-out file; prints the first `show` wrong ones."""
    chats = samples.read_rows(path)
    requests = [
        tokenizer.apply_chat_template(chat[:-1], add_generation_prompt=True, return_dict=False) for chat in chats
    ]
    answers = decoding.greedy(model, requests, tokenizer.eos_token_id)
    outputs = [tokenizer.decode(answer).removeprefix(" ") for answer in answers]
    triples = [
        (prompts.source_of(chat), chat[-1]["content"], output)
        for chat, output in zip(chats, outputs, strict=True)
    ]
    wrong = [triple for triple in triples if triple[1] != triple[2]]
    for source, gold, output in wrong[:show]:
        print(f"  source {source}\n  gold   {gold}\n  output {output}")
    return scoring.score(triples)


def main() -> None:
    """Tune, unless `--base`, and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=samples.FOLDER.parent / "demo-model")
    parser.add_argument("--base", action="store_true", help="score the model as it is")
    parser.add_argument("--show", type=int, default=0, help="wrong rewrites to print for each file")
    parser.add_argument("--adapter", type=Path, help="where to write the adapter")
    for name, value in asdict(Tuning()).items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    options = parser.parse_args()
    tuning = Tuning(**{name: getattr(options, name) for name in asdict(Tuning())})

    model, tokenizer = load(str(options.model), tokenizer_config={"trust_remote_code": False})
    if not options.base:
        seconds = tune(model, tokenizer, tuning)
        print(json.dumps({**asdict(tuning), "seconds": round(seconds, 1)}), flush=True)
    if options.adapter:
        _save_adapter(model, tuning, options.adapter)
    for name in samples.HELD_OUT:
        scores = score_file(model, tokenizer, samples.FOLDER / name, options.show)
        print(json.dumps({"file": name, **{key: round(value, 4) for key, value in asdict(scores).items()}}), flush=True)


def _save_adapter(model: nn.Module, tuning: Tuning, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    mx.save_safetensors(str(folder / "adapters.safetensors"), dict(tree_flatten(model.trainable_parameters())))
    parameters = {"rank": tuning.rank, "scale": tuning.scale, "dropout": 0.0}
    configuration = {"fine_tune_type": "lora", "num_layers": len(model.layers), "lora_parameters": parameters}
    (folder / "adapter_config.json").write_text(json.dumps(configuration, indent=2) + "\n")


if __name__ == "__main__":
    main()
