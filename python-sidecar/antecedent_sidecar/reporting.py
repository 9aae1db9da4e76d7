"""A run's curves, written for another tool as well: TensorBoard, trackio or Weights & Biases."""

import importlib.util
import logging
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import msgspec

from .failures import Code, Failure
from .notifications import TrainMetric, ValidMetric
from .training_config import TrainingConfig

_log = logging.getLogger(__name__)

Metric = TrainMetric | ValidMetric
#: Figures that are no curves.
_NO_CURVES = ("step", "best")
_PROJECT = "antecedent"
#: The axis of the curves in Weights & Biases.
_STEP = "step"


class Reporter(Protocol):
    """Takes every point of a run's curves; nothing it does ends the run."""

    def metric(self, metric: Metric) -> None:
        """Write one point."""

    def close(self) -> None:
        """Write what is left, and let go."""


class _Tool(Protocol):
    """What a tool's own library is reduced to; it may raise anything."""

    def log(self, figures: dict[str, float], step: int) -> None: ...

    def finish(self) -> None: ...


def reporter(config: TrainingConfig, folder: Path, name: str, note: Callable[[str], None] = _log.warning) -> Reporter:
    """What `report_to` asks for.

    Parameters
    ----------
    folder
        Of the run; TensorBoard's files go into `tensorboard` below it.
    name
        Of the run, as the tool shows it.
    note
        Is told once, where the tool breaks on the way and is given up.

    Raises
    ------
    Failure
        invalidParams, where the tool is not installed or does not start.
    """
    if config.report_to is None:
        return _Nothing()
    tool = _TOOLS[config.report_to]
    if importlib.util.find_spec(tool.library) is None:
        sentence = f"The curves should go to {config.report_to}, which is not installed."
        raise Failure(Code.INVALID_PARAMS, sentence, f"Run: {sys.executable} -m pip install {tool.library}")
    try:
        return _Guarded(tool(config, folder, name), config.report_to, note)
    except Exception as error:  # another's library, which may raise anything
        sentence = f"{config.report_to} did not start: {_first_line(error)}"
        raise Failure(Code.INVALID_PARAMS, sentence, "Set it up by itself first, or leave report_to out.") from error


class _Nothing:
    def metric(self, metric: Metric) -> None:
        pass

    def close(self) -> None:
        pass


class _Guarded:
    """Gives a tool up, once and in words, when it breaks."""

    def __init__(self, tool: _Tool, name: str, note: Callable[[str], None]) -> None:
        self._tool: _Tool | None = tool
        self._name = name
        self._note = note

    def metric(self, metric: Metric) -> None:
        self._try(lambda tool: tool.log(figures(metric), metric.step))

    def close(self) -> None:
        self._try(lambda tool: tool.finish())
        self._tool = None

    def _try(self, act: Callable[[_Tool], None]) -> None:
        if self._tool is None:
            return
        try:
            act(self._tool)
        except Exception as error:  # another's library, which may raise anything
            self._tool = None
            _log.warning("%s broke", self._name, exc_info=True)
            self._note(f"The curves no longer go to {self._name}, and the run goes on without: {_first_line(error)}")


def figures(metric: Metric) -> dict[str, float]:
    """A point's numbers by the name of their curve; a loss or a norm that was no number is one here."""
    split = "train" if isinstance(metric, TrainMetric) else "valid"
    fields = msgspec.structs.asdict(metric)
    if fields.get("score", 0) is None:
        del fields["score"]
    return {
        f"{split}/{name}": math.nan if value is None else float(value)
        for name, value in fields.items()
        if name not in _NO_CURVES
    }


class _TensorBoard:
    """Event files; going back to an earlier step, or going on with a run, takes the curve beyond it back.

    Written record by record: tensorboardX's own SummaryWriter does it in a thread that loses what goes wrong, and two
    of one second write over each other.
    """

    library = "tensorboardX"

    def __init__(self, config: TrainingConfig, folder: Path, name: str) -> None:
        from tensorboardX import event_file_writer, summary
        from tensorboardX.proto import event_pb2

        self._files, self._summary, self._proto = event_file_writer, summary, event_pb2
        self._folder = folder / "tensorboard"
        self._writer: Any = None
        self._last = 0
        # Whether it can be written to is known before training.
        self._folder.mkdir(parents=True, exist_ok=True)

    def log(self, figures: dict[str, float], step: int) -> None:
        if self._writer is None or step < self._last:
            self._begin(step)
        self._last = step
        for name, value in figures.items():
            self._write(step, summary=self._summary.scalar(name, value))
        self._writer.flush()

    def finish(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _begin(self, step: int) -> None:
        """Open a new file that replaces what older ones have from `step` on."""
        self.finish()
        self._writer = self._files.EventsWriter(str(self._folder / "events"), f".{time.time_ns()}")
        self._write(step, session_log=self._proto.SessionLog(status=self._proto.SessionLog.START))

    def _write(self, step: int, **what: Any) -> None:
        self._writer.write_event(self._proto.Event(wall_time=time.time(), step=step, **what))


class _Trackio:
    """Points by step; it keeps both where a run goes back and comes to a step again, the later one last."""

    library = "trackio"

    def __init__(self, config: TrainingConfig, folder: Path, name: str) -> None:
        import trackio

        self._library = trackio
        # A run that goes on, goes on under its name.
        settings = msgspec.to_builtins(config)
        trackio.init(project=config.project_name or _PROJECT, name=name, resume="allow", config=settings)

    def log(self, figures: dict[str, float], step: int) -> None:
        self._library.log(figures, step=step)

    def finish(self) -> None:
        self._library.finish()


class _WeightsAndBiases:
    """The step is a figure of its own and the axis of all others: Weights & Biases' own counter never goes back, and it
    drops what is logged below it, as the steps are that a run makes anew after it went back.
    """

    library = "wandb"

    def __init__(self, config: TrainingConfig, folder: Path, name: str) -> None:
        import wandb

        self._run = wandb.init(
            project=config.project_name or _PROJECT,
            id=name,
            name=name,
            resume="allow",
            dir=str(folder),
            config=msgspec.to_builtins(config),
            # A run may go on with another pace of saving.
            allow_val_change=True,
        )
        self._run.define_metric(_STEP, hidden=True)
        for split in ("train", "valid"):
            self._run.define_metric(f"{split}/*", step_metric=_STEP)

    def log(self, figures: dict[str, float], step: int) -> None:
        self._run.log({**figures, _STEP: step})

    def finish(self) -> None:
        self._run.finish()


_TOOLS: dict[str, type[_TensorBoard] | type[_Trackio] | type[_WeightsAndBiases]] = {
    "tensorboard": _TensorBoard,
    "trackio": _Trackio,
    "wandb": _WeightsAndBiases,
}


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
