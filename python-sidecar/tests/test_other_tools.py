"""Curves for trackio and Weights & Biases, whose libraries stand-ins take the place of: no account, no network."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import train_params
from msgspec import Raw, json
from test_checkpoints import STEADY
from test_reporting import train, valid

from antecedent_sidecar import reporting, training, wire
from antecedent_sidecar.failures import Code, Failure
from antecedent_sidecar.job import Job
from antecedent_sidecar.protocol import Request, TrainParams, TrainResult
from antecedent_sidecar.reporting import Reporter
from antecedent_sidecar.training_config import TrainingConfig


@pytest.fixture(params=["trackio", "wandb"])
def tool(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A stand-in on Python's path, ahead of what may be installed."""
    monkeypatch.syspath_prepend(Path(__file__).parent / "stand_ins")
    monkeypatch.delitem(sys.modules, request.param, raising=False)
    yield importlib.import_module(request.param)
    sys.modules.pop(request.param)


class Telling(Job):
    """A job that keeps the curves and the notes it is told."""

    def __init__(self) -> None:
        super().__init__(Request(jsonrpc="2.0", method="train", id=1), 1, lambda _line: None)
        self.metrics: list[Any] = []
        self.notes: list[str] = []

    def metric(self, metric: Any) -> None:
        self.metrics.append(metric)

    def note(self, message: str) -> None:
        self.notes.append(message)


def begun(tool: ModuleType, folder: Path, **changes: Any) -> Reporter:
    return reporting.reporter(TrainingConfig(report_to=tool.__name__, **changes), folder, "run")


def run(tool: ModuleType, *arguments: Any, **config: Any) -> tuple[TrainResult, Telling]:
    """Train in this process."""
    params = train_params(*arguments, report_to=tool.__name__, **config)
    job = Telling()
    return training.train(wire.params(TrainParams, Raw(json.encode(params))), job), job


def test_a_run_is_told_of_with_its_settings_its_figures_and_its_end(tool: ModuleType, tmp_path: Path) -> None:
    reporter = begun(tool, tmp_path, project_name="mentions", learning_rate=0.5)
    for metric in (valid(0, None), train(4), valid(8), train(8)):
        reporter.metric(metric)
    told = tool.runs["run"]
    assert (told.config["project"], told.config["learning_rate"]) == ("mentions", 0.5)
    assert told.config["lora_parameters"] == {"rank": 8, "scale": 20.0, "dropout": 0.0, "keys": None}
    assert told.curve("train/loss") == [(4, 0.75), (8, 0.75)]
    assert told.curve("valid/loss") == [(0, 0.5), (8, 0.5)]
    assert told.curve("valid/score") == [(8, 0.5)]
    assert told.curve("train/learning_rate") == [(4, 1e-4), (8, 1e-4)]
    assert told.open
    reporter.close()
    assert not told.open


def test_what_a_run_makes_anew_after_it_went_back_is_shown(tool: ModuleType, tmp_path: Path) -> None:
    reporter = begun(tool, tmp_path)
    for step, loss in ((4, 1.0), (8, 1.0), (4, 0.5), (8, 0.25)):
        reporter.metric(train(step, loss))
    reporter.close()
    assert tool.runs["run"].curve("train/loss") == [(4, 1.0), (8, 1.0), (4, 0.5), (8, 0.25)]


def test_a_run_that_goes_on_goes_on_under_its_name(tool: ModuleType, tmp_path: Path) -> None:
    for steps, saved in (((4, 8, 12), None), ((8, 12, 16), 2)):
        reporter = begun(tool, tmp_path, save_every=saved)
        for step in steps:
            reporter.metric(train(step))
        reporter.close()
    assert list(tool.runs) == ["run"]
    assert [step for step, _ in tool.runs["run"].curve("train/loss")] == [4, 8, 12, 8, 12, 16]
    assert tool.runs["run"].config["save_every"] == 2


def test_all_that_a_training_says_is_told(tool: ModuleType, model: Path, data: Path, tmp_path: Path) -> None:
    # At this rate it diverges, and goes back until it does not.
    huge = {"name": "linear_schedule", "arguments": [1e25, 1e25, 1000]}
    result, job = run(
        tool, model, data, tmp_path / "mine" / "a", **{**STEADY, "lr_schedule": huge, "on_divergence": "halve"}
    )
    assert any("went back to step" in note for note in job.notes)
    assert list(tool.runs) == ["a"]
    told = tool.runs["a"]
    assert told.config["lr_schedule"]["name"] == "linear_schedule"
    for split in ("train", "valid"):
        said = [metric for metric in job.metrics if type(metric).__name__.lower().startswith(split)]
        assert [step for step, _ in told.curve(f"{split}/loss")] == [metric.step for metric in said]
        assert [seconds for _, seconds in told.curve(f"{split}/seconds")] == [metric.seconds for metric in said]
    assert not told.open
    assert result.steps > 0


@pytest.mark.parametrize("call", ["log", "finish"])
def test_a_tool_that_breaks_never_ends_a_training(
    call: str, tool: ModuleType, model: Path, data: Path, tmp_path: Path
) -> None:
    tool.broken = call
    result, job = run(tool, model, data, tmp_path / "a", iters=4)
    assert (result.status, result.steps) == ("finished", 4)
    assert (tmp_path / "a" / "best" / "adapters.safetensors").is_file()
    [note] = [note for note in job.notes if tool.__name__ in note]
    assert f"{call} went nowhere" in note


@pytest.mark.parametrize(
    ("tool", "call"), [("trackio", "init"), ("wandb", "init"), ("wandb", "define_metric")], indirect=["tool"]
)
def test_a_tool_that_does_not_start_is_said_before_anything_is_trained(
    call: str, tool: ModuleType, model: Path, data: Path, tmp_path: Path
) -> None:
    tool.broken = call
    with pytest.raises(Failure) as caught:
        run(tool, model, data, tmp_path / "a", iters=4)
    assert caught.value.code is Code.INVALID_PARAMS
    assert f"{tool.__name__} did not start: {call} went nowhere" in caught.value.message
    assert not (tmp_path / "a" / "last").exists()
