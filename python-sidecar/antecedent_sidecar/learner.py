"""The weights that learn, their optimizer and its random numbers: updated, tried out, taken away and put back."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import mlx.core as mx
import mlx.nn as nn
from mlx.utils import tree_map

from . import batches, lora, optimizers, step
from .batches import Batch
from .failures import Cancelled
from .notifications import ProbeReport
from .team import Team
from .training_config import TrainingConfig
from .training_data import TrainingData
from .updates import Update


@dataclass(frozen=True, slots=True)
class Made:
    """What came of an update.

    Attributes
    ----------
    loss
        Sum over its learned tokens, in nats.
    norm
        Of its gradient before clipping; not a number where it broke before there was one.
    learned, tokens
        How many tokens were learned, and how many there were, padding not counted.
    seconds
        It took.
    broken
        Numbers of the rows it broke on; no weight was changed. None where it was made.
    """

    loss: float
    norm: float
    learned: int
    tokens: int
    seconds: float
    broken: list[int] | None


class Learner:
    """One model that is trained.

    Parameters
    ----------
    model
        With trainable weights, the rest frozen.
    data, config
        What to learn from, and how.
    team
        Who shares the work.
    """

    def __init__(self, model: nn.Module, data: TrainingData, config: TrainingConfig, team: Team) -> None:
        self._model = model
        self._data = data
        self._seed = config.seed
        self._team = team
        self._gathers = config.grad_accumulation_steps > 1 and data.plan.batches > 1
        self._optimizer = optimizers.build(config)
        self._optimizer.init(model.trainable_parameters())
        self._step = step.training_step(model, self._optimizer, config.clip_norm, team)
        model.train()

    @property
    def weights(self) -> dict[str, mx.array]:
        """The trainable weights by name."""
        return lora.weights(self._model)

    @property
    def optimizer_state(self) -> dict[str, mx.array]:
        """The optimizer's arrays by name."""
        return optimizers.flat(self._optimizer)

    @property
    def sound(self) -> bool:
        """Whether every weight that learns is finite."""
        finite = [mx.isfinite(weight).all() for weight in self.weights.values()]
        return bool(mx.stack(finite).all().item())

    def restore(
        self, weights: dict[str, mx.array] | None, optimizer: dict[str, mx.array] | None, random: tuple[int, int]
    ) -> None:
        """Become what rank 0 was; the others of a team give None and are handed its arrays."""
        shared = self._team.share(self.weights if weights is None else weights)
        self._model.load_weights(list(shared.items()), strict=False)
        arrays = self._team.share(self.optimizer_state if optimizer is None else optimizer)
        optimizers.restore(self._optimizer, arrays, self._model.trainable_parameters())
        draw_again(random)
        mx.eval(self._model.parameters(), self._optimizer.state)

    def probe(self) -> ProbeReport:
        """Compute the longest batch forward and back, and throw its gradients away: whether it fits is known first.

        Where updates gather several batches, a set of gradients lies there meanwhile, as those of earlier ones will.
        """
        batch = self._data.plan.longest()
        gathered: Any = None
        if self._gathers:
            gathered = tree_map(mx.zeros_like, self._model.trainable_parameters())
            mx.eval(gathered)
        began = time.perf_counter()
        beginning = random_key()
        self._compute(batch, mx.array(1.0), gathered, False)
        draw_again(beginning)
        return ProbeReport(
            rows=len(batch.rows),
            width=batch.width,
            peak_memory_bytes=mx.get_peak_memory(),
            seconds=time.perf_counter() - began,
        )

    def make(self, update: Update, rate: float, tick: Callable[[], None]) -> Made:
        """Make an update; `tick` is called before each batch and may raise `Cancelled`: then nothing has happened."""
        began = time.perf_counter()
        rows = [self._data.train[place] for batch in update.batches for place in batch.rows]
        learned = sum(row.learned for row in rows)
        share = mx.array(1 / learned)
        self._optimizer.learning_rate = rate
        gathered: Any = None
        loss, norm = 0.0, float("nan")
        guilty: list[Batch] | None = None
        if self._team.size > 1:
            # Each process drops units of its own, and the same ones when the run goes on.
            draw_again((self._seed, update.number * self._team.size + self._team.rank))
        beginning = random_key()
        for place, batch in enumerate(update.batches):
            try:
                tick()
            except Cancelled:
                # What its batches drew so far is drawn again when the run goes on.
                draw_again(beginning)
                raise
            outcome = self._compute(batch, share, gathered, place == len(update.batches) - 1)
            gathered = outcome.gathered
            loss += outcome.loss.item()
            if outcome.norm is not None:
                norm = outcome.norm.item()
            if not outcome.sound.item():
                # A loss that broke names its own batch; a gradient that broke may come from any of them.
                guilty = update.batches if outcome.loss_is_finite else [batch]
                break
        return Made(
            loss=loss,
            norm=norm,
            learned=learned,
            tokens=sum(len(row.tokens) for row in rows),
            seconds=time.perf_counter() - began,
            broken=None if guilty is None else self.rows_of(guilty),
        )

    def rows_of(self, named: list[Batch]) -> list[int]:
        """Numbers of the rows in some batches: lines of train.jsonl, from 0."""
        return sorted(self._data.train[place].number for batch in named for place in batch.rows)

    def _compute(self, batch: Batch, share: mx.array, gathered: Any, update: bool) -> step.Outcome:
        mine = batches.shared(batch, self._team.rank, self._team.size)
        tokens, bounds = batches.padded(self._data.train, mine)
        return self._step(mx.array(tokens), mx.array(bounds), share, gathered, update)


def random_key() -> tuple[int, int]:
    """Where mlx's random numbers are, as two 32-bit numbers."""
    high, low = mx.random.state[0].tolist()
    return high, low


def draw_again(key: tuple[int, int]) -> None:
    """Go back to a random key."""
    high, low = key
    mx.random.seed((high << 32) + low)
