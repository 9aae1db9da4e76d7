"""Faults that are injected into a run: full disks, limits, errors from within. Old or new, never a mixture."""

import math
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import mlx.core as mx
import pytest
from client import Client
from conftest import train_params
from mlx_lm import load
from msgspec import Raw, json, structs
from small_disk import fill, small_disk
from test_checkpoints import STEADY, adapters, killed_at, whole

from antecedent_sidecar import training, wire
from antecedent_sidecar.job import Job
from antecedent_sidecar.notifications import TrainMetric
from antecedent_sidecar.protocol import Request, TrainParams


@pytest.fixture(scope="module")
def expected(model: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The adapters of the run that nothing happens to."""
    folder = tmp_path_factory.mktemp("expected") / "a"
    client = Client()
    whole(client, model, data, folder, **STEADY)
    client.close()
    return adapters(folder)


@contextmanager
def held(client: Client) -> Iterator[None]:
    """Stand still meanwhile."""
    client.process.send_signal(signal.SIGSTOP)
    yield
    client.process.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("left", [0, 4096, 100_000, 1_000_000, 16_000_000])
def test_a_disk_that_fills_ends_the_run_with_its_last_checkpoint(
    left: int, model: Path, data: Path, tmp_path: Path, expected: dict[str, bytes]
) -> None:
    client = Client()
    with small_disk(tmp_path, 64 << 20) as disk:
        folder = disk / "run"
        client.send("train", train_params(model, data, folder, **STEADY))
        client.wait_for("checkpoint")
        with held(client):
            filler = fill(disk, left)
        message = client.answer()
        assert message.get("error", {}).get("code") == -32005, message
        assert "disk is full" in message["error"]["message"]
        for which in ("best", "last"):
            load(str(model), adapter_path=str(folder / which))
        filler.unlink()
        whole(client, model, data, folder, resume=True, **STEADY)
        assert adapters(folder) == expected
    client.close()


@pytest.mark.parametrize("limit", [0, 200, 1500, 3000, 8000, 20_000, 40_000, 60_000, 80_000, 120_000])
def test_whichever_file_cannot_be_written_the_run_ends_whole_and_goes_on(
    limit: int, model: Path, data: Path, tmp_path: Path, expected: dict[str, bytes]
) -> None:
    """Each file of a checkpoint has another size, so that with a growing limit each write fails in turn."""
    client = Client()
    folder = tmp_path / "a"
    client.send("train", train_params(model, data, folder, **STEADY))
    client.wait_for("checkpoint")
    with held(client):
        resource.prlimit(client.process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    message = client.answer()
    client.close()
    assert message.get("error", {}).get("code") == -32005 or limit > 72_000, message
    for which in ("best", "last"):
        load(str(model), adapter_path=str(folder / which))
    again = Client()
    whole(again, model, data, folder, resume=True, **STEADY)
    assert not any("damaged" in note["message"] for note in again.notified("note"))
    again.close()
    assert adapters(folder) == expected


class Breaking(Job):
    """A job whose app breaks when it hears of step `at`."""

    def __init__(self, at: int) -> None:
        self.said: list[bytes] = []
        super().__init__(Request(jsonrpc="2.0", method="train", id=1), 1, self.said.append)
        self._at = at

    def metric(self, metric: Any) -> None:
        super().metric(metric)
        if isinstance(metric, TrainMetric) and metric.step >= self._at:
            raise RuntimeError("something nobody thought of")


def params(*arguments: Any, **config: Any) -> TrainParams:
    """Parameters of `train`, as the method gets them."""
    return wire.params(TrainParams, Raw(json.encode(train_params(*arguments, **config))))


@pytest.mark.parametrize("step", [1, 9, 30])
def test_an_error_at_a_step_leaves_a_run_that_can_be_continued(
    step: int, model: Path, data: Path, tmp_path: Path, expected: dict[str, bytes]
) -> None:
    config = {**STEADY, "steps_per_report": 1}
    with pytest.raises(RuntimeError, match="nobody thought of"):
        training.train(params(model, data, tmp_path / "a", **config), Breaking(step))
    result = training.train(params(model, data, tmp_path / "a", resume=True, **config), Breaking(1_000_000))
    assert result.status == "finished"
    assert adapters(tmp_path / "a") == expected


@pytest.mark.parametrize("number", [signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS])
def test_a_crash_at_a_step_leaves_a_run_that_can_be_continued(
    number: int, client: Client, model: Path, data: Path, tmp_path: Path, expected: dict[str, bytes]
) -> None:
    killed_at(17, model, data, tmp_path / "a", by=number, **STEADY)
    whole(client, model, data, tmp_path / "a", resume=True, **STEADY)
    assert adapters(tmp_path / "a") == expected


def test_an_infinite_rate_is_refused_where_it_is_written(
    client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    endless = {"name": "exponential_decay", "arguments": [1e30, 1e30]}
    error = client.fail("train", train_params(model, data, tmp_path / "a", **{**STEADY, "lr_schedule": endless}))
    assert error["code"] == -32602
    assert "inf" in error["message"]


def test_an_infinite_rate_that_comes_in_all_the_same_never_reaches_a_checkpoint(
    model: Path, data: Path, tmp_path: Path
) -> None:
    config = {**STEADY, "save_every": 1, "steps_per_eval": 1}
    given = params(model, data, tmp_path / "a", **config)
    endless = structs.replace(given, config=structs.replace(given.config, learning_rate=math.inf))
    result = training.train(endless, Breaking(1_000_000))
    assert result.status == "diverged"
    assert result.diverged is not None and result.diverged.rows
    for file in (tmp_path / "a").rglob("adapters.safetensors"):
        assert all(mx.isfinite(weight).all().item() for weight in mx.load(str(file)).values())
