"""The `peft` method: an adapter in the layout that Hugging Face's PEFT loads, the same numbers under its names."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import adapter_folders, models, written_folders
from .adapter_folders import invalid
from .job import Job
from .protocol import FuseResult, PeftParams

if TYPE_CHECKING:
    import mlx.core as mx

CONFIG = "adapter_config.json"
WEIGHTS = "adapter_model.safetensors"

#: Models whose modules mlx-lm and transformers call by the same names, block by block.
_ALIKE = frozenset(
    ("gemma", "gemma2", "gemma3_text", "granite", "llama", "mistral", "olmo2", "phi3", "qwen2", "qwen3", "smollm3")
)
#: What PEFT calls the parts; both matrices lie the other way round there.
_PARTS = {"lora_a": "lora_A.weight", "lora_b": "lora_B.weight", "m": "lora_magnitude_vector"}
_IN_A_BLOCK = re.compile(r"model\.layers\.(\d+)\.(.+)\.(lora_a|lora_b|m)")
_HINT = "Export the fused model instead."


def write(params: PeftParams, job: Job) -> FuseResult:
    """Write the adapter to `out`, whole or not at all; the model is not loaded.

    Raises
    ------
    Failure
        adapterInvalid where PEFT has no such adapter, notWritten, diskFull, modelInvalid.
    """
    import mlx.core as mx

    out, folder = Path(params.out), Path(params.adapter)
    written_folders.refuse_taken(out)
    configuration = adapter_folders.read_configuration(folder)
    shapes = {name: tensor.shape for name, tensor in adapter_folders.read_shapes(folder).items()}
    path = models.check_tokenizer(params.model)
    kind = json.loads((path / "config.json").read_text(encoding="utf-8"))["model_type"]
    said = described(configuration, shapes, kind, params.base)

    def fill(filled: Path) -> None:
        (filled / CONFIG).write_text(json.dumps(said, indent=2, sort_keys=True), encoding="utf-8")
        tensors = renamed(mx.load(str(folder / adapter_folders.WEIGHTS)))
        mx.save_safetensors(str(filled / WEIGHTS), tensors, metadata={"format": "pt"})

    return written_folders.written(out, (folder / adapter_folders.WEIGHTS).stat().st_size, fill, job)


def described(
    configuration: Mapping[str, Any], shapes: Mapping[str, tuple[int, ...]], model_type: str, base: str
) -> dict[str, Any]:
    """What PEFT's adapter_config.json says of an mlx-lm adapter.

    Parameters
    ----------
    configuration
        mlx-lm's adapter_config.json.
    shapes
        Shapes of the adapter's weights by mlx-lm's names.
    base
        What transformers loads the base model by.

    Raises
    ------
    Failure
        adapterInvalid, with why PEFT has no such adapter.
    """
    kind = configuration["fine_tune_type"]
    if kind == "full":
        raise invalid("These weights were trained in full, so there is no adapter that PEFT could load.", _HINT)
    if model_type not in _ALIKE:
        sentence = f"How transformers names the layers of a {model_type} is not known here, so PEFT could not load it."
        raise invalid(sentence, _HINT)
    blocks, modules = set(), set()
    for name, shape in shapes.items():
        found = _IN_A_BLOCK.fullmatch(name)
        if found is None:
            raise invalid(f"PEFT takes what lies in a model's blocks, and {name[:80]} does not.", _HINT)
        if len(shape) != (1 if found[3] == "m" else 2):
            raise invalid(f"PEFT has no adapter for a layer of several experts, as {found[2][:60]} is.", _HINT)
        blocks.add(int(found[1]))
        modules.add(found[2])
    shape = configuration["lora_parameters"]
    return {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": base,
        "r": shape["rank"],
        # PEFT multiplies by alpha / r, mlx-lm by its scale.
        "lora_alpha": _plain(shape["scale"] * shape["rank"]),
        "lora_dropout": shape["dropout"],
        "use_dora": kind == "dora",
        "use_rslora": False,
        "target_modules": sorted(modules),
        "layers_to_transform": sorted(blocks),
        "bias": "none",
        "fan_in_fan_out": False,
        "inference_mode": True,
        "init_lora_weights": True,
        "modules_to_save": None,
    }


def renamed(weights: "Mapping[str, mx.array]") -> "dict[str, mx.array]":
    """The same weights as PEFT has them.

    mlx-lm's `lora_a` (inputs, rank) and `lora_b` (rank, outputs) become `lora_A` (rank, inputs) and `lora_B`
    (outputs, rank); DoRA's magnitudes (outputs) stay as they are.
    """
    import mlx.core as mx

    found = {}
    for name, weight in weights.items():
        module, _, part = name.rpartition(".")
        found[f"base_model.model.{module}.{_PARTS[part]}"] = mx.contiguous(weight.T)
    return found


def _plain(number: float) -> float | int:
    """A whole number as one: readers of PEFT's files expect it."""
    return int(number) if number == int(number) else number
