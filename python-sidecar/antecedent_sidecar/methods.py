"""Which function answers which method. Each imports what it needs when it is first called: `initialize` is fast."""

from collections.abc import Callable
from typing import Any

from . import protocol
from .job import Job


def _initialize(params: protocol.InitializeParams, job: Job) -> protocol.InitializeResult:
    from . import handshake

    return handshake.initialize(params)


def _measure(params: protocol.MeasureParams, job: Job) -> protocol.MeasureResult:
    _begin(job)
    from . import measuring

    return measuring.measure(params, job)


def _render(params: protocol.RenderParams, job: Job) -> protocol.RenderResult:
    _begin(job)
    from . import rendering

    return rendering.render(params, job)


def _train(params: protocol.TrainParams, job: Job) -> protocol.TrainResult:
    _begin(job)
    from . import training
    from .wakefulness import awake

    with awake():
        return training.train(params, job)


def _inspect(params: protocol.InspectParams, job: Job) -> protocol.InspectResult:
    _begin(job)
    from . import inspecting

    return inspecting.inspect(params, job)


def _generate(params: protocol.GenerateParams, job: Job) -> protocol.Generation:
    _begin(job)
    from . import generating

    return generating.generate(params, job)


def _generate_many(params: protocol.GenerateManyParams, job: Job) -> protocol.GenerateManyResult:
    _begin(job)
    from . import batch_generating
    from .wakefulness import awake

    with awake():
        return batch_generating.generate_many(params, job)


def _fuse(params: protocol.FuseParams, job: Job) -> protocol.FuseResult:
    _begin(job)
    from . import fusing
    from .wakefulness import awake

    with awake():
        return fusing.fuse(params, job)


def _compare(params: protocol.CompareParams, job: Job) -> protocol.CompareResult:
    _begin(job)
    from . import comparing
    from .wakefulness import awake

    with awake():
        return comparing.compare(params, job)


def _peft(params: protocol.PeftParams, job: Job) -> protocol.FuseResult:
    _begin(job)
    from . import peft_layout

    return peft_layout.write(params, job)


def _ollama(params: protocol.OllamaParams, job: Job) -> protocol.OllamaResult:
    _begin(job)
    from . import ollama_template

    return ollama_template.describe(params, job)


def _download(params: protocol.DownloadParams, job: Job) -> protocol.DownloadResult:
    from . import downloading
    from .wakefulness import awake

    with awake():
        return downloading.download(params, job)


def _begin(job: Job) -> None:
    """Say so before importing mlx-lm, which takes a while when the disk is cold."""
    job.progress("loading", 0, 1)


#: By name on the wire; each takes the parameters that `protocol.METHODS` names and its job.
HANDLERS: dict[str, Callable[[Any, Job], protocol.Closed]] = {
    "initialize": _initialize,
    "measure": _measure,
    "render": _render,
    "train": _train,
    "inspect": _inspect,
    "generate": _generate,
    "generateMany": _generate_many,
    "fuse": _fuse,
    "compare": _compare,
    "peft": _peft,
    "ollama": _ollama,
    "download": _download,
}
