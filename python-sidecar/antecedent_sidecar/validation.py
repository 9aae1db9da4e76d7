"""The loss over every validation row, each token weighing the same."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import mlx.core as mx
import mlx.nn as nn

from . import batches, step
from .batches import Batch, Plan
from .job import Job
from .rows import Row


@dataclass(frozen=True, slots=True)
class Validation:
    """Mean loss in nats per learned token, None when not finite, and what it is the mean of."""

    loss: float | None
    rows: int
    tokens: int


class Validator:
    """Validates one model on one list of rows, again and again.

    Parameters
    ----------
    rows
        At least one.
    plan
        How they are cut into batches.
    """

    def __init__(self, model: nn.Module, rows: list[Row], plan: Plan) -> None:
        self._model = model
        self._rows = rows
        self._batches: list[Batch] = plan.fixed()
        self._loss: Callable[[mx.array, mx.array], mx.array] = step.validation_step(model)

    def validate(self, job: Job, check: Callable[[], None]) -> Validation:
        """Compute the loss of every row; leaves the model in training mode. `check` may raise between two batches."""
        total = 0.0
        self._model.eval()
        try:
            for done, batch in enumerate(self._batches):
                check()
                job.progress("validating", done, len(self._batches))
                tokens, bounds = batches.padded(self._rows, batch)
                total += self._loss(mx.array(tokens), mx.array(bounds)).item()
            job.progress("validating", len(self._batches), len(self._batches))
        finally:
            self._model.train()
        tokens_learned = sum(row.learned for row in self._rows)
        mean = total / tokens_learned
        return Validation(mean if math.isfinite(mean) else None, len(self._rows), tokens_learned)
