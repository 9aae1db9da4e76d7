"""The one model that stays in memory between answers."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import adapter_folders, models
from .failures import Code, Failure
from .protocol import Adapter, Weights

if TYPE_CHECKING:
    import mlx.nn as nn
    from mlx_lm.tokenizer_utils import TokenizerWrapper

    from .pass_costs import PassCosts
    from .prefixes import Prefixes

_Stamp = tuple[tuple[str, int, int], ...]


@dataclass
class Resident:
    """A loaded model and what it was loaded from; `switchable` where a scale of 0 gives the base model exactly.

    `prefixes` is what it has read of the last prompts, None where it cannot go back to what they have in common.
    `digest` is the SHA-256 of the adapter's weights in hex, None where the model has no adapter.
    """

    key: tuple[_Stamp, _Stamp]
    model: "nn.Module"
    tokenizer: "TokenizerWrapper"
    layers: "list[tuple[nn.Module, float]]"
    switchable: bool
    digest: str | None
    prefixes: "Prefixes | None"
    scale: float = 0.0

    def switch(self, scale: float) -> None:
        """Answer with the adapter at `scale` times its own scale: 0 is the base model, 1 what was learned."""
        self.scale = scale
        for layer, own in self.layers:
            layer.scale = own * scale

    @property
    def weights(self) -> Weights | None:
        """Which weights answer; None for the base model's."""
        return Weights(adapter=self.digest[:16], scale=self.scale) if self.digest and self.scale else None

    def pass_costs(self) -> "PassCosts":
        """What a pass takes on this machine, measured when the model is first asked for it."""
        global _costs
        if _costs is None or _costs[0] != self.key[0]:
            from .pass_costs import measured
            from .reading import pass_over

            _costs = (self.key[0], measured(pass_over(self.model)))
        return _costs[1]


_resident: Resident | None = None
#: What passes of which model take: its adapters change little about it.
_costs: "tuple[_Stamp, PassCosts] | None" = None


def clear() -> None:
    """Let go of the model."""
    global _resident
    if _resident is not None:
        import mlx.core as mx

        _resident = None
        mx.clear_cache()


def load(model: str, adapter: Adapter | None) -> Resident:
    """The model with its adapter at the scale that is asked, from memory where nothing on disk has changed since.

    Raises
    ------
    Failure
        modelInvalid, adapterInvalid, and invalidParams where the adapter is to be something between off and on, and is
        of a kind that cannot.
    """
    global _resident
    base = _stamp(Path(model), "*.json", "*.jinja", "model*.safetensors", "tokenizer.model")
    tuned = _stamp(Path(adapter.path), "adapter*") if adapter else ()
    scale = adapter.scale if adapter is not None and adapter.enabled else 0.0
    # What was judged when it was loaded is not read again.
    if _resident and _resident.key == (base, tuned) and (_resident.switchable or scale == 1):
        _resident.switch(scale)
        return _resident
    switches = adapter is None or _switches(Path(adapter.path))
    if adapter is not None and 0 < scale < 1 and not switches:
        sentence = f"{Path(adapter.path).name} can be off or on and nothing between, since it is no LoRA adapter."
        raise Failure(Code.INVALID_PARAMS, sentence, "Use it at its full strength, or train one with lora.")
    attached = switches or scale > 0
    # Any adapter that can be switched off, or none, is the base model.
    if _resident and _resident.key[0] == base and scale == 0 and _resident.switchable:
        _resident.switch(0.0)
        return _resident
    # Nothing here may hold the old one while the new one is loaded.
    clear()
    path = models.check(model)
    loaded, _ = models.load(path)
    switchable, layers, digest = True, [], None
    if adapter and attached:
        from . import fingerprint, lora

        switchable = lora.attach(loaded, Path(adapter.path))
        layers = lora.scaled_layers(loaded) if switchable else []
        digest = fingerprint.digest(Path(adapter.path) / adapter_folders.WEIGHTS)
    from . import prefixes, reading

    _resident = Resident(
        (base, tuned if attached else ()),
        loaded,
        models.load_tokenizer(path),
        layers,
        switchable,
        digest,
        prefixes.Prefixes(loaded) if reading.can_go_back(loaded) else None,
    )
    _resident.switch(scale)
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
