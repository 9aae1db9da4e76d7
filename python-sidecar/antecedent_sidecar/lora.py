"""What of a model is trained: LoRA or DoRA layers put into it, or its own blocks; filled from an adapter folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import mlx.core as mx
import mlx.nn as nn
from mlx.utils import tree_flatten
from mlx_lm.models.switch_layers import QuantizedSwitchLinear
from mlx_lm.tuner.dora import DoRAEmbedding, DoRALinear
from mlx_lm.tuner.utils import linear_to_lora_layers

from . import adapter_folders
from .adapter_folders import invalid
from .failures import Code, Failure
from .training_config import TrainingConfig

#: Last parts of the names of an adapter's weights; `m` is DoRA's magnitude.
_LEAVES = {"lora": ("lora_a", "lora_b"), "dora": ("lora_a", "lora_b", "m")}
_QUANTIZED = (nn.QuantizedLinear, nn.QuantizedEmbedding, QuantizedSwitchLinear)


def prepare(model: nn.Module, config: TrainingConfig) -> None:
    """Freeze `model` but for what is trained: new seeded layers in its last `num_layers` blocks, or these blocks.

    Raises
    ------
    Failure
        invalidParams, where the model has no such blocks or layers, or cannot be trained that way.
    """
    blocks = len(model.layers)
    if config.num_layers == 0 or config.num_layers > blocks:
        sentence = f"The model has {blocks} blocks and num_layers asks for {config.num_layers}."
        raise Failure(Code.INVALID_PARAMS, sentence, f"Use 1 to {blocks}, or -1 for all.")
    _refuse_narrow_gemma(model)
    mx.random.seed(config.seed)
    model.freeze()
    if config.fine_tune_type == "full":
        _refuse_untrainable(_last(model, config.num_layers))
        _unfreeze(model, config.num_layers)
        return
    shape = config.lora_parameters
    parameters: dict[str, Any] = {"rank": shape.rank, "scale": shape.scale, "dropout": shape.dropout}
    if shape.keys is not None:
        parameters["keys"] = shape.keys
    dora = config.fine_tune_type == "dora"
    try:
        linear_to_lora_layers(model, config.num_layers, parameters, use_dora=dora)
    except ValueError as error:
        sentence = f"This model cannot be trained with {config.fine_tune_type}: {str(error).rstrip('.')}."
        raise Failure(Code.INVALID_PARAMS, sentence, "Choose other lora_parameters.keys, or lora.") from error
    if dora and (name := _misfit(model)) is not None:
        sentence = f"DoRA cannot be put over {name}, since its weights are packed in a way DoRA does not know."
        raise Failure(Code.INVALID_PARAMS, sentence, "Use lora, or a model that is not quantized.")
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
    found = {name: tensor.shape for name, tensor in adapter_folders.read_shapes(folder).items()}
    kind = configuration["fine_tune_type"]
    if configuration["num_layers"] > len(model.layers):
        raise _other_model(folder)
    wanted = _filled_in_full(model, configuration) if kind == "full" else _layers_put_in(model, configuration, folder)
    if not wanted or found != wanted:
        raise _other_model(folder)
    weights = mx.load(str(folder / adapter_folders.WEIGHTS))
    if not mx.all(mx.stack([mx.isfinite(weight).all() for weight in weights.values()])).item():
        raise invalid(f"The adapter {folder.name} has numbers in it that are not finite.", "Use an earlier checkpoint.")
    model.load_weights(list(weights.items()), strict=False)
    model.eval()
    mx.eval(model.parameters())
    return kind == "lora"


def weights(model: nn.Module) -> dict[str, mx.array]:
    """The trainable weights by name, as an adapter file holds them."""
    return dict(tree_flatten(model.trainable_parameters()))


def parameter_counts(model: nn.Module) -> tuple[int, int]:
    """Numbers that training changes, and all with the adapter; packed weights count as what they stand for."""
    trainable = sum(weight.size for weight in weights(model).values())
    stored = sum(weight.size for _, weight in tree_flatten(model.parameters()))
    return trainable, stored + sum(_unpacked(module) for _, module in model.named_modules())


def scaled_layers(model: nn.Module) -> list[tuple[nn.Module, float]]:
    """Every LoRA layer with the scale it has now."""
    layers = [module for _, module in model.named_modules() if "lora_a" in module]
    assert all(hasattr(layer, "scale") for layer in layers), "a LoRA layer without a scale cannot be switched off"
    return [(layer, layer.scale) for layer in layers]


def _last(model: nn.Module, num_layers: int) -> Sequence[nn.Module]:
    return model.layers[-max(num_layers, 0) :]


def _unfreeze(model: nn.Module, num_layers: int) -> None:
    for block in _last(model, num_layers):
        block.unfreeze()


def _refuse_untrainable(blocks: Sequence[nn.Module]) -> None:
    hint = "Train it with lora or dora, or choose a model in bf16."
    if any(isinstance(module, _QUANTIZED) for block in blocks for _, module in block.named_modules()):
        sentence = "A quantized model cannot be trained in full, since its weights are packed."
        raise Failure(Code.INVALID_PARAMS, sentence, hint)
    if any(weight.dtype == mx.float16 for block in blocks for _, weight in tree_flatten(block.parameters())):
        # Squares of gradients and what is added to them vanish below 6e-8, and what is divided by them is infinite.
        sentence = "A model in float16 cannot be trained in full, since its numbers are too narrow to learn in."
        raise Failure(Code.INVALID_PARAMS, sentence, hint)


def _refuse_narrow_gemma(model: nn.Module) -> None:
    """Gemma's activations go beyond 65504, where float16 ends: its loss is no number, or will not be for long."""
    if "gemma" not in model.model_type:
        return
    if any(weight.dtype == mx.float16 for _, weight in tree_flatten(model.parameters())):
        sentence = "A Gemma in float16 cannot be trained, since its activations do not fit into that."
        hint = "Convert it with mlx_lm.convert --dtype bfloat16, or choose a Gemma in bf16."
        raise Failure(Code.INVALID_PARAMS, sentence, hint)


def _filled_in_full(model: nn.Module, configuration: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    model.freeze()
    _unfreeze(model, configuration["num_layers"])
    return {name: weight.shape for name, weight in weights(model).items()}


def _layers_put_in(model: nn.Module, configuration: dict[str, Any], folder: Path) -> dict[str, tuple[int, ...]]:
    kind, shape = configuration["fine_tune_type"], configuration["lora_parameters"]
    try:
        linear_to_lora_layers(model, configuration["num_layers"], shape, use_dora=kind == "dora")
    except (ValueError, KeyError, TypeError) as error:
        raise _other_model(folder) from error
    leaves = _LEAVES[kind]
    return {name: value.shape for name, value in tree_flatten(model.parameters()) if name.split(".")[-1] in leaves}


def _misfit(model: nn.Module) -> str | None:
    """The first DoRA layer that mlx-lm made for another width than its base has: it knows 2, 4 and 8 bits only."""
    for name, module in model.named_modules():
        if isinstance(module, DoRAEmbedding) and isinstance(module.embedding, nn.QuantizedEmbedding):
            return name
        if isinstance(module, DoRALinear) and isinstance(module.linear, nn.QuantizedLinear):
            base = module.linear
            if module.lora_a.shape[0] != base.weight.shape[1] * 32 // base.bits:
                return name
    return None


def _unpacked(module: nn.Module) -> int:
    """How many more numbers a packed layer stands for than it stores."""
    if not isinstance(module, _QUANTIZED):
        return 0
    packing = [module[name].size for name in ("weight", "scales", "biases") if isinstance(module.get(name), mx.array)]
    return module.weight.size * 32 // module.bits - sum(packing)


def _other_model(folder: Path) -> Failure:
    sentence = f"The adapter {folder.name} does not fit this model: its weights have other names or shapes."
    return invalid(sentence, "Use it with the model it was trained on.")
