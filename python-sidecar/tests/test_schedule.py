"""Learning rates and the number of updates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antecedent_sidecar import schedule
from antecedent_sidecar.training_config import TrainingConfig


@given(st.integers(1, 400), st.floats(0, 0.5), st.sampled_from(["constant", "cosine_decay"]))
def test_every_update_has_a_positive_rate_that_rises_and_then_never_rises_again(
    total: int, warmup: float, shape: str
) -> None:
    config = TrainingConfig(learning_rate=1e-3, warmup_fraction=warmup, schedule=shape)
    rates = [schedule.learning_rate(config, update, total) for update in range(total)]
    top = rates.index(max(rates))
    assert all(0 < rate <= 1e-3 for rate in rates)
    assert rates[: top + 1] == sorted(rates[: top + 1])
    assert rates[top:] == sorted(rates[top:], reverse=True)


def test_a_half_cosine_ends_near_zero() -> None:
    config = TrainingConfig(learning_rate=1.0, warmup_fraction=0)
    assert schedule.learning_rate(config, 0, 100) == 1.0
    assert schedule.learning_rate(config, 50, 100) == pytest.approx(0.5)
    assert schedule.learning_rate(config, 99, 100) < 0.001


@pytest.mark.parametrize(("epochs", "steps", "total"), [(2, 5, 10), (0.5, 5, 3), (0.01, 5, 1), (1.1, 10, 11)])
def test_epochs_become_updates(epochs: float, steps: int, total: int) -> None:
    assert schedule.total_steps(TrainingConfig(epochs=epochs), steps) == total


def test_iters_win_over_epochs() -> None:
    assert schedule.total_steps(TrainingConfig(iters=7, epochs=100), 5) == 7


def test_about_two_hundred_figures_and_ten_validations_a_run() -> None:
    assert schedule.report_interval(TrainingConfig(), 2000) == 10
    assert schedule.report_interval(TrainingConfig(), 5) == 1
    assert schedule.validation_interval(TrainingConfig(), 95) == 10
    assert schedule.validation_interval(TrainingConfig(steps_per_eval=3), 95) == 3
