"""How many updates a run makes, at which learning rate, and when it reports, validates and saves: pure functions."""

import math
from typing import Any

import msgspec

from .failures import Code, Failure
from .training_config import LrSchedule, TrainingConfig

#: Places among a schedule's arguments that hold a number of updates.
_COUNTS = {"cosine_decay": 1, "linear_schedule": 2, "step_decay": 2}
#: Share of the highest rate by which a line that ends at 0 may miss it, in 32 bits.
_ROUNDING = 1e-6


def total_steps(config: TrainingConfig, batches_per_epoch: int) -> int:
    """Updates of a whole run. The batches that an epoch leaves over make a smaller update of their own."""
    size = config.grad_accumulation_steps
    per_epoch = -(-batches_per_epoch // size)
    if config.iters is None:
        return max(1, math.ceil(config.epochs * per_epoch - 1e-9))
    epochs, rest = divmod(config.iters, batches_per_epoch)
    return epochs * per_epoch + -(-rest // size)


def learning_rate(config: TrainingConfig, update: int, total: int) -> float:
    """Rate of update number `update`, from 0.

    A linear rise, then constant, a half cosine or a line towards zero; or what mlx-lm's own schedule says.

    Raises
    ------
    Failure
        invalidParams, where `lr_schedule` gives no rate.
    """
    if config.lr_schedule is not None:
        return _scheduled(config.lr_schedule, update)
    warmup = round(config.warmup_fraction * total)
    if update < warmup:
        return config.learning_rate * (update + 1) / (warmup + 1)
    share = (update - warmup) / max(1, total - warmup)
    match config.schedule:
        case "constant":
            return config.learning_rate
        case "linear_schedule":
            return config.learning_rate * (1 - share)
        case "cosine_decay":
            return config.learning_rate * 0.5 * (1 + math.cos(math.pi * share))


def check(config: TrainingConfig, total: int) -> None:
    """Raise invalidParams, before training begins, where the schedule breaks down on the way.

    Each of mlx-lm's functions rises, falls or changes its sign from the first: the ends and those of the warm-up tell.
    """
    warmup = config.lr_schedule.warmup if config.lr_schedule else 0
    for update in (0, 1, warmup, warmup + 1, warmup + 2, total - 1):
        if update < total:
            learning_rate(config, update, total)


def report_interval(config: TrainingConfig, total: int) -> int:
    """Updates between two training figures."""
    return _in_updates(config, config.steps_per_report) or max(1, total // 200)


def validation_interval(config: TrainingConfig, total: int) -> int:
    """Updates between two validations."""
    return _in_updates(config, config.steps_per_eval) or max(1, math.ceil(total / 10))


def checkpoint_interval(config: TrainingConfig) -> int | None:
    """Updates between two checkpoints; None where validations and the clock decide."""
    return _in_updates(config, config.save_every)


def _in_updates(config: TrainingConfig, batches: int | None) -> int | None:
    """A number of batches as updates, rounded down: never rarer than asked."""
    return None if batches is None else max(1, batches // config.grad_accumulation_steps)


def _scheduled(schedule: LrSchedule, update: int) -> float:
    import mlx.core as mx
    from mlx_lm.tuner.utils import build_schedule

    arguments: list[Any] = list(schedule.arguments)
    place = _COUNTS.get(schedule.name)
    if place is not None and place < len(arguments) and arguments[place].is_integer():
        arguments[place] = int(arguments[place])
    asked = {**msgspec.structs.asdict(schedule), "arguments": arguments}
    try:
        # The optimizer's own counter has this type, and the function's rounding follows it.
        rate = float(build_schedule(asked)(mx.array(update, mx.uint64)))
    except (ValueError, TypeError, ZeroDivisionError, OverflowError) as error:
        sentence = f"lr_schedule does not fit {schedule.name}: {str(error).rstrip('.')}."
        raise Failure(Code.INVALID_PARAMS, sentence, "Give the arguments that mlx.optimizers names.") from error
    if -_ROUNDING * max(map(abs, schedule.arguments)) <= rate < 0:
        return 0.0
    if not (math.isfinite(rate) and rate >= 0):
        sentence = f"lr_schedule gives {rate:g} at update {update}, which is no learning rate."
        raise Failure(Code.INVALID_PARAMS, sentence, "Change its arguments so that it never falls below 0.")
    return rate
