"""Adapter folders as mlx-lm reads them: adapter_config.json and adapters.safetensors, written whole or not at all."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from . import atomic
from .failures import Code, Failure
from .tensors import Tensor, read_head
from .training_config import TrainingConfig

if TYPE_CHECKING:
    import mlx.core as mx

CONFIG = "adapter_config.json"
WEIGHTS = "adapters.safetensors"

_MAX_RANK = 1024
_MAX_LAYERS = 1000


def configuration(model: str, config: TrainingConfig) -> dict[str, Any]:
    """What adapter_config.json says: mlx-lm's own keys, and how the adapter was trained."""
    return {"model": model, **msgspec.to_builtins(config)}


def write(folder: Path, weights: "dict[str, mx.array]", configuration: dict[str, Any]) -> None:
    """Write an adapter to `folder`, or replace the weights of the one that this run wrote there before.

    Raises
    ------
    Failure
        diskFull, before anything is touched.
    """
    atomic.need_space(folder, sum(weight.nbytes for weight in weights.values()))
    if folder.exists():
        with atomic.replaced_file(folder / WEIGHTS) as file:
            _write_weights(file, weights)
        return
    with atomic.new_folder(folder) as temporary:
        # mlx-lm writes its adapter_config.json this way: sorted, four spaces.
        text = json.dumps(configuration, indent=4, sort_keys=True)
        (temporary / CONFIG).write_text(text, encoding="utf-8")
        _write_weights(temporary / WEIGHTS, weights)


def read_configuration(folder: Path) -> dict[str, Any]:
    """Read and judge adapter_config.json: a LoRA or DoRA adapter of sane size.

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
    if value.get("fine_tune_type", "lora") not in ("lora", "dora"):
        raise invalid(f"{folder.name} holds a whole model's weights and is no adapter.")
    shape = value.get("lora_parameters")
    layers = value.get("num_layers")
    sane = (
        isinstance(shape, dict)
        and _whole(shape.get("rank"), 1, _MAX_RANK)
        and _number(shape.get("scale"), 1e6)
        and _number(shape.get("dropout"), 1)
        and _names(shape.get("keys"))
        and _whole(layers, -1, _MAX_LAYERS)
    )
    if not sane:
        raise invalid(f"The {CONFIG} of {folder.name} gives no sane rank, scale, dropout, keys or number of layers.")
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


def _write_weights(file: Path, weights: "dict[str, mx.array]") -> None:
    import mlx.core as mx

    mx.save_safetensors(str(file), weights, metadata={"format": "mlx"})
    # A full disk can leave a short file behind without an error.
    read_head(file)


def _whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _number(value: object, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most


def _names(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(name, str) for name in value))
