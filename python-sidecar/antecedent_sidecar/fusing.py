"""The `fuse` method: an adapter made part of its model, written as an ordinary model folder."""

from pathlib import Path

import mlx.core as mx
import mlx.nn as nn
from mlx.utils import tree_unflatten
from mlx_lm.utils import dequantize_model

from . import lora, model_folders, models, quantizing, residency, written_folders
from .job import Job
from .protocol import FuseParams, FuseResult


def fuse(params: FuseParams, job: Job) -> FuseResult:
    """Write the fused model to `out`, whole or not at all.

    Raises
    ------
    Failure
        notWritten when `out` holds something, diskFull, modelInvalid, adapterInvalid, invalidParams where it cannot be
        packed.
    """
    out = Path(params.out)
    written_folders.refuse_taken(out)
    residency.clear()
    path = models.check(params.model)
    model, config = models.load(path)
    tokenizer = models.load_tokenizer(path)
    lora.attach(model, Path(params.adapter))
    job.progress("loading", 1, 1)
    # What is to be packed anew is made from whole numbers.
    unpacked = params.dequantize or params.bits is not None
    _fuse_layers(model, unpacked, job)
    if unpacked:
        model = dequantize_model(model)
        config = model_folders.without(config, model_folders.PACKING_KEYS)
    model, config = model_folders.as_text_model(model, config)
    if params.bits is not None:
        model, config = quantizing.pack(model, config, params.bits)
    job.check()
    return model_folders.write(out, path, model, tokenizer, config, job)


def _fuse_layers(model: nn.Module, dequantize: bool, job: Job) -> None:
    layers = [(name, module) for name, module in model.named_modules() if hasattr(module, "fuse")]
    fused = []
    for done, (name, module) in enumerate(layers):
        job.check()
        job.progress("fusing", done, len(layers))
        layer = module.fuse(dequantize=dequantize)
        # DoRA's magnitudes are float32 and would make every weight of a bf16 model twice as large.
        if (kept := _dtype(module)) is not None:
            layer.set_dtype(kept)
        mx.eval(layer.parameters())
        fused.append((name, layer))
    model.update_modules(tree_unflatten(fused))
    job.progress("fusing", len(layers), len(layers))


def _dtype(module: nn.Module) -> mx.Dtype | None:
    """What the numbers of an adapted layer's base, or its scales, are kept in; None where it has no base."""
    base = module.get("linear", module.get("embedding"))
    if base is None:
        return None
    kept = base.get("scales", base.weight).dtype
    # Scales of one byte stand for bf16 numbers.
    return kept if mx.issubdtype(kept, mx.floating) else mx.bfloat16
