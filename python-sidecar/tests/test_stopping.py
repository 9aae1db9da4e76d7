"""Where a run is stopped does not matter: between updates, between the batches of one, within a validation."""

from pathlib import Path
from typing import Any

import pytest
from conftest import train_params
from msgspec import Raw, json
from test_checkpoints import STEADY, adapters

from antecedent_sidecar import training, wire
from antecedent_sidecar.job import Job
from antecedent_sidecar.notifications import ProbeReport, ValidMetric
from antecedent_sidecar.protocol import Request, TrainParams, TrainResult

#: Updates of three batches with dropout, and a validation after every other one.
GATHERED = {**STEADY, "epochs": 4, "grad_accumulation_steps": 3, "steps_per_eval": 6, "save_every": 24}


class Stopping(Job):
    """A job that is taken back when it is asked for the `at`th time after the probe whether it was."""

    def __init__(self, at: int) -> None:
        super().__init__(Request(jsonrpc="2.0", method="train", id=1), 1, lambda _line: None)
        self._at = at
        self._left: int | None = None
        self.curve: list[tuple[int, float | None]] = []

    def probe(self, report: ProbeReport) -> None:
        self._left = self._at

    def check(self) -> None:
        if self._left is not None:
            self._left -= 1
            if self._left == 0:
                self.cancel()
        super().check()

    def metric(self, metric: Any) -> None:
        if isinstance(metric, ValidMetric):
            self.curve.append((metric.step, metric.loss))


def train(job: Job, *arguments: Any, **config: Any) -> TrainResult:
    """Train in this process."""
    return training.train(wire.params(TrainParams, Raw(json.encode(train_params(*arguments, **config)))), job)


@pytest.fixture(scope="module")
def calm(model: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], Stopping]:
    """The run that nobody stops: its adapters, and what it said."""
    folder = tmp_path_factory.mktemp("calm") / "a"
    job = Stopping(-1)
    assert train(job, model, data, folder, **GATHERED).status == "finished"
    return adapters(folder), job


# Two of the validation at the beginning, then three and two of an epoch's updates, two of a validation, and so on.
@pytest.mark.parametrize("at", [3, 4, 5, 6, 7, 8, 9, 11, 14, 15, 16, 20, 22, 29])
def test_a_run_stopped_anywhere_ends_bit_for_bit_like_one_that_was_not(
    at: int, calm: tuple[dict[str, bytes], Stopping], model: Path, data: Path, tmp_path: Path
) -> None:
    expected, undisturbed = calm
    first, second = Stopping(at), Stopping(-1)
    stopped = train(first, model, data, tmp_path / "a", **GATHERED)
    assert stopped.status == "stopped"
    result = train(second, model, data, tmp_path / "a", resume=True, **GATHERED)
    assert result.status == "finished"
    assert adapters(tmp_path / "a") == expected
    # A run that is stopped before its first best one is judged then, which is one validation more.
    assert set(undisturbed.curve) <= {*first.curve, *second.curve}
