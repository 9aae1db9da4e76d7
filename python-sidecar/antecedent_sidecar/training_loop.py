"""The training loop: update, report, validate, keep, until done, stopped or diverged."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal

import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim

from . import batches, schedule, step
from .batches import Batch
from .failures import Cancelled
from .job import Job
from .keeper import Keeper
from .meter import Meter
from .notifications import ValidMetric
from .protocol import Divergence
from .training_config import TrainingConfig
from .training_data import TrainingData
from .validation import Validator

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Update:
    """One optimizer update: its number from 0, and the batches whose gradients it gathers."""

    number: int
    batches: list[Batch]


def updates(data: TrainingData, config: TrainingConfig) -> Iterator[Update]:
    """Every update of a run in order; a pass's leftover batches make a smaller update of their own."""
    number = 0
    size = config.grad_accumulation_steps
    for epoch in count():
        planned = data.plan.epoch(config.seed, epoch)
        for start in range(0, len(planned), size):
            if number == data.total_steps:
                return
            yield Update(number, planned[start : start + size])
            number += 1


class Loop:
    """One run.

    Parameters
    ----------
    model
        With trainable LoRA layers, the rest frozen.
    data, config
        What to learn from, and how.
    keeper
        Where the adapters go.
    job
        What to tell, and what may ask to stop.
    """

    def __init__(self, model: nn.Module, data: TrainingData, config: TrainingConfig, keeper: Keeper, job: Job) -> None:
        self._data = data
        self._config = config
        self._keeper = keeper
        self._job = job
        self._total = data.total_steps
        make = optim.AdamW if config.optimizer == "adamw" else optim.Adam
        self._optimizer = make(learning_rate=config.learning_rate, bias_correction=True)
        self._optimizer.init(model.trainable_parameters())
        self._step = step.training_step(model, self._optimizer, config.clip_norm)
        self._validator = Validator(model, data.valid, data.valid_plan) if data.valid_plan else None
        self._meter = Meter(schedule.report_interval(config, self._total))
        self._validate_every = schedule.validation_interval(config, self._total)
        self.steps = 0
        self.divergence: Divergence | None = None
        model.train()

    def run(self) -> Literal["finished", "stopped", "diverged"]:
        """Train to the end; a run that is stopped or diverges keeps what it learned."""
        try:
            self._validate(self._job.check)
            for update in updates(self._data, self._config):
                self._make(update)
                if self.divergence:
                    break
                self._after_update()
        except Cancelled:
            self._stop()
            return "stopped"
        self._report()
        self._keeper.save(self.steps, "last")
        return "diverged" if self.divergence else "finished"

    def _stop(self) -> None:
        self._report()
        self._keeper.save(self.steps, "last")
        if self.steps and self._keeper.best_step is None:
            # What was learned is worth a figure, if there is still someone to read it.
            with suppress(Cancelled):
                self._validate(self._job.check_abandoned)

    def _make(self, update: Update) -> None:
        began = time.perf_counter()
        rows = self._data.train
        groups = [[rows[place] for place in batch.rows] for batch in update.batches]
        learned = sum(row.learned for group in groups for row in group)
        share = mx.array(1 / learned)
        self._optimizer.learning_rate = schedule.learning_rate(self._config, update.number, self._total)
        gathered: Any = None
        loss, norm = 0.0, float("nan")
        for place, batch in enumerate(update.batches):
            self._job.check()
            tokens, bounds = batches.padded(rows, batch)
            final = place == len(update.batches) - 1
            outcome = self._step(mx.array(tokens), mx.array(bounds), share, gathered, final)
            gathered = outcome.gathered
            loss += outcome.loss.item()
            if outcome.norm is not None:
                norm = outcome.norm.item()
            if not outcome.sound.item():
                # A loss that broke names its own batch; a gradient that broke may come from any of them.
                broken = groups if outcome.loss_is_finite else [groups[place]]
                numbers = sorted(row.number for group in broken for row in group)
                self.divergence = Divergence(step=update.number + 1, rows=numbers)
                break
        tokens_seen = sum(len(row.tokens) for group in groups for row in group)
        self._meter.add(loss, learned, tokens_seen, time.perf_counter() - began, norm)
        if not self.divergence:
            self.steps += 1

    def _after_update(self) -> None:
        self._job.progress("training", self.steps, self._total)
        if self._meter.due(self.steps) or self.steps == self._total:
            self._report()
        if self.steps % self._validate_every == 0 or self.steps == self._total:
            self._validate(self._job.check)
            self._keeper.save(self.steps, "last")
        elif self._keeper.overdue:
            self._keeper.save(self.steps, "last")

    def _report(self) -> None:
        if not self._meter.empty:
            rate = self._optimizer.learning_rate.item()
            at = self.divergence.step if self.divergence else self.steps
            self._job.metric(self._meter.take(at, self._epoch(at), rate, mx.get_peak_memory()))

    def _validate(self, check: Callable[[], None]) -> None:
        if self._validator is None:
            return
        found = self._validator.validate(self._job, check)
        best = self._keeper.improves(self.steps, found.loss)
        _log.info("step %d of %d: validation loss %s%s", self.steps, self._total, found.loss, ", the best" if best else "")
        metric = ValidMetric(
            step=self.steps,
            epoch=self._epoch(self.steps),
            loss=found.loss,
            rows=found.rows,
            tokens=found.tokens,
            best=best,
            seconds=self._meter.elapsed,
        )
        self._job.metric(metric)
        if best:
            self._keeper.save(self.steps, "best")

    def _epoch(self, at: int) -> float:
        return at / self._data.steps_per_epoch
