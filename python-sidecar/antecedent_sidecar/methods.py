"""Which function answers which method. Each is imported when it is first called: `initialize` is fast."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from . import protocol
from .job import Job
from .wakefulness import Wakefulness

Handler = Callable[[Any, Job], protocol.Closed]

#: By name on the wire: the module and its function, which is a handler.
_WORK = {
    "measure": ("measuring", "measure"),
    "render": ("rendering", "render"),
    "train": ("training", "train"),
    "inspect": ("inspecting", "inspect"),
    "generate": ("generating", "generate"),
    "generateMany": ("batch_generating", "generate_many"),
    "fuse": ("fusing", "fuse"),
    "convert": ("converting", "convert"),
    "compare": ("comparing", "compare"),
    "peft": ("peft_layout", "write"),
    "ollama": ("ollama_template", "describe"),
    "look": ("looking", "look"),
    "download": ("downloading", "download"),
    "upload": ("uploading", "upload"),
}
#: What begins without mlx-lm, and so has nothing to load.
_LIGHT = frozenset(["look", "download", "upload"])
_wakefulness = Wakefulness()


def _initialize(params: protocol.InitializeParams, job: Job) -> protocol.InitializeResult:
    from . import handshake

    return handshake.initialize(params)


def _working(method: str) -> Handler:
    """What does a method's work, with the machine held awake."""
    module, function = _WORK[method]

    def work(params: Any, job: Job) -> protocol.Closed:
        with _wakefulness.held():
            if method not in _LIGHT:
                # Said before mlx-lm is imported, which takes a while when the disk is cold.
                job.progress("loading", 0, 1)
            result: protocol.Closed = getattr(import_module(f".{module}", __package__), function)(params, job)
            return result

    return work


#: By name on the wire; each takes the parameters that `protocol.METHODS` names and its job.
HANDLERS: dict[str, Handler] = {"initialize": _initialize, **{method: _working(method) for method in _WORK}}
