"""Stands in for Weights & Biases: what of its API is used here, with its manners. It keeps what it is told."""

from fnmatch import fnmatch
from typing import Any

#: Every run by its id.
runs: dict[str, "Run"] = {}
#: Name of the call that fails.
broken: str | None = None


class Run:
    """One run, which may be resumed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.config: dict[str, Any] = {}
        self.axes: dict[str, str] = {}
        self.history: list[dict[str, float]] = []
        self.open = True
        self._counter = 0

    def define_metric(self, name: str, step_metric: str | None = None, *, hidden: bool | None = None) -> None:
        _break("define_metric")
        if step_metric is not None:
            self.axes[name] = step_metric

    def log(self, data: dict[str, Any], step: int | None = None) -> None:
        _break("log")
        assert self.open, "it is not logged to a run that is finished"
        if step is None:
            step = self._counter + 1
        if step < self._counter:
            # The real one warns and drops it.
            return
        self._counter = step
        self.history.append({**data, "_step": step})

    def finish(self) -> None:
        _break("finish")
        self.open = False

    def curve(self, name: str) -> list[tuple[float, float]]:
        """What its chart of a figure shows, in the order in which it came."""
        axis = next((axis for pattern, axis in self.axes.items() if fnmatch(name, pattern)), "_step")
        return [(row[axis], row[name]) for row in self.history if name in row]


def init(
    *,
    project: str,
    id: str,
    name: str,
    resume: str,
    dir: str,
    config: dict[str, Any],
    allow_val_change: bool = False,
) -> Run:
    _break("init")
    if id in runs and resume != "allow":
        raise ValueError(f"The run {id} is there already.")
    run = runs.setdefault(id, Run(name))
    for key, value in config.items():
        if run.config.setdefault(key, value) != value and not allow_val_change:
            raise ValueError(f"{key} may not change.")
    run.config = {**config, "project": project, "dir": dir}
    run.open = True
    return run


def _break(call: str) -> None:
    if broken == call:
        raise ConnectionError(f"{call} went nowhere")
