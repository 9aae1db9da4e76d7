"""One request under way: its cancellation and what it says meanwhile."""

import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Lock

from . import notifications, protocol, wire
from .failures import Cancelled
from .protocol import Request

#: Shortest time between two progress lines of one phase, in seconds.
_PROGRESS_INTERVAL = 0.1
#: Shortest time between two tellings of how far files are, in seconds.
_TRANSFER_INTERVAL = 0.25
#: How often a job that waits for the app looks whether it was asked to end, in seconds.
_WAIT_INTERVAL = 0.05


class Job:
    """Handed to a method beside its parameters.

    Parameters
    ----------
    request
        The envelope it answers.
    write
        Puts one line on the wire.
    """

    def __init__(self, request: Request, request_id: int, write: Callable[[bytes], None]) -> None:
        self.request = request
        self.id = request_id
        self._write = write
        self._cancelled = Event()
        self._abandoned = Event()
        self._verdicts: SimpleQueue[protocol.VerdictParams] = SimpleQueue()
        self._lock = Lock()
        self._counter = 0
        self._phase: str | None = None
        self._said = 0.0
        self._transferred = 0.0

    def cancel(self) -> None:
        """Ask it to end; safe from any thread."""
        self._cancelled.set()

    def abandon(self) -> None:
        """Ask it to end without delay: nobody waits for its answer; safe from any thread."""
        self._abandoned.set()
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether the app, or the end of the process, asked it to end."""
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise `Cancelled` when asked to end."""
        if self.cancelled:
            raise Cancelled

    def check_abandoned(self) -> None:
        """Raise `Cancelled` when nobody waits for its answer any more."""
        if self._abandoned.is_set():
            raise Cancelled

    def progress(self, phase: notifications.Phase, done: int, total: int) -> None:
        """Count a piece of work; said at most ten times a second, and always at a phase's beginning and end."""
        with self._lock:
            self._counter += 1
            now = time.monotonic()
            if phase == self._phase and done < total and now - self._said < _PROGRESS_INTERVAL:
                return
            self._phase, self._said = phase, now
            body = notifications.Progress(request=self.id, counter=self._counter, phase=phase, done=done, total=total)
            self._notify("progress", body)

    def data(self, report: notifications.DataReport) -> None:
        """Say what a run will learn from."""
        self._notify("data", notifications.Data(request=self.id, report=report))

    def metric(self, metric: notifications.TrainMetric | notifications.ValidMetric) -> None:
        """Say one point of a curve."""
        self._notify("metric", notifications.Metric(request=self.id, metric=metric))

    def checkpoint(self, step: int, best: bool) -> None:
        """Say that a checkpoint is on disk, whole."""
        self._notify("checkpoint", notifications.Checkpoint(request=self.id, step=step, best=best))

    def resumed(self, step: int) -> None:
        """Say that the run went back to `step`, to go on from there."""
        self._notify("resumed", notifications.Resumed(request=self.id, step=step))

    def probe(self, report: notifications.ProbeReport) -> None:
        """Say what the longest batch took."""
        self._notify("probe", notifications.Probe(request=self.id, probe=report))

    def note(self, message: str) -> None:
        """Say something a person should know."""
        self._notify("note", notifications.Note(request=self.id, message=message))

    def measured(
        self,
        first: int,
        tokens: Sequence[int],
        starts: Sequence[int],
        refused: Sequence[notifications.RefusedRow],
        lost: Sequence[notifications.LostText],
    ) -> None:
        """Say more rows of a measurement, from row `first` on."""
        body = notifications.Measured(
            request=self.id,
            first=first,
            tokens=list(tokens),
            starts=list(starts),
            refused=list(refused),
            lost=list(lost),
        )
        self._notify("measured", body)

    def judged(self, step: int, answers: Sequence[str]) -> float | None:
        """Say what was rewritten at `step` and wait for the app's verdict: mention F1, None where it has none."""
        self._notify("judge", notifications.Judge(request=self.id, step=step, answers=list(answers)))
        while True:
            self.check()
            try:
                verdict = self._verdicts.get(timeout=_WAIT_INTERVAL)
            except Empty:
                continue
            if verdict.step == step:
                return verdict.score

    def take_verdict(self, verdict: protocol.VerdictParams) -> None:
        """Hand over the app's verdict; safe from any thread."""
        self._verdicts.put(verdict)

    def delta(self, text: str) -> None:
        """Say more of an answer."""
        self._notify("delta", notifications.Delta(request=self.id, text=text))

    def answered(self, index: int, generation: protocol.Generation) -> None:
        """Say one of many answers."""
        self._notify("answered", notifications.Answered(request=self.id, index=index, generation=generation))

    def transfer(self, files: Sequence[notifications.TransferredFile], at_once: bool = False) -> None:
        """Say how far each file is; at most four times a second, and always when all are whole or `at_once`."""
        with self._lock:
            now = time.monotonic()
            soon = now - self._transferred < _TRANSFER_INTERVAL
            if soon and not at_once and any(file.done < file.total for file in files):
                return
            self._transferred = now
            self._notify("transfer", notifications.Transfer(request=self.id, files=list(files)))

    def _notify(self, method: str, body: notifications.Closed) -> None:
        self._write(wire.notification(method, body))
