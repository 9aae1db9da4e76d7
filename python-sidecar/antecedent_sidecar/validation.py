"""The loss over every validation row, each token weighing the same, and the rewrites that are judged beside it."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import mlx.core as mx
import mlx.nn as nn

from . import batch_generating, batches, step
from .batches import Batch, Plan
from .failures import Cancelled
from .job import Job
from .protocol import Prompt
from .rows import Row
from .team import Team

if TYPE_CHECKING:
    from mlx_lm.tokenizer_utils import TokenizerWrapper


#: What rank 0 tells the others in place of a score: that there is none, or that it was asked to end.
_NONE, _ENDED = -1.0, -2.0


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
    team
        Who shares the work.
    """

    def __init__(self, model: nn.Module, rows: list[Row], plan: Plan, team: Team) -> None:
        self._model = model
        self._rows = rows
        self._team = team
        self._batches: list[Batch] = plan.fixed()
        self._loss: Callable[[mx.array, mx.array], mx.array] = step.validation_step(model)

    def validate(self, job: Job, check: Callable[[], None]) -> Validation:
        """Compute the loss of every row; leaves the model in training mode. `check` may raise between two batches."""
        total = 0.0
        with _evaluating(self._model):
            for done, batch in enumerate(self._batches):
                check()
                job.progress("validating", done, len(self._batches))
                mine = batches.shared(batch, self._team.rank, self._team.size)
                tokens, bounds = batches.padded(self._rows, mine)
                total += self._loss(mx.array(tokens), mx.array(bounds)).item()
            job.progress("validating", len(self._batches), len(self._batches))
        total = self._team.sum(mx.array(total, dtype=mx.float32)).item() if self._team.size > 1 else total
        tokens_learned = sum(row.learned for row in self._rows)
        mean = total / tokens_learned
        return Validation(mean if math.isfinite(mean) else None, len(self._rows), tokens_learned)


class Judge:
    """Has the model rewrite a small fixed set, and asks the app how good that is.

    Parameters
    ----------
    prompts
        What is rewritten each time.
    """

    def __init__(
        self, model: nn.Module, tokenizer: "TokenizerWrapper", prompts: list[Prompt], job: Job, team: Team
    ) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._prompts = prompts
        self._job = job
        self._team = team

    def score(self, step: int) -> float | None:
        """Mention F1 of the rewrites at `step`, 0 to 1; None where the app has none."""
        told = _NONE
        if self._team.leads:
            with suppress(Cancelled):
                said = self._ask(step)
                told = _NONE if said is None else said
            if self._job.cancelled:
                told = _ENDED
        agreed = self._team.agree(told)
        if agreed == _ENDED:
            raise Cancelled
        return None if agreed == _NONE else agreed

    def _ask(self, step: int) -> float | None:
        def tick(done: int) -> None:
            self._job.check()
            self._job.progress("scoring", done, len(self._prompts))

        self._job.progress("scoring", 0, len(self._prompts))
        with _evaluating(self._model):
            answers = batch_generating.answers(self._model, self._tokenizer, self._prompts, tick)
        return self._job.judged(step, [answer.text for answer in answers])


@contextmanager
def _evaluating(model: nn.Module) -> Iterator[None]:
    """Without dropout, for as long as it takes."""
    model.eval()
    try:
        yield
    finally:
        model.train()
