"""The learning rate of each update and how many updates a run makes: pure functions."""

import math

from .training_config import TrainingConfig


def total_steps(config: TrainingConfig, steps_per_epoch: int) -> int:
    """Updates of a whole run: `iters`, or enough for `epochs`."""
    return config.iters or max(1, math.ceil(config.epochs * steps_per_epoch - 1e-9))


def learning_rate(config: TrainingConfig, update: int, total: int) -> float:
    """Rate of update number `update`, from 0: a linear rise, then constant or a half cosine towards zero."""
    warmup = round(config.warmup_fraction * total)
    if update < warmup:
        return config.learning_rate * (update + 1) / (warmup + 1)
    if config.schedule == "constant":
        return config.learning_rate
    share = (update - warmup) / max(1, total - warmup)
    return config.learning_rate * 0.5 * (1 + math.cos(math.pi * share))


def report_interval(config: TrainingConfig, total: int) -> int:
    """Updates between two training figures."""
    return config.steps_per_report or max(1, total // 200)


def validation_interval(config: TrainingConfig, total: int) -> int:
    """Updates between two validations."""
    return config.steps_per_eval or max(1, math.ceil(total / 10))
