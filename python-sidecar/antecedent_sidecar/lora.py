"""LoRA layers in a model: put in to be trained, filled from an adapter folder, switched off and on."""

from pathlib import Path
from typing import Any

import mlx.core as mx
import mlx.nn as nn
from mlx.utils import tree_flatten
from mlx_lm.tuner.utils import linear_to_lora_layers

from . import adapter_folders
from .adapter_folders import invalid
from .failures import Code, Failure
from .training_config import TrainingConfig

# Last parts of the names of an adapter's weights; `m` is DoRA's magnitude.
_LEAVES = {"lora": ("lora_a", "lora_b"), "dora": ("lora_a", "lora_b", "m")}


def prepare(model: nn.Module, config: TrainingConfig) -> None:
    """Freeze `model` and give its last `num_layers` blocks trainable LoRA layers, seeded."""
    blocks = len(model.layers)
    if config.num_layers == 0 or config.num_layers > blocks:
        sentence = f"The model has {blocks} blocks and num_layers asks for {config.num_layers}."
        raise Failure(Code.INVALID_PARAMS, sentence, f"Use 1 to {blocks}, or -1 for all.")
    shape = config.lora_parameters
    parameters: dict[str, Any] = {"rank": shape.rank, "scale": shape.scale, "dropout": shape.dropout}
    if shape.keys is not None:
        parameters["keys"] = shape.keys
    mx.random.seed(config.seed)
    model.freeze()
    linear_to_lora_layers(model, config.num_layers, parameters)
    if not tree_flatten(model.trainable_parameters()):
        sentence = "No part of the model has the names that lora_parameters.keys gives, so there is nothing to train."
        raise Failure(Code.INVALID_PARAMS, sentence, "Leave keys out to train every linear layer.")


def attach(model: nn.Module, folder: Path) -> bool:
    """Put the adapter in `folder` into `model`, all of it; whether a scale of 0 gives the base model exactly.

    Raises
    ------
    Failure
        adapterInvalid, when a weight is missing, unknown, of another shape or not finite.
    """
    configuration = adapter_folders.read_configuration(folder)
    found = adapter_folders.read_shapes(folder)
    dora = configuration.get("fine_tune_type") == "dora"
    if configuration["num_layers"] > len(model.layers):
        raise _other_model(folder)
    try:
        linear_to_lora_layers(model, configuration["num_layers"], configuration["lora_parameters"], use_dora=dora)
    except (ValueError, KeyError, TypeError) as error:
        raise _other_model(folder) from error
    leaves = _LEAVES["dora" if dora else "lora"]
    wanted = {name: value.shape for name, value in tree_flatten(model.parameters()) if name.split(".")[-1] in leaves}
    if not wanted or {name: tensor.shape for name, tensor in found.items()} != wanted:
        raise _other_model(folder)
    weights = mx.load(str(folder / adapter_folders.WEIGHTS))
    if not mx.all(mx.stack([mx.isfinite(weight).all() for weight in weights.values()])).item():
        raise invalid(f"The adapter {folder.name} has numbers in it that are not finite.", "Use an earlier checkpoint.")
    model.load_weights(list(weights.items()), strict=False)
    model.eval()
    mx.eval(model.parameters())
    return not dora


def weights(model: nn.Module) -> dict[str, mx.array]:
    """The trainable weights by name, as an adapter file holds them."""
    return dict(tree_flatten(model.trainable_parameters()))


def scaled_layers(model: nn.Module) -> list[tuple[nn.Module, float]]:
    """Every LoRA layer with the scale it has now."""
    layers = [module for _, module in model.named_modules() if "lora_a" in module]
    assert all(hasattr(layer, "scale") for layer in layers), "a LoRA layer without a scale cannot be switched off"
    return [(layer, layer.scale) for layer in layers]


def _other_model(folder: Path) -> Failure:
    sentence = f"The adapter {folder.name} does not fit this model: its weights have other names or shapes."
    return invalid(sentence, "Use it with the model it was trained on.")
