"""Answers: streamed, switched between base and tuned, one or many."""

from pathlib import Path
from typing import Any

import mlx.core as mx
import pytest
import tiny_adapter
from client import Client
from mlx_lm import load
from mlx_lm.generate import generate

from antecedent_sidecar import batch_generating, residency
from antecedent_sidecar.protocol import Adapter, Message, Prompt
from antecedent_sidecar.training_config import TrainingConfig

NAMES = ("Ann", "Bob", "Eve", "Ox")


@pytest.fixture(scope="module")
def adapter(model: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An adapter that changes what the model says."""
    return tiny_adapter.learn(model, data, tmp_path_factory.mktemp("run") / "last", TrainingConfig(learning_rate=5e-3))


def asked(model: Path, adapter: Path | None, enabled: bool = True, text: str = "Ann sat. She left.") -> dict[str, Any]:
    """Parameters of `generate`."""
    return {
        "model": str(model),
        "adapter": adapter and {"path": str(adapter), "enabled": enabled},
        "messages": [{"role": "user", "content": text}],
        "maxTokens": 24,
    }


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


def test_an_answer_that_runs_out_of_room_says_so(client: Client, model: Path) -> None:
    result = client.call("generate", asked(model, None))
    assert result["finishReason"] == "length"
    assert result["figures"]["generationTokens"] == 24


def test_an_answer_can_be_taken_back(client: Client, model: Path) -> None:
    request = client.send("generate", {**asked(model, None), "maxTokens": 1_000_000})
    client.wait_for("delta")
    client.cancel(request)
    assert client.answer()["error"]["code"] == -32800


def test_many_answers_are_those_given_one_by_one(client: Client, model: Path, adapter: Path) -> None:
    texts = [f"{name} sat{' down' * more}. She left." for name in NAMES for more in (0, 2, 7)]
    for which in (adapter, None):
        alone = [client.call("generate", asked(model, which, text=text)) for text in texts]
        prompts = [
            {"messages": [{"role": "user", "content": text}], "maxTokens": 20 + place}
            for place, text in enumerate(texts)
        ]
        adapter_part = asked(model, which)["adapter"]
        together = client.call("generateMany", {"model": str(model), "adapter": adapter_part, "prompts": prompts})
        for place, (one, many) in enumerate(zip(alone, together["generations"], strict=True)):
            room = min(24, 20 + place)
            assert many["text"][:room] == one["text"][:room]
            assert many["finishReason"] == one["finishReason"]
            assert many["figures"]["promptTokens"] == one["figures"]["promptTokens"]


def test_a_model_in_memory_answers_alone_as_together_and_leaves_chance_as_it_was(model: Path) -> None:
    resident = residency.load(str(model), None)
    prompts = [
        Prompt(messages=[Message(role="user", content=f"{name} sat.")], max_tokens=5 + place)
        for place, name in enumerate(NAMES)
    ]
    told: list[int] = []
    mx.random.seed(7)
    mx.random.uniform()
    before = mx.random.state[0].tolist()
    together = batch_generating.answers(resident.model, resident.tokenizer, prompts, told.append)
    assert mx.random.state[0].tolist() == before
    alone = [
        batch_generating.answers(resident.model, resident.tokenizer, [prompt], told.append)[0] for prompt in prompts
    ]
    residency.clear()
    assert [answer.text for answer in together] == [answer.text for answer in alone]
    assert [answer.figures.generation_tokens for answer in together] == [5, 6, 7, 8]
    assert (told[0], max(told)) == (0, len(NAMES))


def test_what_the_tick_raises_ends_the_work_with_chance_as_it_was(model: Path) -> None:
    resident = residency.load(str(model), None)
    before = mx.random.state[0].tolist()
    ticks = iter([0, 0, 0])
    prompt = Prompt(messages=[Message(role="user", content="x")], max_tokens=100)
    with pytest.raises(StopIteration):
        batch_generating.answers(resident.model, resident.tokenizer, [prompt], lambda done: next(ticks))
    residency.clear()
    assert mx.random.state[0].tolist() == before


def test_many_answers_to_nothing_are_none(client: Client, model: Path) -> None:
    assert client.call("generateMany", {"model": str(model), "adapter": None, "prompts": []}) == {"generations": []}


def test_many_answers_can_be_taken_back(client: Client, model: Path) -> None:
    prompt = {"messages": [{"role": "user", "content": "x"}], "maxTokens": 100_000}
    request = client.send("generateMany", {"model": str(model), "adapter": None, "prompts": [prompt] * 3})
    while client.wait_for("progress")["phase"] != "generating":
        pass
    client.cancel(request)
    assert client.answer()["error"]["code"] == -32800


def test_a_conversation_the_template_refuses_is_refused_in_its_words(client: Client, model: Path) -> None:
    error = client.fail("generate", asked(model, None, text="forbidden"))
    assert error["code"] == -32602
    assert "forbidden words" in error["message"]
