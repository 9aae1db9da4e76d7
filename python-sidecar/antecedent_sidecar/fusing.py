"""The `fuse` method: an adapter made part of its model, written as an ordinary model folder."""

import json
from pathlib import Path
from typing import Any

import mlx.core as mx
import mlx.nn as nn
from mlx.utils import tree_flatten, tree_unflatten
from mlx_lm.utils import dequantize_model, save

from . import atomic, lora, models, quantizing, residency
from .failures import Code, Failure, explain
from .job import Job
from .protocol import FuseParams, FuseResult, WrittenFile

#: Keys that make other loaders run code from the folder.
_CODE_KEYS = ("auto_map", "model_file")


def fuse(params: FuseParams, job: Job) -> FuseResult:
    """Write the fused model to `out`, whole or not at all.

    Raises
    ------
    Failure
        notWritten when `out` holds something, diskFull, modelInvalid, adapterInvalid, invalidParams where it cannot be
        packed.
    """
    out = Path(params.out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        sentence = f"{out.name} already holds something, and nothing is overwritten."
        raise Failure(Code.NOT_WRITTEN, sentence, "Choose a new folder.")
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
        config = _without(config, ("quantization", "quantization_config"))
    model, config = _as_text_model(model, _without(config, _CODE_KEYS))
    if params.bits is not None:
        model, config = quantizing.pack(model, config, params.bits)
    job.check()
    _write(out, path, model, tokenizer, config, job)
    return FuseResult(files=[WrittenFile(name=file.name, bytes=file.stat().st_size) for file in sorted(out.iterdir())])


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


def _as_text_model(model: nn.Module, config: dict[str, Any]) -> tuple[nn.Module, dict[str, Any]]:
    """The language model alone, where the folder described one with eyes: its vision weights are not loaded.

    Other loaders would look for them, so the text model is written under its own name.
    """
    if config["model_type"] != "gemma3":
        return model, config
    text = {**model.args.text_config, "model_type": "gemma3_text", "architectures": ["Gemma3ForCausalLM"]}
    for key in ("bos_token_id", "eos_token_id", "pad_token_id"):
        if key in config:
            text.setdefault(key, config[key])
    if quantization := config.get("quantization"):
        text["quantization"] = {name.removeprefix("language_model."): value for name, value in quantization.items()}
    return model.language_model, text


def _write(out: Path, source: Path, model: nn.Module, tokenizer: Any, config: dict[str, Any], job: Job) -> None:
    weights = sum(weight.nbytes for _, weight in tree_flatten(model.parameters()))
    atomic.need_space(out, weights)
    job.progress("saving", 0, 1)
    try:
        with atomic.new_folder(out) as folder:
            save(folder, source, model, tokenizer, config, donate_model=True)
            for script in folder.glob("*.py"):
                script.unlink()
            _clean(folder / "tokenizer_config.json")
            models.check(str(folder))
            job.check()
    except OSError as error:
        failure = explain(error)
        if failure.code is Code.DISK_FULL:
            raise failure from error
        raise Failure(Code.NOT_WRITTEN, f"{out.name} could not be written: {error.strerror or error}.") from error
    job.progress("saving", 1, 1)


def _clean(file: Path) -> None:
    if file.exists():
        content = json.loads(file.read_text(encoding="utf-8"))
        file.write_text(json.dumps(_without(content, _CODE_KEYS), indent=2, ensure_ascii=False), encoding="utf-8")


def _without(content: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key not in keys}
