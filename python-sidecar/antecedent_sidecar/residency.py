"""The one model that stays in memory between answers."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import adapter_folders, models
from .protocol import Adapter

if TYPE_CHECKING:
    import mlx.nn as nn
    from mlx_lm.tokenizer_utils import TokenizerWrapper

_Stamp = tuple[tuple[str, int, int], ...]


@dataclass
class Resident:
    """A loaded model and what it was loaded from; `switchable` where a scale of 0 gives the base model exactly."""

    key: tuple[_Stamp, _Stamp]
    model: "nn.Module"
    tokenizer: "TokenizerWrapper"
    layers: "list[tuple[nn.Module, float]]"
    switchable: bool

    def switch(self, enabled: bool) -> None:
        """Answer with the adapter, or with the base model."""
        for layer, scale in self.layers:
            layer.scale = scale if enabled else 0.0


_resident: Resident | None = None


def clear() -> None:
    """Let go of the model."""
    global _resident
    if _resident is not None:
        import mlx.core as mx

        _resident = None
        mx.clear_cache()


def load(model: str, adapter: Adapter | None) -> Resident:
    """The model with its adapter switched as asked, from memory where nothing on disk has changed since."""
    global _resident
    base = _stamp(Path(model), "*.json", "*.jinja", "model*.safetensors", "tokenizer.model")
    tuned = _stamp(Path(adapter.path), "adapter*") if adapter else ()
    wanted = adapter is not None and adapter.enabled
    attached = adapter is not None and (_switches(Path(adapter.path)) or wanted)
    here = _resident
    if here and here.key == (base, tuned) and (wanted or adapter is None or here.switchable):
        here.switch(wanted)
        return here
    # Any adapter that can be switched off, or none, is the base model.
    if here and here.key[0] == base and not wanted and here.switchable:
        here.switch(False)
        return here
    clear()
    path = models.check(model)
    loaded, _ = models.load(path)
    switchable, layers = True, []
    if adapter and attached:
        from . import lora

        switchable = lora.attach(loaded, Path(adapter.path))
        layers = lora.scaled_layers(loaded) if switchable else []
    _resident = Resident((base, tuned if attached else ()), loaded, models.load_tokenizer(path), layers, switchable)
    _resident.switch(wanted)
    return _resident


def _switches(folder: Path) -> bool:
    """Whether the adapter can be switched off in place: only LoRA at a scale of 0 is the base model exactly."""
    return adapter_folders.read_configuration(folder)["fine_tune_type"] == "lora"


def memory_bytes() -> int:
    """Memory of the machine."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _stamp(folder: Path, *patterns: str) -> _Stamp:
    """What identifies a folder's contents without reading them: paths, sizes and times of change."""
    files = sorted({file for pattern in patterns for file in folder.glob(pattern)})
    stats = [(str(file), file.stat()) for file in files]
    return ((str(folder), 0, 0), *((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats))
