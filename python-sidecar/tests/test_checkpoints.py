"""What a crash costs: runs that are killed, continued, damaged and taken for others, through the real process."""

import json
import random
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from client import Client
from conftest import chat, train_params, write_rows

#: Enough updates to be killed in; dropout makes the order of random numbers count.
STEADY = {
    "epochs": 12,
    "steps_per_eval": 7,
    "save_every": 2,
    "learning_rate": 3e-3,
    "lora_parameters": {"dropout": 0.1},
}
SETTINGS: dict[str, dict[str, Any]] = {
    "adam with dropout": STEADY,
    "adamw, gathered, schedule of mlx-lm": {
        **STEADY,
        "optimizer": "adamw",
        "grad_accumulation_steps": 3,
        "lr_schedule": {"name": "cosine_decay", "arguments": [3e-3, 30, 0.0], "warmup": 5},
    },
    "muon on dora": {**STEADY, "optimizer": "muon", "fine_tune_type": "dora"},
    "adafactor on all weights": {**STEADY, "optimizer": "adafactor", "fine_tune_type": "full"},
    "sgd with momentum": {**STEADY, "optimizer": "sgd", "optimizer_config": {"sgd": {"momentum": 0.9}}},
}


def whole(client: Client, *arguments: Any, **config: Any) -> dict[str, Any]:
    """Train to the end."""
    return client.call("train", train_params(*arguments, **config))


def killed_at(step: int, *arguments: Any, by: int = signal.SIGKILL, **config: Any) -> None:
    """Train in a process of its own that is ended by a signal once `step` updates are made."""
    victim = Client()
    victim.send("train", train_params(*arguments, **config))
    while True:
        said = victim.wait_for("progress")
        if said["phase"] == "training" and said["done"] >= step:
            break
    victim.process.send_signal(by)
    victim.process.wait()


def adapters(folder: Path) -> dict[str, bytes]:
    """What a run's adapters are, byte for byte."""
    return {which: (folder / which / "adapters.safetensors").read_bytes() for which in ("best", "last")}


def kept(folder: Path) -> list[int]:
    return sorted(
        int(path.name) for path in (folder / "checkpoints").iterdir() if path.is_dir() and not path.name.startswith(".")
    )


def validations(client: Client) -> list[tuple[int, float]]:
    """The validation curve of the last request."""
    request = client.said[-1]["id"]
    said = [found["metric"] for found in client.notified("metric") if found["request"] == request]
    return [(metric["step"], metric["loss"]) for metric in said if metric["split"] == "valid"]


@pytest.mark.parametrize("name", SETTINGS)
def test_a_killed_run_that_is_continued_ends_bit_for_bit_like_one_that_was_not(
    name: str, client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    config = SETTINGS[name]
    expected = whole(client, model, data, tmp_path / "whole", **config)
    curve = validations(client)
    step = random.randrange(3, expected["steps"] - 1)
    killed_at(step, model, data, tmp_path / "a", **config)
    result = whole(client, model, data, tmp_path / "a", resume=True, **config)
    assert (result["status"], result["steps"]) == ("finished", expected["steps"])
    assert (result["bestStep"], result["bestLoss"]) == (expected["bestStep"], expected["bestLoss"])
    assert adapters(tmp_path / "a") == adapters(tmp_path / "whole"), f"killed at step {step}"
    resumed = client.notified("resumed")[-1]["step"]
    assert resumed <= step + 1
    # Those up to there are said again, for an app that died without hearing them.
    assert validations(client) == curve


def test_a_stopped_run_that_is_continued_ends_bit_for_bit_like_one_that_was_not(
    client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    whole(client, model, data, tmp_path / "whole", **STEADY)
    request = client.send("train", train_params(model, data, tmp_path / "a", **STEADY))
    client.wait_for("checkpoint")
    client.cancel(request)
    stopped = client.answer()["result"]
    assert stopped["status"] == "stopped"
    assert kept(tmp_path / "a")[-1] == stopped["steps"]
    whole(client, model, data, tmp_path / "a", resume=True, **STEADY)
    assert client.notified("resumed")[-1]["step"] == stopped["steps"]
    assert adapters(tmp_path / "a") == adapters(tmp_path / "whole")


def test_a_run_that_is_killed_before_its_first_checkpoint_begins_anew(
    client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    config = {**STEADY, "save_every": None, "steps_per_eval": 50}
    whole(client, model, data, tmp_path / "whole", **config)
    killed_at(3, model, data, tmp_path / "a", **config)
    assert kept(tmp_path / "a") == []
    whole(client, model, data, tmp_path / "a", resume=True, **config)
    assert "begins anew" in client.notified("note")[-1]["message"]
    assert client.notified("resumed")[-1]["step"] == 0
    assert adapters(tmp_path / "a") == adapters(tmp_path / "whole")


def test_killed_again_and_again_while_it_saves_a_run_comes_to_the_same_end(
    client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    config = {**STEADY, "epochs": 6, "save_every": 1}
    whole(client, model, data, tmp_path / "whole", **config)
    resume = False
    for wanted in (2, 5, 9, 14):
        victim = Client()
        victim.send("train", train_params(model, data, tmp_path / "a", resume=resume, **config))
        resume = True
        while True:
            said = victim.wait_for("progress")
            if said["phase"] == "training" and said["done"] >= wanted:
                break
        # Every step is followed by a save: one is under way now, or about to be.
        while victim.wait_for("progress")["phase"] != "saving":
            pass
        victim.process.kill()
        victim.process.wait()
    whole(client, model, data, tmp_path / "a", resume=True, **config)
    assert adapters(tmp_path / "a") == adapters(tmp_path / "whole")
    assert not list((tmp_path / "a").rglob(".*"))


def test_the_newest_two_checkpoints_and_the_best_are_kept(
    client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    # A rate this high is best at the beginning.
    config = {**STEADY, "learning_rate": 0.3, "schedule": "constant", "steps_per_eval": 4}
    result = whole(client, model, data, tmp_path / "a", **config)
    assert {result["bestStep"], result["steps"] - 2, result["steps"]} <= set(kept(tmp_path / "a"))
    # And at most what the newest but one calls the best.
    assert len(kept(tmp_path / "a")) <= 4
    best = tmp_path / "a" / "checkpoints" / f"{result['bestStep']:08d}" / "adapters.safetensors"
    assert best.read_bytes() == adapters(tmp_path / "a")["best"]


def test_checkpoints_come_by_time_too(client: Client, model: Path, data: Path, tmp_path: Path) -> None:
    config = {**STEADY, "save_every": None, "steps_per_eval": 1000, "save_seconds": 1e-6, "epochs": 1}
    result = whole(client, model, data, tmp_path / "a", **config)
    request = client.said[-1]["id"]
    saved = [said["step"] for said in client.notified("checkpoint") if said["request"] == request]
    assert saved == list(range(1, result["steps"] + 1))


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])


def with_a_flipped_bit(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) * 2 // 3] ^= 4
    file.write_bytes(content)


@pytest.mark.parametrize("name", ["adapters.safetensors", "optimizer.safetensors", "state.json"])
@pytest.mark.parametrize("damage", [truncated, with_a_flipped_bit, Path.unlink])
def test_a_damaged_checkpoint_is_passed_over_for_the_one_before(
    damage: Callable[[Path], None],
    name: str,
    client: Client,
    model: Path,
    data: Path,
    tmp_path: Path,
    interrupted: Path,
) -> None:
    folder = tmp_path / "a"
    # Links are kept as copies: damaging one must not damage another.
    shutil.copytree(interrupted / "a", folder)
    newest, before = reversed(kept(folder)[-2:])
    damage(folder / "checkpoints" / f"{newest:08d}" / name)
    whole(client, model, data, folder, resume=True, **STEADY)
    assert f"step {newest} is damaged" in client.notified("note")[-1]["message"]
    assert client.notified("resumed")[-1]["step"] == before
    assert adapters(folder) == adapters(interrupted / "whole")


def test_a_run_whose_checkpoints_are_all_damaged_says_so_and_keeps_its_adapters(
    client: Client, model: Path, data: Path, tmp_path: Path, interrupted: Path
) -> None:
    folder = tmp_path / "a"
    shutil.copytree(interrupted / "a", folder)
    before = adapters(folder)
    for step in kept(folder):
        truncated(folder / "checkpoints" / f"{step:08d}" / "optimizer.safetensors")
    error = client.fail("train", train_params(model, data, folder, resume=True, **STEADY))
    assert error["code"] == -32010
    assert adapters(folder) == before
    again = client.fail("train", train_params(model, data, folder, resume=True, **STEADY))
    assert again["code"] == -32010
    for step in kept(folder):
        shutil.rmtree(folder / "checkpoints" / f"{step:08d}")
    gone = client.fail("train", train_params(model, data, folder, resume=True, **STEADY))
    assert gone["code"] == -32011
    assert adapters(folder) == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lora_parameters": {"dropout": 0.1, "rank": 4}}, "lora_parameters.rank is 4 and was 8"),
        ({"learning_rate": 1e-3}, "learning_rate is 0.001 and was 0.003"),
        ({"optimizer": "sgd"}, 'optimizer is "sgd" and was "adam"'),
        ({"steps_per_eval": None}, "steps_per_eval is not set and was 7"),
    ],
)
def test_a_run_is_not_continued_with_other_settings(
    change: dict[str, Any], words: str, client: Client, model: Path, data: Path, interrupted: Path
) -> None:
    folder = interrupted / "a"
    before = adapters(folder)
    error = client.fail("train", train_params(model, data, folder, resume=True, **{**STEADY, **change}))
    assert error["code"] == -32009
    assert words in error["message"]
    assert adapters(folder) == before


def test_a_run_is_not_continued_on_other_rows_or_another_model(
    client: Client, model: Path, data: Path, tmp_path: Path, interrupted: Path
) -> None:
    folder = interrupted / "a"
    for name in ("train.jsonl", "valid.jsonl"):
        shutil.copy(data / name, tmp_path / name)
    with (tmp_path / "valid.jsonl").open("a") as file:
        file.write(json.dumps(chat("One more.", "Row.")) + "\n")
    error = client.fail("train", train_params(model, tmp_path, folder, resume=True, **STEADY))
    assert (error["code"], "valid.jsonl has other rows" in error["message"]) == (-32009, True)
    shutil.copytree(model, tmp_path / "other")
    with_a_flipped_bit(tmp_path / "other" / "model.safetensors")
    error = client.fail("train", train_params(tmp_path / "other", data, folder, resume=True, **STEADY))
    assert (error["code"], "the model has other weights" in error["message"]) == (-32009, True)
    shutil.copytree(model, tmp_path / "mended")
    template = tmp_path / "mended" / "chat_template.jinja"
    template.write_text(template.read_text().replace("<|end|>", "<|end|> "))
    error = client.fail("train", train_params(tmp_path / "mended", data, folder, resume=True, **STEADY))
    assert (error["code"], "reads the rows otherwise" in error["message"]) == (-32009, True)


def test_what_changes_no_number_may_change(
    client: Client, model: Path, data: Path, tmp_path: Path, interrupted: Path
) -> None:
    folder = tmp_path / "a"
    shutil.copytree(interrupted / "a", folder)
    whole(
        client,
        model,
        data,
        folder,
        resume=True,
        **{**STEADY, "save_every": 5, "save_seconds": 9, "steps_per_report": 3},
    )
    assert adapters(folder) == adapters(interrupted / "whole")


def test_an_adapter_of_another_model_in_a_checkpoint_is_passed_over(
    client: Client, model: Path, data: Path, tmp_path: Path, interrupted: Path
) -> None:
    folder = tmp_path / "a"
    shutil.copytree(interrupted / "a", folder)
    newest = folder / "checkpoints" / f"{kept(folder)[-1]:08d}"
    whole(client, model, data, tmp_path / "b", iters=1, lora_parameters={"rank": 2})
    shutil.copy(tmp_path / "b" / "last" / "adapters.safetensors", newest / "adapters.safetensors")
    whole(client, model, data, folder, resume=True, **STEADY)
    assert "is damaged" in client.notified("note")[-1]["message"]
    assert adapters(folder) == adapters(interrupted / "whole")


@pytest.fixture(scope="module")
def interrupted(model: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a run that was killed (`a`) and the same run as it ends (`whole`)."""
    folder = tmp_path_factory.mktemp("interrupted")
    client = Client()
    whole(client, model, data, folder / "whole", **STEADY)
    client.close()
    killed_at(23, model, data, folder / "a", **STEADY)
    return folder


def test_a_run_that_diverges_goes_back_to_its_last_checkpoint(
    client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    # The rate trebles with each update.
    growing = {"name": "exponential_decay", "arguments": [1e-3, 3.0]}
    result = whole(client, model, data, tmp_path / "a", **{**STEADY, "lr_schedule": growing, "clip_norm": None})
    assert result["status"] == "diverged"
    broken = result["diverged"]
    assert broken["rows"] and all(0 <= row < 18 for row in broken["rows"])
    newest = tmp_path / "a" / "checkpoints" / f"{broken['keptStep']:08d}" / "adapters.safetensors"
    assert newest.read_bytes() == adapters(tmp_path / "a")["last"]
    assert kept(tmp_path / "a")[-1] == broken["keptStep"] < broken["step"]


def test_a_run_that_diverges_goes_on_at_half_the_rate_when_asked_to(
    client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    huge = {"name": "linear_schedule", "arguments": [1e25, 1e25, 1000]}
    whole(client, model, data, tmp_path / "a", **{**STEADY, "lr_schedule": huge, "on_divergence": "halve"})
    request = client.said[-1]["id"]
    notes = [said["message"] for said in client.notified("note") if said["request"] == request]
    back = [said["step"] for said in client.notified("resumed") if said["request"] == request]
    assert back and len(back) == sum("went back to step" in note and "of train.jsonl" in note for note in notes)
    said = [said["metric"] for said in client.notified("metric") if said["request"] == request]
    rates = [metric["learningRate"] for metric in said if metric["split"] == "train"]
    assert rates[0] == pytest.approx(1e25)
    assert rates[-1] == pytest.approx(1e25 / 2 ** len(back))


def test_signals_in_every_phase_leave_a_run_that_can_be_continued(
    client: Client, model: Path, data: Path, tmp_path: Path
) -> None:
    config = {**STEADY, "epochs": 3}
    whole(client, model, data, tmp_path / "whole", **config)
    for phase in ("loading", "preparing", "probing", "validating", "training", "saving"):
        folder = tmp_path / phase
        victim = Client()
        victim.send("train", train_params(model, data, folder, **config))
        while victim.wait_for("progress")["phase"] != phase:
            pass
        victim.process.send_signal(signal.SIGKILL)
        victim.process.wait()
        whole(client, model, data, folder, resume=True, **config)
        assert adapters(folder) == adapters(tmp_path / "whole"), phase


def test_rows_that_are_too_few_for_a_batch_are_trained_and_continued(
    client: Client, model: Path, tmp_path: Path
) -> None:
    write_rows(tmp_path / "train.jsonl", [chat("Ann sat.", "Ann left.")])
    write_rows(tmp_path / "valid.jsonl", [chat("Bob sat.", "Bob left.")])
    config = {"iters": 6, "save_every": 1, "batch_size": 8}
    whole(client, model, tmp_path, tmp_path / "whole", **config)
    killed_at(2, model, tmp_path, tmp_path / "a", **config)
    whole(client, model, tmp_path, tmp_path / "a", resume=True, **config)
    assert adapters(tmp_path / "a") == adapters(tmp_path / "whole")
