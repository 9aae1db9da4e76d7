"""The process as the app sees it: handshake, refusals, cancelling and leaving."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from client import Client
from conftest import chat, train_params, write_rows
from mlx_lm import load

from antecedent_sidecar.protocol import VERSION

HELLO = {"protocol": VERSION, "parentPid": os.getpid()}


def test_initialize_reports_versions_and_device() -> None:
    client = Client(shake_hands=False)
    result = client.call("initialize", HELLO)
    client.close()
    assert result["protocol"] == VERSION
    assert result["python"].startswith("3.")
    assert result["mlxLm"] and result["mlx"] and result["device"]
    assert result["memoryBytes"] > 2**30


def test_another_protocol_version_is_refused_in_words() -> None:
    client = Client(shake_hands=False)
    error = client.fail("initialize", {**HELLO, "protocol": 1})
    client.close()
    assert error["code"] == -32006
    assert "protocol 1" in error["message"]


def test_nothing_is_answered_before_initialize() -> None:
    client = Client(shake_hands=False)
    error = client.fail("measure", {})
    client.close()
    assert error["code"] == -32006


@pytest.mark.parametrize(
    ("line", "code", "request_id"),
    [
        (b"garbage", -32700, None),
        (b'"\xff"', -32700, None),
        (b"[" * 100_000, -32700, None),
        (b"[]", -32600, None),
        (b'{"jsonrpc":"2.0","id":5}', -32600, 5),
        (b'{"jsonrpc":"1.0","id":6,"method":"measure"}', -32600, 6),
        (b'{"jsonrpc":"2.0","id":-1,"method":"measure"}', -32600, None),
        (b'{"jsonrpc":"2.0","method":"measure"}', -32600, None),
        (b'{"jsonrpc":"2.0","id":7,"method":"sing"}', -32601, 7),
        (b'{"jsonrpc":"2.0","id":8,"method":"measure"}', -32602, 8),
        (b'{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"x"}}', -32602, None),
    ],
)
def test_a_line_that_is_no_request_gets_an_error_and_the_next_is_answered(
    client: Client, line: bytes, code: int, request_id: int | None
) -> None:
    client.raw(line + b"\n")
    message = client.answer()
    assert (message["error"]["code"], message["id"]) == (code, request_id)
    client.call("initialize", HELLO)


def test_a_line_over_16_mib_is_refused_and_the_next_is_answered(client: Client) -> None:
    client.raw(b'{"jsonrpc":"2.0","id":1,"method":"' + b"x" * (16 * 2**20) + b'"}\n')
    assert client.answer()["error"]["code"] == -32600
    client.call("initialize", HELLO)


def test_half_a_surrogate_pair_in_a_text_does_not_lose_the_request(client: Client) -> None:
    client.raw(b'{"jsonrpc":"2.0","id":77,"method":"\\ud83d"}\n')
    message = client.answer()
    assert (message["error"]["code"], message["id"]) == (-32601, 77)


def test_a_request_that_waits_can_be_taken_back(client: Client, model: Path, data: Path, tmp_path: Path) -> None:
    config = {"iters": 100_000, "steps_per_eval": 100_000}
    running = client.send("train", train_params(model, data, tmp_path / "a", **config))
    waiting = client.send("measure", {"model": str(model), "data": "x", "maxSeqLength": 64, "maskPrompt": True})
    client.cancel(waiting)
    client.cancel(running)
    client.cancel(123_456)
    answers = {message["id"]: message for message in (client.answer(), client.answer())}
    assert answers[running]["result"]["status"] == "stopped"
    assert answers[waiting]["error"]["code"] == -32800


def test_a_run_that_is_taken_back_while_it_waits_is_stopped(
    client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    config = {"iters": 100_000, "steps_per_eval": 100_000}
    running = client.send("train", train_params(model, data, tmp_path / "a", **config))
    waiting = client.send("train", train_params(model, data, tmp_path / "b", **config))
    client.cancel(waiting)
    client.cancel(running)
    answers = {message["id"]: message for message in (client.answer(), client.answer())}
    assert answers[waiting]["result"]["status"] == "stopped"
    assert answers[waiting]["result"]["steps"] == 0
    assert not (tmp_path / "b").exists()


def test_the_end_of_stdin_ends_the_process() -> None:
    status, out, err = Client().close()
    assert (status, out) == (0, b"")
    assert b"Traceback" not in err


def test_a_request_sent_just_before_the_end_of_stdin_is_answered() -> None:
    client = Client(shake_hands=False)
    client.send("initialize", HELLO)
    status, out, _ = client.close()
    assert status == 0
    assert b'"result"' in out


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process_in_good_order(number: signal.Signals) -> None:
    client = Client()
    client.process.send_signal(number)
    assert client.process.wait(timeout=60) == 0


@pytest.mark.parametrize("ending", ["stdin", "signal", "pipe"])
def test_a_training_run_leaves_with_the_app_and_what_it_saved_is_whole(
    ending: str, model: Path, data: Path, tmp_path: Path
) -> None:
    client = Client()
    config = {"iters": 100_000, "steps_per_eval": 100_000, "save_every": 1}
    client.send("train", train_params(model, data, tmp_path / "a", **config))
    while client.wait_for("checkpoint")["step"] < 2:
        pass
    if ending == "stdin":
        client.process.stdin.close()
    elif ending == "signal":
        client.process.terminate()
    else:
        client.process.stdout.close()
    assert client.process.wait(timeout=60) == 0
    for which in ("best", "last"):
        load(str(model), adapter_path=str(tmp_path / "a" / which))


def test_a_job_that_cannot_be_interrupted_does_not_keep_the_process(tmp_path: Path, model: Path) -> None:
    rows = [chat("Ann sat down " * 9, "Ann left " * 900)] * 8
    for name in ("train", "valid"):
        write_rows(tmp_path / f"{name}.jsonl", rows)
    client = Client()
    # One step of this takes many seconds.
    config = {"batch_size": 256, "grad_accumulation_steps": 1, "max_seq_length": 8000}
    client.send("train", train_params(model, tmp_path, tmp_path / "a", **config))
    while client.wait_for("progress")["phase"] != "probing":
        pass
    client.process.stdin.close()
    assert client.process.wait(timeout=60) == 0
    assert not (tmp_path / "a" / "last").exists()


def test_the_process_leaves_when_its_parent_is_gone_though_stdin_stays_open() -> None:
    parent = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    client = Client(parent=parent.pid)
    parent.kill()
    parent.wait()
    assert client.process.wait(timeout=60) == 0
