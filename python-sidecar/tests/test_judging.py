"""What makes weights the best, and when a run ends early: by loss alone, and by the app's verdict on rewrites."""

from pathlib import Path
from typing import Any

import pytest
from client import Client
from conftest import train_params
from hypothesis import given
from hypothesis import strategies as st

from antecedent_sidecar.keeper import Keeper

PROMPTS = [
    {"messages": [{"role": "user", "content": f"{name} sat. She left."}], "maxTokens": 8} for name in ("Ann", "Eve")
]


def judged(client: Client, scores: dict[int, float | None], *arguments: Any, **config: Any) -> dict[str, Any]:
    """Train while the app's verdicts are `scores` by step."""
    request = client.send("train", train_params(*arguments, judge=PROMPTS, best_by="score", **config))
    while True:
        message = client.read()
        if "method" not in message:
            return message["result"]
        if message["method"] == "judge":
            step = message["params"]["step"]
            assert len(message["params"]["answers"]) == len(PROMPTS)
            verdict = {"id": request, "step": step, "score": scores.get(step)}
            client.write({"jsonrpc": "2.0", "method": "$/verdict", "params": verdict})


def points(client: Client, request: int) -> list[dict[str, Any]]:
    said = [found["metric"] for found in client.notified("metric") if found["request"] == request]
    return [metric for metric in said if metric["split"] == "valid"]


def test_the_best_is_the_one_with_the_highest_score(client: Client, model: Path, data: Path, tmp_path: Path) -> None:
    scores = {0: 0.0, 5: 0.25, 10: 0.75, 15: 0.5, 20: 0.5}
    result = judged(client, scores, model, data, tmp_path / "a", iters=20, steps_per_eval=5)
    assert result["bestStep"] == 10
    request = client.said[-1]["id"]
    assert {metric["step"]: metric["score"] for metric in points(client, request)} == scores
    assert [metric["step"] for metric in points(client, request) if metric["best"]] == [5, 10]
    best = (tmp_path / "a" / "best" / "adapters.safetensors").read_bytes()
    assert best == (tmp_path / "a" / "checkpoints" / "00000010" / "adapters.safetensors").read_bytes()


def test_judging_changes_nothing_that_is_learned(client: Client, model: Path, data: Path, tmp_path: Path) -> None:
    config = {"iters": 10, "steps_per_eval": 2, "lora_parameters": {"dropout": 0.2}}
    judged(client, {}, model, data, tmp_path / "a", **config)
    client.call("train", train_params(model, data, tmp_path / "b", **config))
    first, second = ((tmp_path / name / "last" / "adapters.safetensors").read_bytes() for name in "ab")
    assert first == second


def test_a_run_that_waits_for_a_verdict_can_be_stopped(client: Client, model: Path, data: Path, tmp_path: Path) -> None:
    request = client.send("train", train_params(model, data, tmp_path / "a", judge=PROMPTS, best_by="score"))
    client.wait_for("judge")
    client.cancel(request)
    assert client.answer()["result"]["status"] == "stopped"


def test_a_run_ends_early_when_validations_stop_getting_better(
    client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    scores = {1: 0.2, 2: 0.4, 3: 0.3, 4: 0.3, 5: 0.3, 6: 0.9}
    config = {"iters": 50, "steps_per_eval": 1, "early_stopping_patience": 3}
    result = judged(client, scores, model, data, tmp_path / "a", **config)
    assert (result["status"], result["early"], result["steps"], result["bestStep"]) == ("finished", True, 5, 2)


def test_patience_survives_a_crash(client: Client, model: Path, data: Path, tmp_path: Path) -> None:
    config = {"epochs": 30, "steps_per_eval": 1, "save_every": 1, "early_stopping_patience": 3}
    config |= {"learning_rate": 0.5, "schedule": "constant"}
    expected = client.call("train", train_params(model, data, tmp_path / "whole", **config))
    assert expected["early"]
    victim = Client()
    victim.send("train", train_params(model, data, tmp_path / "a", **config))
    while victim.wait_for("checkpoint")["step"] < expected["steps"] - 1:
        pass
    victim.process.kill()
    victim.process.wait()
    result = client.call("train", train_params(model, data, tmp_path / "a", resume=True, **config))
    assert [result[key] for key in ("steps", "early", "bestStep")] == [
        expected[key] for key in ("steps", "early", "bestStep")
    ]


def test_the_longest_batch_is_tried_before_anything_is_learned(
    client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    client.call("train", train_params(model, data, tmp_path / "a", iters=2, batch_size=4))
    request = client.said[-1]["id"]
    said = [message for message in client.said if message.get("params", {}).get("request") == request]
    order = [message["method"] for message in said if message["method"] in ("probe", "metric")]
    assert order[0] == "probe"
    probe = client.notified("probe")[-1]["probe"]
    longest = client.notified("data")[-1]["report"]["longestRow"]
    assert probe["rows"] == 4 and probe["width"] >= longest - 1
    assert probe["peakMemoryBytes"] > 0


@given(st.lists(st.tuples(st.floats(0, 9) | st.none(), st.floats(0, 1) | st.none()), max_size=30))
def test_the_best_by_loss_is_the_lowest_loss(validations: list[tuple[float | None, float | None]]) -> None:
    keeper = Keeper("loss", None)
    for step, (loss, score) in enumerate(validations):
        keeper.judge(step, loss, score)
    counted = [loss for loss, _ in validations[1:] if loss is not None]
    assert keeper.loss == min(counted, default=None)
    assert not keeper.exhausted


@pytest.mark.parametrize(
    ("validations", "best"),
    [
        ([(2.0, 0.1), (1.0, 0.2), (3.0, 0.3)], 3),
        ([(2.0, 0.3), (1.0, 0.3), (3.0, 0.2)], 2),
        ([(2.0, None), (1.0, None)], 2),
        ([(None, 0.9), (1.0, 0.1)], 2),
    ],
)
def test_the_best_by_score_prefers_the_score_then_the_loss(
    validations: list[tuple[float | None, float | None]], best: int
) -> None:
    keeper = Keeper("score", None)
    for step, (loss, score) in enumerate(validations, 1):
        keeper.judge(step, loss, score)
    assert keeper.step == best
