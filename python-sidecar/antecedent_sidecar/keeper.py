"""Which validation was the best, and when going on is no use: decided from figures alone."""

from dataclasses import dataclass
from typing import Literal


@dataclass
class Keeper:
    """Of one run.

    Attributes
    ----------
    best_by
        Lowest loss, or highest score; loss decides where no score was given, or two are equal.
    patience
        Validations without a better one after which the run ends; None never ends it.
    step, loss, score
        Of the best validation so far, None before there is one.
    without_improvement
        Validations since then.
    """

    best_by: Literal["loss", "score"]
    patience: int | None
    step: int | None = None
    loss: float | None = None
    score: float | None = None
    without_improvement: int = 0

    def judge(self, step: int, loss: float | None, score: float | None) -> bool:
        """Note a validation; whether it is the best so far. The untrained model at step 0 never is."""
        if step == 0:
            return False
        if loss is None or not self._better(loss, score):
            self.without_improvement += 1
            return False
        self.step, self.loss, self.score, self.without_improvement = step, loss, score, 0
        return True

    @property
    def exhausted(self) -> bool:
        """Whether patience is at its end."""
        return self.patience is not None and self.without_improvement >= self.patience

    def _better(self, loss: float, score: float | None) -> bool:
        if self.loss is None:
            return True
        if self.best_by == "score" and score is not None and self.score is not None and score != self.score:
            return score > self.score
        return loss < self.loss
