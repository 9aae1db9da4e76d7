"""Answers: streamed, switched between base and tuned, one or many."""

import hashlib
from pathlib import Path
from typing import Any

import mlx.core as mx
import tiny_adapter
import tiny_model
from client import Client
from conftest import asked
from mlx_lm import load
from mlx_lm.generate import generate

from antecedent_sidecar import residency
from antecedent_sidecar.protocol import Adapter
from antecedent_sidecar.training_config import TrainingConfig

NAMES = ("Ann", "Bob", "Eve", "Ox")


def test_the_deltas_are_the_text(client: Client, model: Path, adapter: Path) -> None:
    result = client.call("generate", asked(model, adapter))
    request = client.said[-1]["id"]
    assert "".join(said["text"] for said in client.notified("delta") if said["request"] == request) == result["text"]
    assert result["finishReason"] == "stop"
    assert result["figures"]["generationTokens"] == len(result["text"].encode()) + 1


def test_switched_off_the_base_model_answers_and_switched_on_the_tuned_one(
    client: Client, model: Path, adapter: Path
) -> None:
    tuned, base, again, bare = (
        client.call("generate", asked(model, *which))["text"]
        for which in ((adapter, True), (adapter, False), (adapter, True), (None,))
    )
    network, tokenizer = load(str(model))
    prompt = tokenizer.apply_chat_template(asked(model, None)["messages"], add_generation_prompt=True)
    assert base == bare == generate(network, tokenizer, prompt, max_tokens=24)
    assert tuned == again != base


def test_a_scale_of_zero_gives_the_base_models_logits_bit_for_bit(model: Path, adapter: Path) -> None:
    tokens = mx.array([[256, 65, 66, 67]])
    wanted = load(str(model))[0](tokens)
    tuned = residency.load(str(model), Adapter(path=str(adapter), enabled=True)).model(tokens)
    resident = residency.load(str(model), Adapter(path=str(adapter), enabled=False))
    found = resident.model(tokens)
    residency.clear()
    assert resident.layers
    assert mx.array_equal(found, wanted).item()
    assert not mx.allclose(tuned, wanted).item()


def test_an_adapter_that_changed_on_disk_is_read_again(
    client: Client, model: Path, adapter: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("adapter_config.json", "adapters.safetensors"):
        (copy / name).write_bytes((adapter / name).read_bytes())
    tuned = client.call("generate", asked(model, copy))["text"]
    zeros = {name: mx.zeros_like(weight) for name, weight in mx.load(str(copy / "adapters.safetensors")).items()}
    mx.save_safetensors(str(copy / "adapters.safetensors"), zeros)
    assert client.call("generate", asked(model, copy))["text"] != tuned


def test_a_source_changes_no_letter_and_saves_passes(client: Client, model: Path, adapter: Path) -> None:
    for which in ((adapter, True), (adapter, False)):
        plain = client.call("generate", asked(model, *which))
        for source in (plain["text"], "", "Ann sat. She left.", "x" * 3000):
            found = client.call("generate", {**asked(model, *which), "source": source})
            assert (found["text"], found["finishReason"]) == (plain["text"], plain["finishReason"])
            assert found["figures"]["generationTokens"] == plain["figures"]["generationTokens"]
        copied = client.call("generate", {**asked(model, *which), "source": plain["text"]})["figures"]
        assert plain["figures"]["forwardPasses"] == plain["figures"]["generationTokens"]
        # What comes after a drafted end is not of the answer.
        assert copied["forwardPasses"] + copied["accepted"] - copied["generationTokens"] in (0, 1)
        assert 0 < copied["accepted"] <= copied["drafted"]
        assert plain["figures"]["drafted"] == 0


def test_answers_in_any_order_are_those_of_a_new_process(client: Client, model: Path, adapter: Path) -> None:
    questions = [
        asked(model, adapter, enabled, f"{name} sat{more}. She left.")
        for enabled in (True, False)
        for name in NAMES[:2]
        for more in ("", " down")
    ]
    network, tokenizer = load(str(model))
    tuned = load(str(model), adapter_path=str(adapter))[0]
    for question in [*questions, *reversed(questions), *questions[::2]]:
        prompt = tokenizer.apply_chat_template(question["messages"], add_generation_prompt=True)
        wanted = generate(tuned if question["adapter"]["enabled"] else network, tokenizer, prompt, max_tokens=24)
        assert client.call("generate", question)["text"] == wanted


def test_between_off_and_on_the_adapter_has_its_share(client: Client, model: Path, adapter: Path) -> None:
    def answer(**changes: Any) -> dict[str, Any]:
        question = asked(model, adapter)
        return client.call("generate", {**question, "adapter": {**question["adapter"], **changes}})

    digest = hashlib.sha256((adapter / "adapters.safetensors").read_bytes()).hexdigest()[:16]
    whole, half, none, off = answer(scale=1), answer(scale=0.5), answer(scale=0), answer(enabled=False, scale=0.5)
    assert whole["text"] == answer()["text"]
    assert none["text"] == off["text"] == client.call("generate", asked(model, None))["text"]
    assert half["figures"]["weights"] == {"adapter": digest, "scale": 0.5}
    assert whole["figures"]["weights"] == {"adapter": digest, "scale": 1}
    assert none["figures"]["weights"] is off["figures"]["weights"] is None

    network, tokenizer = load(str(model), adapter_path=str(adapter))
    for _, layer in network.named_modules():
        if "lora_a" in layer:
            layer.scale = layer.scale / 2
    prompt = tokenizer.apply_chat_template(asked(model, None)["messages"], add_generation_prompt=True)
    assert half["text"] == generate(network, tokenizer, prompt, max_tokens=24)


def test_an_adapter_that_only_knows_off_and_on_is_refused_in_between(
    client: Client, model: Path, tmp_path: Path
) -> None:
    folder = tiny_adapter.untrained(model, tmp_path / "a", TrainingConfig(fine_tune_type="dora"), spread=0.05)
    question = asked(model, folder)
    error = client.fail("generate", {**question, "adapter": {**question["adapter"], "scale": 0.5}})
    assert error["code"] == -32602
    assert "off or on" in error["message"]
    assert client.call("generate", question)["figures"]["weights"]["scale"] == 1


def test_a_model_that_cannot_go_back_answers_without_drafts(client: Client, tmp_path: Path) -> None:
    model = tiny_model.build_state_space(tmp_path / "model")
    network, tokenizer = load(str(model))
    prompt = tokenizer.apply_chat_template(asked(model, None)["messages"], add_generation_prompt=True)
    wanted = generate(network, tokenizer, prompt, max_tokens=24)
    for _ in range(2):
        found = client.call("generate", {**asked(model, None), "source": wanted})
        assert found["text"] == wanted
        assert found["figures"]["drafted"] == 0


def test_a_model_that_sees_a_window_answers_beyond_it(client: Client, tmp_path: Path) -> None:
    model = tiny_model.build_gemma(tmp_path / "model")
    network, tokenizer = load(str(model))
    for text in ("Ann sat.", "Ann sat. She left. " * 6, "Ann sat. She ran."):
        question = {**asked(model, None, text=text), "maxTokens": 90}
        prompt = tokenizer.apply_chat_template(question["messages"], add_generation_prompt=True)
        wanted = generate(network, tokenizer, prompt, max_tokens=90)
        assert client.call("generate", {**question, "source": wanted})["text"] == wanted


def test_after_an_answer_that_was_taken_back_the_next_is_as_ever(client: Client, model: Path) -> None:
    wanted = client.call("generate", asked(model, None))["text"]
    request = client.send("generate", {**asked(model, None), "maxTokens": 1_000_000, "source": "x"})
    client.wait_for("delta")
    client.cancel(request)
    client.answer()
    assert client.call("generate", asked(model, None))["text"] == wanted


def test_an_answer_that_runs_out_of_room_says_so(client: Client, model: Path) -> None:
    result = client.call("generate", asked(model, None))
    assert result["finishReason"] == "length"
    assert result["figures"]["generationTokens"] == 24


def test_an_answer_can_be_taken_back(client: Client, model: Path) -> None:
    request = client.send("generate", {**asked(model, None), "maxTokens": 1_000_000})
    client.wait_for("delta")
    client.cancel(request)
    assert client.answer()["error"]["code"] == -32800


def test_a_conversation_the_template_refuses_is_refused_in_its_words(client: Client, model: Path) -> None:
    error = client.fail("generate", asked(model, None, text="forbidden"))
    assert error["code"] == -32602
    assert "forbidden words" in error["message"]
