"""Adapter folders as mlx-lm reads them: adapter_config.json and adapters.safetensors, read and written."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from .failures import Code, Failure
from .tensors import Tensor, read_head, read_metadata
from .training_config import TrainingConfig

if TYPE_CHECKING:
    import mlx.core as mx

CONFIG = "adapter_config.json"
WEIGHTS = "adapters.safetensors"

#: Where the weights' file notes the update it was written after.
_STEP = "step"
_MAX_RANK = 1024
_MAX_LAYERS = 1000


def configuration(model: str, config: TrainingConfig) -> dict[str, Any]:
    """What adapter_config.json says: mlx-lm's own keys, and how the adapter was trained."""
    said = {"model": model, **msgspec.to_builtins(config)}
    # As mlx-lm has it: weights that were trained in full have no such shape.
    return {**said, "lora_parameters": None} if config.fine_tune_type == "full" else said


def fill(folder: Path, weights: "dict[str, mx.array]", configuration: dict[str, Any], step: int) -> None:
    """Write adapter_config.json and adapters.safetensors into `folder`, which exists and is not yet anybody's.

    Raises
    ------
    ValueError
        Where the file came out short, as it may on a full disk.
    """
    import mlx.core as mx

    # mlx-lm writes its adapter_config.json this way: sorted, four spaces.
    text = json.dumps(configuration, indent=4, sort_keys=True)
    (folder / CONFIG).write_text(text, encoding="utf-8")
    mx.save_safetensors(str(folder / WEIGHTS), weights, metadata={"format": "mlx", _STEP: str(step)})
    # A full disk can leave a short file behind without an error.
    read_head(folder / WEIGHTS)


def step_of(folder: Path) -> int | None:
    """The update after which the weights in `folder` were written; None where they do not say."""
    try:
        noted = read_metadata(folder / WEIGHTS).get(_STEP, "")
    except (OSError, ValueError):
        return None
    return int(noted) if noted.isascii() and noted.isdecimal() else None


def read_configuration(folder: Path) -> dict[str, Any]:
    """Read and judge adapter_config.json: a LoRA or DoRA adapter of sane size, or weights trained in full.

    Raises
    ------
    Failure
        adapterInvalid.
    """
    if not folder.is_dir():
        raise invalid(f"There is no adapter folder at {folder}.", "Choose the adapter again.")
    try:
        value = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise invalid(f"{folder.name} is not an adapter folder: it has no {CONFIG}.") from error
    except (OSError, ValueError, RecursionError) as error:
        raise invalid(f"{folder.name} has an unreadable {CONFIG}.") from error
    if not isinstance(value, dict):
        raise invalid(f"{folder.name} has an unreadable {CONFIG}.")
    kind = value.setdefault("fine_tune_type", "lora")
    if kind not in ("lora", "dora", "full"):
        raise invalid(f"{folder.name} holds an adapter of a kind that is not known here: {str(kind)[:40]!r}.")
    if not _whole(value.get("num_layers"), -1, _MAX_LAYERS):
        raise invalid(f"The {CONFIG} of {folder.name} gives no sane number of layers.")
    if kind != "full" and not _sane(value.get("lora_parameters")):
        raise invalid(f"The {CONFIG} of {folder.name} gives no sane rank, scale, dropout or keys.")
    return value


def read_shapes(folder: Path) -> dict[str, Tensor]:
    """Names and shapes of an adapter's weights, from a whole file."""
    try:
        return read_head(folder / WEIGHTS)
    except FileNotFoundError as error:
        raise invalid(f"{folder.name} has no {WEIGHTS}.") from error
    except (OSError, ValueError) as error:
        raise invalid(f"The adapter {folder.name} is damaged: {error}.") from error


def invalid(message: str, hint: str | None = None) -> Failure:
    """An adapterInvalid failure."""
    return Failure(Code.ADAPTER_INVALID, message, hint)


def _sane(shape: object) -> bool:
    return (
        isinstance(shape, dict)
        and _whole(shape.get("rank"), 1, _MAX_RANK)
        and _number(shape.get("scale"), 1e6)
        and _number(shape.get("dropout"), 1)
        and _names(shape.get("keys"))
    )


def _whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _number(value: object, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most


def _names(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(name, str) for name in value))
