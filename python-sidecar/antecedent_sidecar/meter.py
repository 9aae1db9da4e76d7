"""What is added up between two points of the training curve."""

import math
import time

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
        self._began = time.monotonic()
        self._said = -math.inf
        self._trained = 0
        self._reset()

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
        """Seconds since training began."""
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
