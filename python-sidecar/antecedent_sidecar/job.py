"""One request under way: its cancellation and what it says meanwhile."""

import time
from collections.abc import Callable
from threading import Event, Lock

from . import notifications, wire
from .failures import Cancelled
from .protocol import Request

#: Shortest time between two progress lines of one phase, in seconds.
_PROGRESS_INTERVAL = 0.1


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
        self._lock = Lock()
        self._counter = 0
        self._phase: str | None = None
        self._said = 0.0
        self._reached = (0, 0)

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
            self._reached = done, total
            now = time.monotonic()
            if phase == self._phase and done < total and now - self._said < _PROGRESS_INTERVAL:
                return
            self._phase, self._said = phase, now
            body = notifications.Progress(request=self.id, counter=self._counter, phase=phase, done=done, total=total)
            self._notify("progress", body)

    def tick(self, phase: notifications.Phase) -> None:
        """Count work within a piece of `phase`: the figures stay, the counter grows."""
        self.progress(phase, *self._reached)

    def data(self, report: notifications.DataReport) -> None:
        """Say what a run will learn from."""
        self._notify("data", notifications.Data(request=self.id, report=report))

    def metric(self, metric: notifications.TrainMetric | notifications.ValidMetric) -> None:
        """Say one point of a curve."""
        self._notify("metric", notifications.Metric(request=self.id, metric=metric))

    def checkpoint(self, step: int, which: str) -> None:
        """Say that an adapter is on disk, whole."""
        self._notify("checkpoint", notifications.Checkpoint(request=self.id, step=step, which=which))  # type: ignore[arg-type]

    def delta(self, text: str) -> None:
        """Say more of an answer."""
        self._notify("delta", notifications.Delta(request=self.id, text=text))

    def _notify(self, method: str, body: notifications.Closed) -> None:
        self._write(wire.notification(method, body))
