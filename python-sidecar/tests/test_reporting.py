"""Curves for other tools: what is written is what was said, and nothing of it ends a run."""

import math
from pathlib import Path

import msgspec
import pytest
from tensorboardX.proto.event_pb2 import Event

from antecedent_sidecar import reporting
from antecedent_sidecar.failures import Code, Failure
from antecedent_sidecar.notifications import TrainMetric, ValidMetric
from antecedent_sidecar.training_config import TrainingConfig

TENSORBOARD = TrainingConfig(report_to="tensorboard")


def train(step: int, loss: float | None = 0.75, norm: float | None = 1.5) -> TrainMetric:
    return TrainMetric(
        step=step,
        epoch=step / 8,
        loss=loss,
        learning_rate=1e-4,
        gradient_norm=norm,
        tokens_per_second=1000.0,
        trained_tokens=64 * step,
        peak_memory_bytes=1 << 30,
        footprint_bytes=1 << 31,
        seconds=step * 0.5,
    )


def valid(step: int, score: float | None = 0.5) -> ValidMetric:
    return ValidMetric(
        step=step, epoch=step / 8, loss=0.5, score=score, rows=10, tokens=100, best=True, seconds=step * 0.5
    )


def events(folder: Path) -> list[Event]:
    """Every event of every file in order: its length and a checksum, the event, its checksum."""
    found = []
    for file in sorted((folder / "tensorboard").iterdir()):
        content = file.read_bytes()
        while content:
            end = 12 + int.from_bytes(content[:8], "little")
            found.append(Event.FromString(content[12:end]))
            content = content[end + 4 :]
    return found


def curves(folder: Path) -> dict[str, list[tuple[int, float]]]:
    """Points by the name of their curve, as TensorBoard shows them: what was taken back is not there."""
    found: dict[str, list[tuple[int, float]]] = {}
    for event in events(folder):
        if event.HasField("session_log"):
            found = {tag: [point for point in points if point[0] < event.step] for tag, points in found.items()}
        for value in event.summary.value:
            found.setdefault(value.tag, []).append((event.step, value.simple_value))
    return found


def test_tensorboard_shows_the_very_figures_at_their_updates(tmp_path: Path) -> None:
    reporter = reporting.reporter(TENSORBOARD, tmp_path, "run")
    said = [valid(0, None), train(4), valid(8), train(8)]
    for metric in said:
        reporter.metric(metric)
    reporter.close()
    found = curves(tmp_path)
    assert found["train/loss"] == [(4, 0.75), (8, 0.75)]
    assert found["valid/loss"] == [(0, 0.5), (8, 0.5)]
    assert found["valid/score"] == [(8, 0.5)]
    assert found["train/learning_rate"] == [(4, pytest.approx(1e-4)), (8, pytest.approx(1e-4))]
    fields = {f"train/{name}" for name in msgspec.structs.asdict(train(1)) if name != "step"}
    assert {tag for tag in found if tag.startswith("train/")} == fields


def test_a_figure_is_on_disk_as_soon_as_it_is_said(tmp_path: Path) -> None:
    reporter = reporting.reporter(TENSORBOARD, tmp_path, "run")
    reporter.metric(train(1))
    assert curves(tmp_path)["train/loss"] == [(1, 0.75)]
    reporter.close()


def test_a_loss_that_is_no_number_is_shown_as_one(tmp_path: Path) -> None:
    reporter = reporting.reporter(TENSORBOARD, tmp_path, "run")
    reporter.metric(train(1, loss=None, norm=None))
    reporter.close()
    [(step, loss)] = curves(tmp_path)["train/loss"]
    assert step == 1 and math.isnan(loss)


def test_a_run_that_goes_back_or_goes_on_takes_the_curve_beyond_it_back(tmp_path: Path) -> None:
    first = reporting.reporter(TENSORBOARD, tmp_path, "run")
    for step in (2, 4, 6, 8):
        first.metric(train(step, loss=1.0))
    first.metric(train(4, loss=0.5))
    first.close()
    assert curves(tmp_path)["train/loss"] == [(2, 1.0), (4, 0.5)]
    continued = reporting.reporter(TENSORBOARD, tmp_path, "run")
    continued.metric(train(4, loss=0.25))
    continued.metric(train(6, loss=0.25))
    continued.close()
    assert curves(tmp_path)["train/loss"] == [(2, 1.0), (4, 0.25), (6, 0.25)]


def test_without_a_tool_nothing_is_written(tmp_path: Path) -> None:
    reporter = reporting.reporter(TrainingConfig(), tmp_path, "run")
    reporter.metric(train(1))
    reporter.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("tool", ["trackio", "wandb"])
def test_a_tool_that_is_not_installed_is_refused_with_the_command_that_installs_it(tool: str, tmp_path: Path) -> None:
    if reporting.importlib.util.find_spec(tool):
        pytest.skip(f"{tool} is installed here")
    with pytest.raises(Failure) as caught:
        reporting.reporter(TrainingConfig(report_to=tool), tmp_path, "run")
    assert caught.value.code is Code.INVALID_PARAMS
    assert tool in caught.value.message and caught.value.hint.endswith(f"-m pip install {tool}")


def test_a_tool_that_cannot_begin_is_refused_before_training(tmp_path: Path) -> None:
    (tmp_path / "tensorboard").write_text("in the way")
    with pytest.raises(Failure) as caught:
        reporting.reporter(TENSORBOARD, tmp_path, "run")
    assert caught.value.code is Code.INVALID_PARAMS and "did not start" in caught.value.message


def test_a_tool_that_breaks_is_given_up_once_and_in_words(tmp_path: Path) -> None:
    notes: list[str] = []
    reporter = reporting.reporter(TENSORBOARD, tmp_path, "run", notes.append)
    (tmp_path / "tensorboard").rmdir()
    (tmp_path / "tensorboard").write_text("in the way")
    for step in (1, 2, 3):
        reporter.metric(train(step))
    reporter.close()
    assert len(notes) == 1 and "tensorboard" in notes[0]
