"""Training through the real process: what is learned, kept, said."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import mlx.core as mx
import pytest
import tiny_model
from client import Client
from conftest import chat, train_params, write_rows
from mlx_lm import load
from mlx_lm.generate import generate


def metrics(client: Client, request: int, split: str) -> list[dict[str, Any]]:
    """The points of one curve that a request said."""
    said = [found["metric"] for found in client.notified("metric") if found["request"] == request]
    return [metric for metric in said if metric["split"] == split]


def train(client: Client, *arguments: Any, **config: Any) -> tuple[int, dict[str, Any]]:
    """Train; the request's id and result."""
    result = client.call("train", train_params(*arguments, **config))
    return client.said[-1]["id"], result


def weights(folder: Path) -> dict[str, mx.array]:
    return mx.load(str(folder / "adapters.safetensors"))


def same(first: dict[str, mx.array], second: dict[str, mx.array]) -> bool:
    return first.keys() == second.keys() and all(mx.array_equal(first[name], second[name]).item() for name in first)


def test_loss_goes_down_and_the_best_adapter_answers_in_plain_mlx_lm(
    client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    request, result = train(client, model, data, tmp_path / "a", iters=40, learning_rate=5e-3, steps_per_eval=10)
    assert (result["status"], result["steps"], result["diverged"]) == ("finished", 40, None)
    valid = metrics(client, request, "valid")
    assert [metric["step"] for metric in valid] == [0, 10, 20, 30, 40]
    assert valid[-1]["loss"] < valid[0]["loss"] / 2
    best = min(valid[1:], key=lambda metric: metric["loss"])
    assert (result["bestStep"], result["bestLoss"]) == (best["step"], best["loss"])
    assert not valid[0]["best"]
    for which in ("best", "last"):
        names = {file.name for file in (tmp_path / "a" / which).iterdir()}
        assert names == {"adapter_config.json", "adapters.safetensors"}
    network, tokenizer = load(str(model), adapter_path=str(tmp_path / "a" / "best"))
    messages = [{"role": "user", "content": "Ann sat. She left."}]
    prompt = tokenizer.apply_chat_template(messages, add_generation_prompt=True)
    plain = generate(network, tokenizer, prompt, max_tokens=30)
    ours = client.call(
        "generate",
        {
            "model": str(model),
            "adapter": {"path": str(tmp_path / "a" / "best"), "enabled": True},
            "messages": messages,
            "maxTokens": 30,
        },
    )
    assert ours["text"] == plain


@pytest.mark.parametrize("kind", ["lora", "dora"])
def test_the_command_of_mlx_lm_answers_with_an_adapter_as_we_do(
    kind: str, client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    train(client, model, data, tmp_path / "a", iters=30, learning_rate=5e-3, fine_tune_type=kind)
    adapter = tmp_path / "a" / "best"
    question = "Ann sat. She left."
    asked = ["--prompt", question, "--max-tokens", "30", "--verbose", "False"]
    command = [sys.executable, "-I", "-m", "mlx_lm", "generate", "--model", str(model), "--adapter-path", str(adapter)]
    said = subprocess.run([*command, *asked], capture_output=True, text=True, check=True).stdout
    ours = client.call(
        "generate",
        {
            "model": str(model),
            "adapter": {"path": str(adapter), "enabled": True},
            "messages": [{"role": "user", "content": question}],
            "maxTokens": 30,
        },
    )
    assert ours["text"] and said == f"{ours['text']}\n"


@pytest.mark.parametrize(("batch", "gather"), [(4, 1), (5, 1), (4, 2), (7, 3), (64, 1), (64, 8)])
def test_every_row_is_trained_once_an_epoch(
    batch: int, gather: int, client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    request, result = train(
        client, model, data, tmp_path / "a", epochs=2, batch_size=batch, grad_accumulation_steps=gather
    )
    report = client.notified("data")[-1]["report"]
    batches = -(-18 // batch)
    assert report["trainRows"] == 18
    assert report["stepsPerEpoch"] == -(-batches // gather)
    assert result["steps"] == report["totalSteps"] == 2 * report["stepsPerEpoch"]
    assert metrics(client, request, "train")[-1]["trainedTokens"] == 2 * report["tokensPerEpoch"]
    assert all(metric["rows"] == 5 for metric in metrics(client, request, "valid"))


def test_gathered_gradients_are_those_of_one_large_batch(
    client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    common = {"epochs": 1, "schedule": "constant", "warmup_fraction": 0, "clip_norm": None}
    whole, _ = train(client, model, data, tmp_path / "a", batch_size=18, **common)
    parts, _ = train(client, model, data, tmp_path / "b", batch_size=4, grad_accumulation_steps=5, **common)
    [one], [five] = metrics(client, whole, "train"), metrics(client, parts, "train")
    assert one["loss"] == pytest.approx(five["loss"], rel=1e-5)
    assert one["gradientNorm"] == pytest.approx(five["gradientNorm"], rel=1e-4)


def test_the_same_seed_gives_the_same_weights(client: Client, model: Path, data: Path, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        train(client, model, data, tmp_path / name, iters=5, seed=seed, lora_parameters={"dropout": 0.2})
    first, again, other = (weights(tmp_path / name / "last") for name in "abc")
    assert same(first, again)
    assert not same(first, other)


def test_gradient_checkpointing_learns_the_same(client: Client, model: Path, data: Path, tmp_path: Path) -> None:
    for name, wanted in (("a", False), ("b", True), ("c", False)):
        train(client, model, data, tmp_path / name, iters=5, grad_checkpoint=wanted)
    plain, checkpointed, after = (weights(tmp_path / name / "last") for name in "abc")
    assert all(mx.allclose(plain[name], checkpointed[name], atol=1e-5).item() for name in plain)
    assert same(plain, after)


def test_a_stopped_run_keeps_what_it_learned(client: Client, model: Path, data: Path, tmp_path: Path) -> None:
    request = client.send("train", train_params(model, data, tmp_path / "a", iters=100_000, steps_per_eval=100_000))
    while client.wait_for("metric")["metric"]["step"] < 2:
        pass
    client.cancel(request)
    result = client.answer()["result"]
    assert result["status"] == "stopped"
    assert result["steps"] >= 2
    assert result["bestStep"] == result["steps"]
    assert metrics(client, request, "valid")[-1]["loss"] == result["bestLoss"]
    saved = [(said["step"], said["best"]) for said in client.notified("checkpoint") if said["request"] == request]
    assert saved[-1] == (result["steps"], True)
    for which in ("best", "last"):
        load(str(model), adapter_path=str(tmp_path / "a" / which))


def test_without_validation_rows_best_is_the_last(client: Client, model: Path, data: Path, tmp_path: Path) -> None:
    (tmp_path / "train.jsonl").write_bytes((data / "train.jsonl").read_bytes())
    write_rows(tmp_path / "valid.jsonl", [])
    _, result = train(client, model, tmp_path, tmp_path / "a", iters=3)
    assert (result["status"], result["bestStep"], result["bestLoss"]) == ("finished", None, None)
    assert client.notified("data")[-1]["report"]["skipped"] == []
    assert same(weights(tmp_path / "a" / "best"), weights(tmp_path / "a" / "last"))


def test_a_loss_that_is_no_number_ends_the_run_names_the_rows_and_changes_nothing(
    client: Client, tmp_path: Path
) -> None:
    broken = tiny_model.build(tmp_path / "broken", broken_letter="Z")
    rows = [chat(f"{letter} sat.", "left") for letter in "ABCDEFGH"]
    write_rows(tmp_path / "train.jsonl", [*rows, chat("Z sat for a very long time indeed.", "left")])
    write_rows(tmp_path / "valid.jsonl", rows[:2])
    for gather in (1, 9):
        adapters = tmp_path / f"a{gather}"
        request, result = train(
            client, broken, tmp_path, adapters, batch_size=1, grad_accumulation_steps=gather, epochs=2
        )
        assert result["status"] == "diverged"
        assert result["diverged"] == {"step": result["steps"] + 1, "rows": [8], "keptStep": None}
        assert metrics(client, request, "train")[-1]["loss"] is None
        assert not (adapters / "last").exists()


def test_a_run_that_diverges_later_keeps_finite_weights(client: Client, tmp_path: Path) -> None:
    broken = tiny_model.build(tmp_path / "broken", broken_letter="Z")
    rows = [chat(f"{letter} sat.", "left") for letter in "ABCDEFGHIJKLMNOPQRSTUVWXY"]
    write_rows(tmp_path / "train.jsonl", [*rows, chat("Z.", "l"), chat("A sat for a very long time indeed.", "left")])
    write_rows(tmp_path / "valid.jsonl", rows[:2])
    _, result = train(client, broken, tmp_path, tmp_path / "a", batch_size=1, epochs=1, steps_per_eval=1)
    assert result["status"] == "diverged"
    kept = result["diverged"].pop("keptStep")
    assert result["diverged"] == {"step": result["steps"] + 1, "rows": [25]}
    assert kept is not None and kept <= result["steps"]
    assert result["bestStep"] is not None
    for which in ("best", "last"):
        assert all(mx.isfinite(weight).all().item() for weight in weights(tmp_path / "a" / which).values())


def test_rows_that_were_cut_or_left_out_are_reported(client: Client, model: Path, tmp_path: Path) -> None:
    rows = [chat("Ann sat.", "Ann left " + "again " * 9), chat("forbidden", "x"), chat("q" * 60, "x"), chat("a", "b")]
    write_rows(tmp_path / "train.jsonl", rows)
    write_rows(tmp_path / "valid.jsonl", [chat("a", "b"), chat("forbidden", "x")])
    train(client, model, tmp_path, tmp_path / "a", iters=1, max_seq_length=40)
    report = client.notified("data")[-1]["report"]
    assert (report["trainRows"], report["validRows"], report["cutRows"]) == (2, 1, 1)
    assert [(row["file"], row["row"]) for row in report["skipped"]] == [("train", 1), ("train", 2), ("valid", 1)]
    assert (report["skippedTrainRows"], report["skippedValidRows"]) == (2, 1)
    assert report["longestRow"] > 40


def test_very_many_rows_left_out_are_counted_and_the_first_named(client: Client, model: Path, tmp_path: Path) -> None:
    write_rows(tmp_path / "train.jsonl", [chat("a", "b"), *[chat("forbidden", "x")] * 300])
    write_rows(tmp_path / "valid.jsonl", [chat("forbidden", "x")] * 40)
    train(client, model, tmp_path, tmp_path / "a", iters=1)
    report = client.notified("data")[-1]["report"]
    assert (report["trainRows"], report["skippedTrainRows"], report["skippedValidRows"]) == (1, 300, 40)
    assert [(row["file"], row["row"]) for row in report["skipped"]] == [("train", row) for row in range(1, 201)]


def test_without_usable_rows_there_is_no_run(client: Client, model: Path, tmp_path: Path) -> None:
    write_rows(tmp_path / "train.jsonl", [chat("forbidden", "x")])
    write_rows(tmp_path / "valid.jsonl", [chat("a", "b")])
    error = client.fail("train", train_params(model, tmp_path, tmp_path / "a"))
    assert error["code"] == -32003
    assert "forbidden words" in error["message"]


def test_a_missing_file_is_named(client: Client, model: Path, tmp_path: Path) -> None:
    write_rows(tmp_path / "train.jsonl", [chat("a", "b")])
    error = client.fail("train", train_params(model, tmp_path, tmp_path / "a"))
    assert error["code"] == -32003
    assert "valid.jsonl" in error["message"]


def test_a_folder_with_adapters_is_never_trained_into(client: Client, model: Path, data: Path, tmp_path: Path) -> None:
    train(client, model, data, tmp_path / "a", iters=1)
    before = (tmp_path / "a" / "last" / "adapters.safetensors").read_bytes()
    assert client.fail("train", train_params(model, data, tmp_path / "a", iters=1))["code"] == -32008
    assert (tmp_path / "a" / "last" / "adapters.safetensors").read_bytes() == before


@pytest.mark.parametrize(
    "config", [{"num_layers": 3}, {"num_layers": 0}, {"lora_parameters": {"keys": ["no.such.layer"]}}]
)
def test_a_shape_the_model_does_not_have_is_refused(
    config: dict[str, Any], client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    assert client.fail("train", train_params(model, data, tmp_path / "a", **config))["code"] == -32602


def test_the_adapter_says_how_it_was_trained(client: Client, model: Path, data: Path, tmp_path: Path) -> None:
    shape = {"rank": 4, "scale": 10.0, "dropout": 0.0, "keys": ["self_attn.q_proj"]}
    train(client, model, data, tmp_path / "a", iters=1, num_layers=1, lora_parameters=shape)
    said = json.loads((tmp_path / "a" / "last" / "adapter_config.json").read_text())
    assert said["model"] == str(model)
    assert (said["fine_tune_type"], said["num_layers"], said["lora_parameters"]) == ("lora", 1, shape)
    assert set(weights(tmp_path / "a" / "last")) == {
        "model.layers.1.self_attn.q_proj.lora_a",
        "model.layers.1.self_attn.q_proj.lora_b",
    }


def test_progress_only_grows(client: Client, model: Path, data: Path, tmp_path: Path) -> None:
    request, _ = train(client, model, data, tmp_path / "a", iters=3)
    counters = [said["counter"] for said in client.notified("progress") if said["request"] == request]
    assert counters == sorted(set(counters))


def test_the_probe_takes_what_an_update_takes_that_gathers(client: Client, model: Path, tmp_path: Path) -> None:
    # Short rows: next to the gradients of all weights, what a row takes is little.
    write_rows(tmp_path / "train.jsonl", [chat("a", "b")] * 4)
    write_rows(tmp_path / "valid.jsonl", [])
    taken = {}
    for gather in (1, 2, 3):
        config = {"iters": 4, "batch_size": 1, "optimizer": "sgd", "fine_tune_type": "full"}
        train(client, model, tmp_path, tmp_path / str(gather), grad_accumulation_steps=gather, **config)
        taken[gather] = client.notified("probe")[-1]["probe"]["peakMemoryBytes"]
    gradients = 4 * client.notified("data")[-1]["report"]["trainableParameters"]
    assert min(taken[2], taken[3]) - taken[1] >= gradients
