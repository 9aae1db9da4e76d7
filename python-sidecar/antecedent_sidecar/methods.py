"""Which function answers which method. Each imports what it needs when it is first called: `initialize` is fast."""

from collections.abc import Callable
from typing import Any

from . import protocol
from .job import Job


def _initialize(params: protocol.InitializeParams, job: Job) -> protocol.InitializeResult:
    from . import handshake

    return handshake.initialize(params)


def _measure(params: protocol.MeasureParams, job: Job) -> protocol.MeasureResult:
    from . import measuring

    return measuring.measure(params, job)


def _train(params: protocol.TrainParams, job: Job) -> protocol.TrainResult:
    from . import training

    return training.train(params, job)


def _generate(params: protocol.GenerateParams, job: Job) -> protocol.Generation:
    from . import generating

    return generating.generate(params, job)


def _generate_many(params: protocol.GenerateManyParams, job: Job) -> protocol.GenerateManyResult:
    from . import batch_generating

    return batch_generating.generate_many(params, job)


def _fuse(params: protocol.FuseParams, job: Job) -> protocol.FuseResult:
    from . import fusing

    return fusing.fuse(params, job)


def _download(params: protocol.DownloadParams, job: Job) -> protocol.DownloadResult:
    from . import downloading

    return downloading.download(params, job)


#: By name on the wire; each takes the parameters that `protocol.METHODS` names and its job.
HANDLERS: dict[str, Callable[[Any, Job], protocol.Closed]] = {
    "initialize": _initialize,
    "measure": _measure,
    "train": _train,
    "generate": _generate,
    "generateMany": _generate_many,
    "fuse": _fuse,
    "download": _download,
}
