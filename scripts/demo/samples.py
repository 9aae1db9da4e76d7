"""The sample dataset's files: which texts they hold, how they are written and read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random

import prompts
import world

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "samples"
TRAIN = "coreference-train.jsonl"
TRAIN_ROWS, HELD_OUT_ROWS = 8_000, 200
# Nothing in a bare first name tells its gender: few enough that each is met often.
_SEEN = world.WorldOptions(clean_rate=0.11, first_names=24)
HELD_OUT = {
    "heldout.jsonl": _SEEN,
    "heldout-names.jsonl": replace(_SEEN, made_up_rate=1.0, held_out_names=True),
    "heldout-frames.jsonl": replace(_SEEN, held_out_frames=True),
}


def sample_texts(seed: int) -> dict[str, list[world.WorldText]]:
    """The texts of every file; no source occurs in two of them."""
    files: dict[str, list[world.WorldText]] = {}
    taken: set[str] = set()
    plan = [(name, options, HELD_OUT_ROWS) for name, options in HELD_OUT.items()]
    for at, (name, options, rows) in enumerate([*plan, (TRAIN, _SEEN, TRAIN_ROWS)]):
        stream = world.texts(Random(seed * 10 + at), options)
        files[name] = list(islice((text for text in stream if text.source not in taken), rows))
        taken.update(text.source for text in files[name])
    return files


def write_rows(path: Path, texts: Iterable[world.WorldText]) -> None:
    """Write one chat a line."""
    lines = [json.dumps({"messages": prompts.chat(text.source, text.gold)}, ensure_ascii=False) for text in texts]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_rows(path: Path) -> list[list[prompts.Message]]:
    """The chats of a file."""
    return [json.loads(line)["messages"] for line in path.read_text(encoding="utf-8").splitlines()]
