"""What makes two runs the same run: settings, data, model. Compared before one goes on where another ended."""

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from .rows import Row
from .training_config import TrainingConfig
from .training_data import TrainingData

#: Settings that change no number of a run: how often it speaks and saves, and what it does when it breaks.
_FREE = {"steps_per_report", "save_every", "save_seconds", "on_divergence", "report_to", "project_name"}
#: Pieces of a weights file that are looked at, and bytes of each: a file of many gigabytes is known by them.
_PIECES = 16
_PIECE_BYTES = 1 << 16


class Fingerprint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of one run.

    Attributes
    ----------
    config
        Settings that change its numbers, as JSON values.
    data
        SHA-256 of train.jsonl and of valid.jsonl, by name.
    tokens
        SHA-256 over what tokenizer and chat template make of these rows.
    model
        SHA-256 over the model's configuration and pieces of its weights.
    libraries
        Versions that its arithmetic came from, by name.
    """

    config: dict[str, Any]
    data: dict[str, str]
    tokens: str
    model: str
    libraries: dict[str, str]


def of(model: Path, folder: Path, data: TrainingData, config: TrainingConfig) -> Fingerprint:
    """The fingerprint of a run that trains `model` on the rows in `folder`, which became `data`."""
    settings = msgspec.json.decode(msgspec.json.encode(config), type=dict)
    return Fingerprint(
        config={key: value for key, value in settings.items() if key not in _FREE},
        data={name: digest(folder / name) for name in ("train.jsonl", "valid.jsonl")},
        tokens=_of_rows([*data.train, *data.valid]),
        model=of_model(model),
        libraries={name: version(name) for name in ("mlx", "mlx-lm")},
    )


def of_model(folder: Path) -> str:
    """SHA-256 over a model's configuration and pieces of its weights, in hex."""
    known = hashlib.sha256((folder / "config.json").read_bytes())
    for file in sorted(folder.glob("model*.safetensors")):
        size = file.stat().st_size
        known.update(f"{file.name} {size}".encode())
        with file.open("rb") as stream:
            for piece in range(_PIECES):
                stream.seek(piece * max(0, size - _PIECE_BYTES) // (_PIECES - 1))
                known.update(stream.read(_PIECE_BYTES))
    return known.hexdigest()


def encode(identity: Fingerprint) -> bytes:
    """A fingerprint as JSON."""
    return msgspec.json.encode(identity)


def decode(content: bytes) -> Fingerprint:
    """A fingerprint from its JSON; raises `msgspec.MsgspecError` where it is none."""
    return msgspec.json.decode(content, type=Fingerprint)


def differences(then: Fingerprint, now: Fingerprint) -> list[str]:
    """What is other now, in words; empty where a run may go on."""
    said = [f"{name} is {_words(new)} and was {_words(old)}" for name, old, new in _changes(then.config, now.config)]
    said += [f"{name} has other rows" for name in now.data if now.data[name] != then.data.get(name)]
    if now.tokens != then.tokens and now.data == then.data:
        said.append("the tokenizer or the chat template reads the rows otherwise")
    if now.model != then.model:
        said.append("the model has other weights")
    return said


def digest(file: Path) -> str:
    """SHA-256 of a file, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _of_rows(rows: Sequence[Row]) -> str:
    known = hashlib.sha256()
    for row in rows:
        known.update(np.asarray([row.start, row.cut, len(row.tokens)], dtype=np.int64).tobytes())
        known.update(row.tokens.tobytes())
    return known.hexdigest()


def _changes(then: dict[str, Any], now: dict[str, Any], prefix: str = "") -> list[tuple[str, Any, Any]]:
    found: list[tuple[str, Any, Any]] = []
    for key in sorted(then.keys() | now.keys()):
        old, new = then.get(key), now.get(key)
        if isinstance(old, dict) and isinstance(new, dict):
            found += _changes(old, new, f"{prefix}{key}.")
        elif old != new:
            found.append((f"{prefix}{key}", old, new))
    return found


def _words(value: Any) -> str:
    return "not set" if value is None else msgspec.json.encode(value).decode()
