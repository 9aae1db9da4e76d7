"""Make the demo model: a small Llama that copies text, ready to be tuned.

Usage: python make_demo_model.py [--out FOLDER] [--seed N] [--seconds N]
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain, islice
from pathlib import Path
from random import Random

import mlx.core as mx
import mlx.optimizers as optim
import numpy as np
from mlx.utils import tree_flatten
from mlx_lm.models.llama import Model, ModelArgs
from tokenizers import Tokenizer

import decoding
import demo_tokenizer
import learning
import model_card
import pretraining_text
import prompts
import scoring
import world

ASSETS = Path(__file__).resolve().parents[2] / "assets"
SEED = 20
SHAPE = {"hidden_size": 128, "num_hidden_layers": 4, "intermediate_size": 256, "num_attention_heads": 4}
STEPS, BATCH, PEAK, WARMUP = 4000, 16, 3e-3, 100
FIRST_STEPS, POOL_STEPS = 1000, 100
GATE = 0.95
ROPE_BASE = 1000.0  # texts are short: more of the head turns fast enough to tell neighbours apart


def configuration(tokenizer: Tokenizer) -> dict[str, object]:
    """The model's `config.json`."""
    heads = SHAPE["num_attention_heads"]
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        **SHAPE,
        "num_key_value_heads": heads,
        "head_dim": SHAPE["hidden_size"] // heads,
        "vocab_size": tokenizer.get_vocab_size(),
        "max_position_embeddings": demo_tokenizer.MODEL_MAXIMUM,
        "rms_norm_eps": 1e-5,
        "rope_theta": ROPE_BASE,
        "rope_parameters": {"rope_type": "default", "rope_theta": ROPE_BASE},
        "tie_word_embeddings": True,
        "attention_bias": False,
        "mlp_bias": False,
        "hidden_act": "silu",
        "bos_token_id": None,
        "eos_token_id": tokenizer.token_to_id(prompts.END),
        "pad_token_id": tokenizer.token_to_id(prompts.PAD),
        "torch_dtype": "float32",
    }


def reading(tokenizer: Tokenizer, seed: int) -> Iterator[tuple[mx.array, mx.array]]:
    """An endless stream of batches of pre-training rows (see `learning.batches`)."""
    random = Random(seed)
    first = islice(pretraining_text.first_rows(random), FIRST_STEPS * BATCH)
    source = chain(first, pretraining_text.rows(random))
    assistant = tokenizer.token_to_id(prompts.ROLES["assistant"])
    while True:
        encoded = tokenizer.encode_batch(list(islice(source, POOL_STEPS * BATCH)), add_special_tokens=False)
        rows = [learning.answered_row(line.ids, assistant) for line in encoded]
        yield from learning.batches(rows, BATCH, random)


def copy_scores(model: Model, tokenizer: Tokenizer, texts: list[world.WorldText]) -> tuple[float, scoring.Scores]:
    """Share of texts that come back unchanged, and the scores of those answers as rewrites."""
    requests = [tokenizer.encode(prompts.render(prompts.chat(text.source)), add_special_tokens=False).ids for text in texts]
    answers = decoding.greedy(model, requests, tokenizer.token_to_id(prompts.END))
    outputs = [tokenizer.decode(answer).removeprefix(" ") for answer in answers]
    copied = float(np.mean([text.source == output for text, output in zip(texts, outputs, strict=True)]))
    return copied, scoring.score((text.source, text.gold, output) for text, output in zip(texts, outputs, strict=True))


def save_model(model: Model, config: dict[str, object], folder: Path) -> None:
    """Write weights and configuration in Hugging Face layout."""
    parameters = dict(tree_flatten(model.parameters()))
    mx.save_safetensors(str(folder / "model.safetensors"), parameters, metadata={"format": "pt"})
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")


def main() -> None:
    """Train tokenizer and model, check the gate, and write everything into the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ASSETS / "demo-model")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--steps", type=int, default=STEPS)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    mx.random.seed(options.seed)

    tokenizer = demo_tokenizer.train_tokenizer(pretraining_text.spellings(Random(options.seed)))
    demo_tokenizer.save_tokenizer(tokenizer, options.out)
    config = configuration(tokenizer)
    model = Model(ModelArgs.from_dict(config))
    schedule = learning.warmed_cosine(PEAK, options.steps, WARMUP, PEAK / 30)
    optimizer = optim.AdamW(schedule, betas=[0.9, 0.98], weight_decay=0.01)
    unseen = world.WorldOptions(held_out_names=True, held_out_frames=True)
    checks = list(islice(world.texts(Random(options.seed + 1), unseen), 64))

    with (options.out / "training_log.jsonl").open("w") as log:
        def report(step: int, loss: float, seconds: float) -> bool:
            checked = step % 400 == 0 or step == options.steps
            copied = copy_scores(model, tokenizer, checks)[0] if checked else None
            if checked:
                save_model(model, config, options.out)
            entry = {"step": step, "loss": round(loss, 4), "copyAccuracy": copied, "seconds": round(seconds, 1)}
            print(json.dumps(entry), file=log, flush=True)
            print(json.dumps(entry), flush=True)
            return step < options.steps

        batches = reading(tokenizer, options.seed + 2)
        learning.train(model, optimizer, batches, report, loss=learning.sparse_answer_loss)

    final = list(islice(world.texts(Random(options.seed + 3), unseen), 400))
    copied, scores = copy_scores(model, tokenizer, final)
    parameters = dict(tree_flatten(model.parameters()))
    card = model_card.ModelCard(
        seed=options.seed, steps=options.steps, parameters=sum(p.size for p in parameters.values()),
        vocabulary=tokenizer.get_vocab_size(), seconds=time.perf_counter() - began, copy_accuracy=copied,
        mention_f1=scores.mention_f1,
    )
    (options.out / "README.md").write_text(card.render())
    print(json.dumps(asdict(card)))
    if copied < GATE:
        raise SystemExit(f"The model copies {copied:.1%} of unseen texts; {GATE:.0%} are needed. Try another seed.")


if __name__ == "__main__":
    main()
