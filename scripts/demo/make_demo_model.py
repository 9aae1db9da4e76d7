"""Make the demo model: a small Llama that copies text, ready to be tuned.

Usage: python make_demo_model.py [--out FOLDER] [--seed N] [--phase NAME]
On Linux, see the README beside this file for two settings that make it several times faster.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import TextIO

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
BATCH, WARMUP, POOL_STEPS = 16, 100, 100
GATE = 0.95
UNSEEN = world.WorldOptions(held_out_names=True, held_out_frames=True)
ROPE_BASE = 1000.0  # texts are short: more of the head turns fast enough to tell neighbours apart


@dataclass(frozen=True)
class Phase:
    """A part of the pre-training: how many steps on which rows, and the highest learning rate."""

    name: str
    steps: int
    rate: float
    rows: Callable[[Random], Iterator[str]]


PHASES = (
    Phase("copying", 4000, 3e-3, pretraining_text.copying_rows),
    Phase("reading", 2400, 2e-3, pretraining_text.reading_rows),
    Phase("practice", 2600, 1.6e-3, pretraining_text.reading_rows),
)


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


def batches(phase: Phase, tokenizer: Tokenizer, random: Random) -> Iterator[tuple[mx.array, mx.array]]:
    """An endless stream of batches of the phase's rows (see `learning.batches`)."""
    source = phase.rows(random)
    assistant = tokenizer.token_to_id(prompts.ROLES["assistant"])
    while True:
        encoded = tokenizer.encode_batch(list(islice(source, POOL_STEPS * BATCH)), add_special_tokens=False)
        rows = [learning.answered_row(line.ids, assistant) for line in encoded]
        yield from learning.batches(rows, BATCH, random)


def copy_scores(model: Model, tokenizer: Tokenizer, texts: list[world.WorldText]) -> tuple[float, scoring.Scores]:
    """Share of texts that come back unchanged, and the scores of those answers as rewrites."""
    chats = [prompts.render(prompts.chat(text.source)) for text in texts]
    requests = [line.ids for line in tokenizer.encode_batch(chats, add_special_tokens=False)]
    answers = decoding.greedy(model, requests, tokenizer.token_to_id(prompts.END))
    outputs = [tokenizer.decode(answer).removeprefix(" ") for answer in answers]
    copied = float(np.mean([text.source == output for text, output in zip(texts, outputs, strict=True)]))
    return copied, scoring.score((text.source, text.gold, output) for text, output in zip(texts, outputs, strict=True))


def save_model(model: Model, config: dict[str, object], folder: Path) -> None:
    """Write weights and configuration in Hugging Face layout."""
    parameters = dict(tree_flatten(model.parameters()))
    mx.save_safetensors(str(folder / "model.safetensors"), parameters, metadata={"format": "pt"})
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")


def pretrain(model: Model, tokenizer: Tokenizer, phase: Phase, seed: int, log: TextIO) -> None:
    """Train the model through one phase; every 50 steps one line goes into the log."""
    schedule = learning.warmed_cosine(phase.rate, phase.steps, WARMUP, phase.rate / 30)
    optimizer = optim.AdamW(schedule, betas=[0.9, 0.98], weight_decay=0.01)
    checks = list(islice(world.texts(Random(seed + 1), UNSEEN), 64))

    def report(step: int, loss: float, seconds: float) -> bool:
        checked = step % 400 == 0 or step == phase.steps
        copied = copy_scores(model, tokenizer, checks)[0] if checked else None
        entry = {"phase": phase.name, "step": step, "loss": round(loss, 4), "copyAccuracy": copied}
        entry["seconds"] = round(seconds, 1)
        print(json.dumps(entry), file=log, flush=True)
        print(json.dumps(entry), flush=True)
        return step < phase.steps

    random = Random(f"{seed} {phase.name}")
    learning.train(model, optimizer, batches(phase, tokenizer, random), report, loss=learning.sparse_answer_loss)


def main() -> None:
    """Train tokenizer and model, write everything into the folder, and check the gate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ASSETS / "demo-model")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--phase", choices=[phase.name for phase in PHASES], default=PHASES[0].name,
                        help="start with this phase; a later one goes on from the model in --out")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    first = next(at for at, phase in enumerate(PHASES) if phase.name == options.phase)
    mx.random.seed(options.seed)

    if first == 0:
        tokenizer = demo_tokenizer.train_tokenizer(pretraining_text.spellings(Random(options.seed)))
        demo_tokenizer.save_tokenizer(tokenizer, options.out)
    else:
        tokenizer = Tokenizer.from_file(str(options.out / "tokenizer.json"))
    config = configuration(tokenizer)
    model = Model(ModelArgs.from_dict(config))
    if first > 0:
        model.load_weights(str(options.out / "model.safetensors"))

    with (options.out / "training_log.jsonl").open("a" if first > 0 else "w") as log:
        for phase in PHASES[first:]:
            pretrain(model, tokenizer, phase, options.seed, log)
            save_model(model, config, options.out)

    copied, scores = copy_scores(model, tokenizer, list(islice(world.texts(Random(options.seed + 3), UNSEEN), 400)))
    card = model_card.ModelCard(
        seed=options.seed,
        steps=sum(phase.steps for phase in PHASES),
        parameters=sum(parameter.size for _, parameter in tree_flatten(model.parameters())),
        vocabulary=tokenizer.get_vocab_size(),
        copy_accuracy=copied,
        mention_f1=scores.mention_f1,
    )
    (options.out / "README.md").write_text(card.render())
    print(json.dumps(asdict(card)))
    if copied < GATE:
        raise SystemExit(f"The model copies {copied:.1%} of unseen texts; {GATE:.0%} are needed. Try another seed.")


if __name__ == "__main__":
    main()
