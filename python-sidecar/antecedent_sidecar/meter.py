"""What is added up between two points of the training curve."""

import math
import time

from .checkpoints import Pending
from .footprint import footprint_bytes
from .notifications import TrainMetric

#: Shortest time between two points, in seconds: at most ten a second.
_INTERVAL = 0.1


def finite(value: float) -> float | None:
    """`value`, or None where it is no number that JSON has."""
    return value if math.isfinite(value) else None


class Meter:
    """Gathers updates until a point is due.

    Parameters
    ----------
    every
        Updates between two points.
    """

    def __init__(self, every: int) -> None:
        self._every = every
        self._said = -math.inf
        self.restore(0, 0.0, Pending(0.0, 0, 0, 0.0, 0.0))

    def restore(self, trained: int, seconds: float, pending: Pending) -> None:
        """Go on from a checkpoint: tokens trained, seconds spent, and what was gathered since a point."""
        self._began = time.monotonic() - seconds
        self._trained = trained
        self._loss = pending.loss
        self._learned = pending.learned
        self._tokens = pending.tokens
        self._seconds = pending.seconds
        self._norm = pending.norm

    @property
    def pending(self) -> Pending:
        """What was gathered since the last point, finite as far as it goes into a checkpoint."""
        return Pending(self._loss, self._learned, self._tokens, self._seconds, self._norm)

    @property
    def trained(self) -> int:
        """Real tokens trained so far."""
        return self._trained

    def add(self, loss: float, learned: int, tokens: int, seconds: float, norm: float) -> None:
        """Count one update: its summed loss, learned and real tokens, time and gradient norm."""
        self._loss += loss
        self._learned += learned
        self._tokens += tokens
        self._seconds += seconds
        self._norm = norm
        self._trained += tokens

    def due(self, step: int) -> bool:
        """Whether `step` is one to report, and the last report is not too fresh."""
        return step % self._every == 0 and time.monotonic() - self._said >= _INTERVAL

    @property
    def empty(self) -> bool:
        """Whether nothing was added since the last point."""
        return self._learned == 0

    @property
    def elapsed(self) -> float:
        """Seconds spent training, over all the times the run was continued."""
        return time.monotonic() - self._began

    def take(self, step: int, epoch: float, learning_rate: float, peak_memory: int) -> TrainMetric:
        """The point at `step`; begins anew."""
        metric = TrainMetric(
            step=step,
            epoch=epoch,
            loss=finite(self._loss / max(1, self._learned)),
            learning_rate=learning_rate,
            gradient_norm=finite(self._norm),
            tokens_per_second=self._tokens / self._seconds if self._seconds > 0 else 0.0,
            trained_tokens=self._trained,
            peak_memory_bytes=peak_memory,
            footprint_bytes=footprint_bytes(),
            seconds=self.elapsed,
        )
        self._said = time.monotonic()
        self._reset()
        return metric

    def _reset(self) -> None:
        self._loss = 0.0
        self._learned = 0
        self._tokens = 0
        self._seconds = 0.0
        self._norm = 0.0
