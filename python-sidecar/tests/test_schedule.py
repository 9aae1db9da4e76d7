"""Learning rates, the number of updates, and when a run reports, validates and saves."""

import mlx.core as mx
import mlx.optimizers as optim
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mlx_lm.tuner.utils import build_schedule

from antecedent_sidecar import schedule
from antecedent_sidecar.failures import Code, Failure
from antecedent_sidecar.training_config import LrSchedule, TrainingConfig


@given(st.integers(1, 400), st.floats(0, 0.5), st.sampled_from(["constant", "cosine_decay", "linear_schedule"]))
def test_every_update_has_a_positive_rate_that_rises_and_then_never_rises_again(
    total: int, warmup: float, shape: str
) -> None:
    config = TrainingConfig(learning_rate=1e-3, warmup_fraction=warmup, schedule=shape)
    rates = [schedule.learning_rate(config, update, total) for update in range(total)]
    top = rates.index(max(rates))
    assert all(0 < rate <= 1e-3 for rate in rates)
    assert rates[: top + 1] == sorted(rates[: top + 1])
    assert rates[top:] == sorted(rates[top:], reverse=True)


@pytest.mark.parametrize(
    ("shape", "rates"),
    [("cosine_decay", [1, 0.5, 0.0002]), ("linear_schedule", [1, 0.5, 0.01]), ("constant", [1, 1, 1])],
)
def test_a_rate_begins_at_the_top_and_goes_where_its_schedule_says(shape: str, rates: list[float]) -> None:
    config = TrainingConfig(learning_rate=1.0, warmup_fraction=0, schedule=shape)
    found = [schedule.learning_rate(config, update, 100) for update in (0, 50, 99)]
    assert found == pytest.approx(rates, abs=1e-4)


@pytest.mark.parametrize("warmup", [0, 3])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("cosine_decay", [1e-2, 12]),
        ("cosine_decay", [1e-2, 6, 1e-4]),
        ("exponential_decay", [1e-2, 0.9]),
        ("linear_schedule", [1e-2, 0.0, 10]),
        ("step_decay", [1e-2, 0.5, 4]),
    ],
)
def test_mlx_lms_own_schedules_give_what_its_optimizer_uses_at_each_update(
    name: str, arguments: list[float], warmup: int
) -> None:
    asked = {"name": name, "arguments": arguments, "warmup": warmup, "warmup_init": 1e-5}
    theirs = optim.SGD(learning_rate=build_schedule(asked))
    wanted = []
    for _ in range(16):
        theirs.apply_gradients({"w": mx.zeros(1)}, {"w": mx.zeros(1)})
        wanted.append(theirs.learning_rate.item())
    floats = [float(argument) for argument in arguments]
    ours = TrainingConfig(lr_schedule=LrSchedule(name=name, arguments=floats, warmup=warmup, warmup_init=1e-5))
    found = [schedule.learning_rate(ours, update, 16) for update in range(16)]
    assert found == [max(0.0, rate) for rate in wanted]
    assert len(set(found)) > 2
    schedule.check(ours, 16)


@pytest.mark.parametrize("end", [7, 10, 49, 100, 997])
def test_a_line_to_zero_never_falls_below_it(end: int) -> None:
    asked = LrSchedule(name="linear_schedule", arguments=[1e-4, 0.0, float(end)])
    config = TrainingConfig(lr_schedule=asked)
    rates = [schedule.learning_rate(config, update, end + 5) for update in range(end + 5)]
    assert rates[-1] == pytest.approx(0, abs=1e-9)
    assert min(rates) >= 0


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("cosine_decay", [1e-4, 0.0]),
        ("exponential_decay", [1e-4, 0.9, 3.0]),
        ("exponential_decay", [1e-4, -0.5]),
        ("linear_schedule", [1e-4, 0.0]),
        ("linear_schedule", [1e-4, -1e-4, 10.0]),
        ("step_decay", [1e-4, 0.5, 0.0]),
        ("exponential_decay", [1e-4, 1e30]),
    ],
)
def test_a_schedule_that_breaks_down_is_refused_before_training(name: str, arguments: list[float]) -> None:
    config = TrainingConfig(lr_schedule=LrSchedule(name=name, arguments=arguments))
    with pytest.raises(Failure) as caught:
        schedule.check(config, 100)
    assert caught.value.code is Code.INVALID_PARAMS
    assert "lr_schedule" in caught.value.message


def test_the_ordinary_schedules_pass_the_check() -> None:
    for total in (1, 2, 100):
        schedule.check(TrainingConfig(), total)
        schedule.check(TrainingConfig(schedule="linear_schedule"), total)


@pytest.mark.parametrize(
    ("epochs", "batches", "gathered", "total"),
    [(2, 5, 1, 10), (0.5, 5, 1, 3), (0.01, 5, 1, 1), (1.1, 10, 1, 11), (2, 5, 2, 6), (1, 3, 8, 1), (0.5, 8, 4, 1)],
)
def test_epochs_become_updates(epochs: float, batches: int, gathered: int, total: int) -> None:
    config = TrainingConfig(epochs=epochs, grad_accumulation_steps=gathered)
    assert schedule.total_steps(config, batches) == total


@pytest.mark.parametrize(
    ("iters", "batches", "gathered", "total"),
    [(7, 5, 1, 7), (10, 5, 2, 6), (7, 5, 2, 4), (1, 5, 4, 1), (5, 5, 4, 2), (9, 5, 4, 3), (3, 100, 8, 1)],
)
def test_iterations_are_batches_and_win_over_epochs(iters: int, batches: int, gathered: int, total: int) -> None:
    config = TrainingConfig(iters=iters, epochs=100, grad_accumulation_steps=gathered)
    assert schedule.total_steps(config, batches) == total


@given(st.integers(1, 60), st.integers(1, 12), st.integers(1, 9))
def test_as_many_updates_as_counting_the_batches_one_by_one(iters: int, batches: int, gathered: int) -> None:
    updates, held = 0, 0
    for number in range(1, iters + 1):
        held += 1
        if held == gathered or number % batches == 0 or number == iters:
            updates, held = updates + 1, 0
    config = TrainingConfig(iters=iters, grad_accumulation_steps=gathered)
    assert schedule.total_steps(config, batches) == updates


def test_about_two_hundred_figures_and_ten_validations_a_run() -> None:
    assert schedule.report_interval(TrainingConfig(), 2000) == 10
    assert schedule.report_interval(TrainingConfig(), 5) == 1
    assert schedule.validation_interval(TrainingConfig(), 95) == 10
    assert schedule.checkpoint_interval(TrainingConfig()) is None


@pytest.mark.parametrize(("asked", "gathered", "interval"), [(3, 1, 3), (10, 4, 2), (8, 4, 2), (3, 4, 1), (1, 256, 1)])
def test_intervals_asked_for_in_batches_come_in_updates_and_never_more_rarely(
    asked: int, gathered: int, interval: int
) -> None:
    config = TrainingConfig(
        steps_per_report=asked, steps_per_eval=asked, save_every=asked, grad_accumulation_steps=gathered
    )
    assert schedule.report_interval(config, 1000) == interval
    assert schedule.validation_interval(config, 1000) == interval
    assert schedule.checkpoint_interval(config) == interval
