"""Stands in for trackio: what of its API is used here, with its manners. It keeps what it is told."""

from typing import Any

#: Every run by its name.
runs: dict[str, "Run"] = {}
#: Name of the call that fails.
broken: str | None = None
_current: "Run | None" = None


class Run:
    """One run, which may be resumed."""

    def __init__(self) -> None:
        self.config: dict[str, Any] = {}
        self.history: list[tuple[int, dict[str, float]]] = []
        self.open = True

    def curve(self, name: str) -> list[tuple[float, float]]:
        """What its chart of a figure shows, in the order in which it came."""
        return [(step, figures[name]) for step, figures in self.history if name in figures]


def init(project: str, name: str | None = None, *, config: dict[str, Any], resume: str = "never") -> Run:
    global _current
    _break("init")
    if name in runs and resume != "allow":
        raise ValueError(f"The run {name} is there already.")
    _current = runs.setdefault(name or "", Run())
    _current.config = {**config, "project": project}
    _current.open = True
    return _current


def log(metrics: dict[str, Any], step: int | None = None) -> None:
    _break("log")
    if _current is None:
        raise RuntimeError("Call trackio.init() before trackio.log().")
    _current.history.append((len(_current.history) if step is None else step, dict(metrics)))


def finish() -> None:
    global _current
    _break("finish")
    if _current is None:
        raise RuntimeError("Call trackio.init() before trackio.finish().")
    _current.open = False
    _current = None


def _break(call: str) -> None:
    if broken == call:
        raise ConnectionError(f"{call} went nowhere")
