"""The training loop: update, report, validate, keep, until done, stopped or diverged."""

import logging
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

import mlx.core as mx
import numpy as np

from . import checkpoints, schedule
from .checkpoints import Archive, Checkpoint, State
from .failures import Cancelled
from .fingerprint import Fingerprint
from .job import Job
from .keeper import Keeper
from .learner import Learner, random_key
from .meter import Meter
from .notifications import TrainMetric, ValidMetric
from .protocol import Divergence
from .reporting import Reporter
from .team import Team
from .training_config import TrainingConfig
from .training_data import TrainingData
from .updates import Update, updates
from .validation import Judge, Validator

_log = logging.getLogger(__name__)

#: Times that a run may go on at half its rate.
_MAX_HALVINGS = 6
#: Rows that a sentence names.
_NAMED_ROWS = 20
#: Figures that a checkpoint carries: more than are said while a process notices that its app is gone.
_FIGURES = 64
#: The largest 32-bit number.
_LARGEST = float(np.finfo(np.float32).max)


class Loop:
    """One run.

    Parameters
    ----------
    learner
        What is trained.
    validator, judge
        What tells how good it is: the loss on held-out rows, and the app's verdict on rewrites. None where not asked.
    data, config, identity
        What to learn from, how, and what tells this run from another.
    archive
        Where checkpoints and adapters go.
    job, reporter
        What to tell, and what may ask to stop.
    team
        Who shares the work.
    """

    def __init__(
        self,
        learner: Learner,
        validator: Validator | None,
        judge: Judge | None,
        data: TrainingData,
        config: TrainingConfig,
        identity: Fingerprint,
        archive: Archive,
        job: Job,
        reporter: Reporter,
        team: Team,
    ) -> None:
        self._learner = learner
        self._validator = validator
        self._judge = judge
        self._data = data
        self._config = config
        self._identity = identity
        self._archive = archive
        self._job = job
        self._reporter = reporter
        self._team = team
        self._total = data.total_steps
        self._meter = Meter(schedule.report_interval(config, self._total))
        self._validate_every = schedule.validation_interval(config, self._total)
        self._save_every = schedule.checkpoint_interval(config)
        self._saved_at = time.monotonic()
        self._saved_step: int | None = None
        self._rate_factor = 1.0
        self._broken: Divergence | None = None
        self._went_back_to: int | None = None
        self._owes_validation = False
        self._figures: deque[TrainMetric | ValidMetric] = deque(maxlen=_FIGURES)
        self.keeper = Keeper(config.best_by, config.early_stopping_patience)
        self.steps = 0
        self.divergence: Divergence | None = None

    def restore(self, found: Checkpoint | None) -> None:
        """Become what the run was when rank 0's checkpoint was made; None leaves it as it begins."""
        there = self._team.share_bytes(b"" if found is None else checkpoints.encode(found.state))
        if not there:
            return
        state = checkpoints.decode(there)
        self._learner.restore(found and found.weights, found and found.optimizer, state.random)
        self._meter.restore(state.trained_tokens, state.seconds, state.pending)
        self._rate_factor = state.rate_factor
        self._owes_validation = state.owes_validation
        self._figures = deque(state.figures, maxlen=_FIGURES)
        self.keeper.step, self.keeper.loss, self.keeper.score = state.best_step, state.best_loss, state.best_score
        self.keeper.without_improvement = state.without_improvement
        self.steps = self._saved_step = state.step
        self._saved_at = time.monotonic()

    def tell_resumed(self) -> None:
        """Say where the run goes on, and the latest figures of before: the app may have died without hearing them."""
        self._job.resumed(self.steps)
        for metric in self._figures:
            self._job.metric(metric)

    def run(self) -> Literal["finished", "stopped", "diverged"]:
        """Train to the end; a run that is stopped keeps what it learned, one that diverges what it had kept."""
        try:
            self._probe()
            if self.steps == 0 and self._rate_factor == 1:
                self._validate(self._check)
                if self._config.on_divergence == "halve":
                    self._save()
            while not self._train_on():
                if not self._go_back():
                    self._report()
                    return "diverged"
        except Cancelled:
            self._stop()
            return "stopped"
        self._report()
        self._save()
        return "finished"

    @property
    def early(self) -> bool:
        """Whether it ended because validations stopped getting better."""
        return self.keeper.exhausted and self.steps < self._total

    @property
    def seconds(self) -> float:
        """Seconds spent training, over all the times the run was continued."""
        return self._meter.elapsed

    def _probe(self) -> None:
        self._check()
        self._job.progress("probing", 0, 1)
        report = self._learner.probe()
        self._job.progress("probing", 1, 1)
        self._job.probe(report)

    def _train_on(self) -> bool:
        """Make updates until the run is done; False when one broke and was not made."""
        self._broken = None
        if self._owes_validation:
            self._validate(self._check)
        if self.keeper.exhausted:
            return True
        for update in updates(self._data, self._config, self.steps):
            made = self._learner.make(update, self._rate(update.number), self._tick)
            self._meter.add(made.loss, made.learned, made.tokens, made.seconds, made.norm)
            if made.broken is not None:
                self._break(update, made.broken)
                return False
            self.steps += 1
            self._after_update(update)
            if self._broken:
                return False
            if self.keeper.exhausted:
                return True
        return True

    def _after_update(self, update: Update) -> None:
        done = self.steps == self._total
        self._job.progress("training", self.steps, self._total)
        if self._meter.due(self.steps) or done:
            self._report()
        judged = self.steps % self._validate_every == 0 or done
        saved = (self._save_every is not None and self.steps % self._save_every == 0) or done or self._overdue()
        if (judged or saved) and not self._learner.sound:
            # The loss was still a number and the weights it led to are none: nothing of them is kept.
            self._break(update, self._learner.rows_of(update.batches))
            return
        if judged:
            self._owes_validation = True
            self._validate(self._check)
        if saved:
            self._save()

    def _overdue(self) -> bool:
        """Whether the last checkpoint is older than a crash may cost, by rank 0's clock."""
        return bool(self._team.agree(float(time.monotonic() - self._saved_at > self._config.save_seconds)))

    def _break(self, update: Update, rows: list[int]) -> None:
        self._broken = Divergence(step=update.number + 1, rows=rows, kept_step=self._saved_step or None)

    def _go_back(self) -> bool:
        """After an update that broke: back to the last checkpoint at half the rate, where that was asked for."""
        broken = self._broken
        assert broken is not None, "only a run that broke goes back"
        halved = self._rate_factor / 2
        if self._config.on_divergence == "stop" or halved < 0.5**_MAX_HALVINGS:
            self.divergence = broken
            return False
        self._report()
        found = None
        if self._team.leads:
            if broken.step - 1 == self._went_back_to:
                # Breaking at once again where it went on: the checkpoint itself leads there. The one before is taken.
                self._archive.drop_newest()
            found = self._archive.newest(self._identity, self._job.note)
            found = found and self._archive.settle(found)
        self.restore(found)
        self._went_back_to = self.steps
        self._rate_factor = halved
        rows = ", ".join(str(row + 1) for row in broken.rows[:_NAMED_ROWS])
        self._job.note(
            f"The loss was no longer a number at step {broken.step} (rows {rows} of train.jsonl). "
            f"The run went back to step {self.steps} and goes on at {halved:g} of its learning rate."
        )
        self._job.resumed(self.steps)
        return True

    def _stop(self) -> None:
        self._report()
        if not self._learner.sound:
            self.steps = self._saved_step or 0
        if self.steps == 0:
            return
        self._save()
        if self.keeper.step is None:
            # What was learned is worth a figure, if there is still someone to read it; a verdict would take too long.
            with suppress(Cancelled):
                self._validate(self._job.check_abandoned, judged=False)

    def _save(self) -> None:
        """Write a checkpoint, unless the last one is of this step.

        Until a validation has named a best one, best/ follows last/: there is always something to answer with.
        """
        self._saved_at = time.monotonic()
        if self.steps == self._saved_step:
            return
        self._saved_step = self.steps
        if not self._team.leads:
            return
        best = self.steps > 0 and self.keeper.step in (None, self.steps)
        self._job.progress("saving", 0, 1)
        self._archive.save(self._state(), self._learner.weights, self._learner.optimizer_state, self.keeper.step)
        if best:
            self._archive.make_best(self.steps)
        self._job.progress("saving", 1, 1)
        self._job.checkpoint(self.steps, best)

    def _state(self) -> State:
        return State(
            version=checkpoints.VERSION,
            step=self.steps,
            saved_at=Archive.now(),
            rate_factor=self._rate_factor,
            random=random_key(),
            best_step=self.keeper.step,
            best_loss=self.keeper.loss,
            best_score=self.keeper.score,
            without_improvement=self.keeper.without_improvement,
            trained_tokens=self._meter.trained,
            seconds=self._meter.elapsed,
            pending=self._meter.pending,
            owes_validation=self._owes_validation,
            figures=tuple(self._figures),
            fingerprint=self._identity,
            files={},
        )

    def _report(self) -> None:
        if not self._meter.empty:
            at = self._broken.step if self._broken else self.steps
            self._say(self._meter.take(at, self._epoch(at), self._rate(at - 1), mx.get_peak_memory()))

    def _validate(self, check: Callable[[], None], judged: bool = True) -> None:
        if self._validator is None:
            self._owes_validation = False
            return
        found = self._validator.validate(self._job, check)
        score = self._judge.score(self.steps) if self._judge and judged else None
        best = self.keeper.judge(self.steps, found.loss, score)
        _log.info("step %d of %d: validation loss %s%s", self.steps, self._total, found.loss, ", best" if best else "")
        if found.loss is None:
            self._job.note(f"The validation loss at step {self.steps} was not a number.")
        metric = ValidMetric(
            step=self.steps,
            epoch=self._epoch(self.steps),
            loss=found.loss,
            score=score,
            rows=found.rows,
            tokens=found.tokens,
            best=best,
            seconds=self._meter.elapsed,
        )
        self._say(metric)
        self._owes_validation = False
        if best:
            if self.steps == self._saved_step and self._team.leads:
                self._archive.make_best(self.steps)
                self._job.checkpoint(self.steps, True)
            self._save()

    def _say(self, metric: TrainMetric | ValidMetric) -> None:
        self._figures.append(metric)
        self._job.metric(metric)
        self._reporter.metric(metric)

    def _tick(self) -> None:
        """Before each batch of an update: one that gathers many takes longer than a process may be silent."""
        self._check()
        self._job.progress("training", self.steps, self._total)

    def _check(self) -> None:
        self._team.check(self._job)

    def _rate(self, update: int) -> float:
        """The rate of an update, as the 32-bit number that is computed with."""
        rate = schedule.learning_rate(self._config, update, self._total) * self._rate_factor
        return min(rate, _LARGEST)

    def _epoch(self, at: int) -> float:
        return at / self._data.steps_per_epoch
