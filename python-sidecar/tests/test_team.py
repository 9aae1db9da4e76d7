"""Several processes that train one model, as MLX's launcher starts them on several Macs: here all on one machine."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import mlx.core as mx
import pytest
from client import SIDECAR, Client
from conftest import train_params

#: Sixteen updates. The first point of a run is always said, and so is the last: two, which no clock decides.
CONFIG = {
    "epochs": 4,
    "batch_size": 5,
    "steps_per_eval": 1,
    "learning_rate": 0.1,
    "optimizer": "sgd",
    "optimizer_config": {"sgd": {"momentum": 0.9}},
    "save_every": 4,
    "steps_per_report": 8,
}
#: Adam could make a whole step of a rounding error where a gradient is almost nothing; in a run this short it does not.
OPTIMIZERS = {"sgd": CONFIG, "adamw": {**CONFIG, "learning_rate": 5e-3, "optimizer": "adamw", "optimizer_config": {}}}
#: Sums of 32-bit numbers in another order.
TOLERANCE = 2e-4


@contextmanager
def team(size: int, folder: Path) -> Iterator[Client]:
    """A sidecar of so many processes."""
    hosts = folder / f"hosts-{size}.json"
    hosts.write_text(json.dumps([{"ssh": "127.0.0.1", "ips": ["127.0.0.1"]}] * size))
    main = "from mlx._distributed_utils.launch import main; main()"
    launch = [sys.executable, "-I", "-c", main, "--backend", "ring", "--hostfile", str(hosts)]
    client = Client(launcher=[*launch, "--starting-port", str(free_port(size)), "--"])
    try:
        yield client
    finally:
        with suppress(ProcessLookupError):
            os.killpg(client.process.pid, signal.SIGTERM)
        client.process.communicate(timeout=60)
        while members(client):
            pass


def members(client: Client) -> list[int]:
    """The team's sidecar processes, in no order: the launcher starts them from threads."""
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,pgid=,command="], capture_output=True, text=True, check=True
    )
    found = [line.split(maxsplit=2) for line in listed.stdout.splitlines()]
    return [
        int(pid)
        for pid, group, command in found
        if int(group) == client.process.pid and command.endswith(str(SIDECAR)) and "launch" not in command
    ]


def rank_of(pid: int) -> int:
    """Which rank the launcher made of a process of this machine."""
    environment = ["-E"] if sys.platform == "darwin" else ["e"]
    command = ["ps", *environment, "-ww", "-o", "command=", "-p", str(pid)]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(re.search(r"\bMLX_RANK=(\d+)", listed.stdout)[1])


def free_port(count: int) -> int:
    """The first of `count` ports in a row that nobody uses now."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            first = probe.getsockname()[1]
        if first + count < 65_536:
            return first


def curve(client: Client, split: str, figure: str = "loss") -> list[float]:
    return [said["metric"][figure] for said in client.notified("metric") if said["metric"]["split"] == split]


Alone = Callable[[str], tuple[Client, dict[str, Any], Path]]


@pytest.fixture(scope="module")
def alone(model: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Alone:
    """The same run in one process, by the name of its optimizer."""

    @cache
    def trained(optimizer: str) -> tuple[Client, dict[str, Any], Path]:
        folder = tmp_path_factory.mktemp("alone") / "a"
        client = Client()
        result = client.call("train", train_params(model, data, folder, **OPTIMIZERS[optimizer]))
        client.close()
        return client, result, folder

    return trained


@pytest.mark.parametrize(("size", "optimizer"), [(2, "sgd"), (4, "sgd"), (2, "adamw")])
def test_a_team_learns_what_one_process_learns(
    size: int, optimizer: str, alone: Alone, model: Path, data: Path, tmp_path: Path
) -> None:
    single, expected, folder = alone(optimizer)
    config = OPTIMIZERS[optimizer]
    with team(size, tmp_path) as client:
        result = client.call("train", train_params(model, data, tmp_path / "a", **config))
        assert (result["status"], result["steps"], result["bestStep"]) == (
            "finished",
            expected["steps"],
            expected["bestStep"],
        )
        assert curve(client, "valid")[-1] < 0.9 * curve(client, "valid")[0]
        assert curve(client, "valid") == pytest.approx(curve(single, "valid"), rel=TOLERANCE)
        assert curve(client, "train", "step") == curve(single, "train", "step") == [8, 16]
        for figure in ("loss", "gradientNorm", "trainedTokens", "learningRate"):
            assert curve(client, "train", figure) == pytest.approx(curve(single, "train", figure), rel=TOLERANCE)
        assert client.notified("data")[-1]["report"] == single.notified("data")[-1]["report"]
        # The process stays for the next run, and answers in order.
        again = client.call("train", train_params(model, data, tmp_path / "b", **{**config, "epochs": 1}))
        assert again["status"] == "finished"
    ours, theirs = (mx.load(str(path / "last" / "adapters.safetensors")) for path in (tmp_path / "a", folder))
    assert all(mx.allclose(ours[name], theirs[name], rtol=1e-2, atol=TOLERANCE).item() for name in theirs)


def test_a_team_that_is_stopped_keeps_a_checkpoint_and_goes_on(
    alone: Alone, model: Path, data: Path, tmp_path: Path
) -> None:
    _, expected, _ = alone("sgd")
    with team(2, tmp_path) as client:
        request = client.send("train", train_params(model, data, tmp_path / "a", **CONFIG))
        client.wait_for("checkpoint")
        client.cancel(request)
        stopped = client.answer()["result"]
        assert stopped["status"] == "stopped"
        result = client.call("train", train_params(model, data, tmp_path / "a", resume=True, **CONFIG))
        assert client.notified("resumed")[-1]["step"] == stopped["steps"]
        assert result["steps"] == expected["steps"]
        assert result["bestLoss"] == pytest.approx(expected["bestLoss"], rel=TOLERANCE)


def test_a_team_that_goes_on_ends_bit_for_bit_like_one_that_was_not_stopped(
    model: Path, data: Path, tmp_path: Path
) -> None:
    config = {**CONFIG, "lora_parameters": {"dropout": 0.3}}
    with team(2, tmp_path) as client:
        client.call("train", train_params(model, data, tmp_path / "whole", **config))
        request = client.send("train", train_params(model, data, tmp_path / "a", **config))
        client.wait_for("checkpoint")
        client.cancel(request)
        client.answer()
        client.call("train", train_params(model, data, tmp_path / "a", resume=True, **config))
    for which in ("best", "last"):
        first, second = (tmp_path / name / which / "adapters.safetensors" for name in ("whole", "a"))
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("rank", [0, 1])
def test_a_lost_worker_ends_the_team_and_leaves_its_checkpoint(
    rank: int, model: Path, data: Path, tmp_path: Path
) -> None:
    config = {**CONFIG, "epochs": 900}
    with team(2, tmp_path) as client:
        client.send("train", train_params(model, data, tmp_path / "a", **config))
        client.wait_for("checkpoint")
        workers = {rank_of(pid): pid for pid in members(client)}
        assert sorted(workers) == [0, 1]
        os.kill(workers[rank], signal.SIGKILL)
        while line := client.process.stdout.readline():
            assert b'"result"' not in line
        client.process.wait(timeout=60)
        words = client.heard().decode()
        assert f"rank {rank}" in words
        # What it had saved goes on in one process.
        single = Client()
        request = single.send("train", train_params(model, data, tmp_path / "a", resume=True, **config))
        assert single.wait_for("resumed")["step"] >= 1
        single.cancel(request)
        assert single.answer()["result"]["status"] == "stopped"
        single.close()


def test_what_fails_on_one_machine_is_said_by_the_one_that_is_heard(model: Path, data: Path, tmp_path: Path) -> None:
    with team(2, tmp_path) as client:
        missing = client.fail("train", train_params(tmp_path / "no-model", data, tmp_path / "a", **CONFIG))
        assert missing["code"] == -32001
        result = client.call("train", train_params(model, data, tmp_path / "b", **{**CONFIG, "epochs": 1}))
        assert result["status"] == "finished"
