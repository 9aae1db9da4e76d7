"""Many answers at once: those that are given one by one, whatever is shared among them."""

from pathlib import Path
from typing import Any

import mlx.core as mx
import pytest
import tiny_model
from client import Client
from conftest import asked

from antecedent_sidecar import batch_generating, models, residency
from antecedent_sidecar.failures import Cancelled
from antecedent_sidecar.protocol import Message, Prompt

NAMES = ("Ann", "Bob", "Eve", "Ox")


def ask_many(client: Client, params: dict[str, Any]) -> list[dict[str, Any]]:
    """The answers of `generateMany` in the order of its prompts."""
    result = client.call("generateMany", params)
    request = client.said[-1]["id"]
    answered = [said for said in client.notified("answered") if said["request"] == request]
    assert result == {"answered": len(answered)}
    return [said["generation"] for said in sorted(answered, key=lambda said: said["index"])]


def test_many_answers_are_those_given_one_by_one(client: Client, model: Path, adapter: Path) -> None:
    texts = [f"{name} sat{' down' * more}. She left." for name in NAMES for more in (0, 2, 7)]
    for which in (adapter, None):
        alone = [client.call("generate", asked(model, which, text=text)) for text in texts]
        prompts = [
            {"messages": [{"role": "user", "content": text}], "maxTokens": 20 + place}
            for place, text in enumerate(texts)
        ]
        adapter_part = asked(model, which)["adapter"]
        together = ask_many(client, {"model": str(model), "adapter": adapter_part, "prompts": prompts})
        for place, (one, many) in enumerate(zip(alone, together, strict=True)):
            room = min(24, 20 + place)
            assert many["text"][:room] == one["text"][:room]
            assert many["finishReason"] == one["finishReason"]
            assert many["figures"]["promptTokens"] == one["figures"]["promptTokens"]


def test_what_many_prompts_begin_with_alike_changes_no_answer(client: Client, model: Path, adapter: Path) -> None:
    system = {"role": "system", "content": "You rewrite texts, and nothing else."}
    questions = [[system, {"role": "user", "content": "x" * more + " sat."}] for more in (0, 1, 9, 40, 90)]
    for which in (adapter, None):
        adapter_part = asked(model, which)["adapter"]
        prompts = [{"messages": question, "maxTokens": 20} for question in questions]
        params = {"model": str(model), "adapter": adapter_part}
        alone = [client.call("generate", {**params, **prompt}) for prompt in prompts]
        together = ask_many(client, {**params, "prompts": prompts})
        assert [answer["text"] for answer in together] == [answer["text"] for answer in alone]
        assert [answer["figures"]["weights"] for answer in together] == [
            answer["figures"]["weights"] for answer in alone
        ]


def test_what_prompts_have_alike_may_be_more_than_a_layer_sees(client: Client, tmp_path: Path) -> None:
    model = tiny_model.build_gemma(tmp_path / "model")
    system = {"role": "system", "content": "You rewrite texts. " * 5}
    questions = [[system, {"role": "user", "content": text}] for text in ("Ann sat.", "Bob sat down.", "x")]
    prompts = [{"messages": question, "maxTokens": 20} for question in questions]
    params = {"model": str(model), "adapter": None}
    alone = [client.call("generate", {**params, **prompt})["text"] for prompt in prompts]
    assert [answer["text"] for answer in ask_many(client, {**params, "prompts": prompts})] == alone


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


def test_what_the_tick_raises_ends_the_work(model: Path) -> None:
    resident = residency.load(str(model), None)
    ticks = iter([0, 0, 0])
    prompt = Prompt(messages=[Message(role="user", content="x")], max_tokens=100)
    with pytest.raises(StopIteration):
        batch_generating.answers(resident.model, resident.tokenizer, [prompt], lambda done: next(ticks))
    residency.clear()


def test_what_prompts_begin_with_alike_is_read_and_counted_once(model: Path) -> None:
    network, _ = models.load(model)
    alike, ticks = list(range(20)), []
    prompts = [[*alike, 30], [*alike, 31, 32], [*alike, 31, 33]]
    count, cache, stats = batch_generating.beginning(network, prompts, lambda: ticks.append(1))
    assert cache is not None
    assert [layer.offset for layer in cache] == [20, 20]
    assert (count, stats.prompt_tokens, len(ticks)) == (20, 20, 1)
    assert stats.prompt_time == stats.wall_time > 0


@pytest.mark.parametrize("prompts", [[list(range(20))], [[1, 2, 3], [1, 2, 4]], [list(range(20)), [7]]])
def test_where_it_does_not_pay_nothing_is_read_before(prompts: list[list[int]], model: Path) -> None:
    network, _ = models.load(model)
    count, cache, stats = batch_generating.beginning(network, prompts, lambda: None)
    assert (count, cache, stats.prompt_tokens) == (0, None, 0)


def test_a_long_beginning_can_be_taken_back_while_it_is_read(model: Path) -> None:
    network, _ = models.load(model)
    ticks = []

    def tick() -> None:
        ticks.append(1)
        if len(ticks) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        batch_generating.beginning(network, [[1] * 2100] * 2, tick)
    assert len(ticks) == 2


def test_many_answers_to_nothing_are_none(client: Client, model: Path) -> None:
    assert ask_many(client, {"model": str(model), "adapter": None, "prompts": []}) == []


def test_many_answers_can_be_taken_back(client: Client, model: Path) -> None:
    prompt = {"messages": [{"role": "user", "content": "x"}], "maxTokens": 100_000}
    request = client.send("generateMany", {"model": str(model), "adapter": None, "prompts": [prompt] * 3})
    while client.wait_for("progress")["phase"] != "generating":
        pass
    client.cancel(request)
    assert client.answer()["error"]["code"] == -32800
