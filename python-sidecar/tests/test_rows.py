"""Rows to tokens: what is learned, what is cut, what is left out."""

from pathlib import Path

import mlx.core as mx
import numpy as np
import pytest
import tiny_model
from conftest import chat, write_rows
from mlx_lm.tuner.datasets import ChatDataset, CompletionsDataset, TextDataset
from mlx_lm.utils import load

from antecedent_sidecar import models, rows, step
from antecedent_sidecar.chat import answered_ids, prompt_ids
from antecedent_sidecar.protocol import Message


@pytest.fixture(scope="module")
def tokenizer(model: Path):
    return models.load_tokenizer(model)


def read(file: Path, tokenizer, max_length: int = 512, mask_prompt: bool = True) -> list[rows.Row | rows.Skipped]:
    return list(rows.read(file, tokenizer, max_length, mask_prompt, lambda done, total: None))


def test_only_the_answer_and_its_end_are_learned(tokenizer, tmp_path: Path) -> None:
    write_rows(tmp_path / "x.jsonl", [chat("Ann sat.", "Ann left.")])
    [row] = read(tmp_path / "x.jsonl", tokenizer)
    assert tokenizer.decode(row.tokens[row.start :].tolist()) == "Ann left.<|end|>"
    assert tokenizer.decode(row.tokens[: row.start].tolist()) == "<|begin|><|user|>Ann sat.<|end|><|assistant|>"


def test_without_the_mask_everything_but_the_first_token_is_learned(tokenizer, tmp_path: Path) -> None:
    write_rows(tmp_path / "x.jsonl", [chat("Ann sat.", "Ann left.")])
    [row] = read(tmp_path / "x.jsonl", tokenizer, mask_prompt=False)
    assert (row.start, row.learned) == (1, len(row.tokens) - 1)


def test_of_several_turns_the_last_answer_is_learned(tokenizer, tmp_path: Path) -> None:
    long = {"messages": chat("a", "b")["messages"] + chat("c", "d")["messages"]}
    write_rows(tmp_path / "x.jsonl", [long])
    [row] = read(tmp_path / "x.jsonl", tokenizer)
    assert tokenizer.decode(row.tokens[row.start :].tolist()) == "d<|end|>"


def test_the_end_of_a_long_row_is_cut_and_counted(tokenizer, tmp_path: Path) -> None:
    write_rows(tmp_path / "x.jsonl", [chat("Ann sat.", "Ann left and came back.")])
    [whole] = read(tmp_path / "x.jsonl", tokenizer)
    [row] = read(tmp_path / "x.jsonl", tokenizer, max_length=20)
    assert (len(row.tokens), row.cut) == (20, len(whole.tokens) - 20)
    assert row.learned == 20 - row.start


def test_rows_that_teach_nothing_are_named_with_their_line(tokenizer, tmp_path: Path) -> None:
    write_rows(
        tmp_path / "x.jsonl",
        [
            chat("fine", "fine"),
            chat("forbidden", "x"),
            chat("x" * 100, "no room"),
            {"messages": [{"role": "user", "content": "no answer"}]},
            {"passage": "not a row"},
        ],
    )
    with (tmp_path / "x.jsonl").open("ab") as file:
        file.write(b"\n\xff\n")
    collected = rows.collect(iter(read(tmp_path / "x.jsonl", tokenizer, max_length=50)))
    assert [row.number for row in collected.usable] == [0]
    assert [skipped.number for skipped in collected.skipped] == [1, 2, 3, 4, 5, 6]
    assert "forbidden words" in collected.skipped[0].reason
    assert "neither messages" in collected.skipped[3].reason


def test_a_template_that_rewrites_the_question_is_refused(tmp_path: Path) -> None:
    template = "{% if add_generation_prompt %}ASK{% else %}TOLD{% endif %}{{ messages[0]['content'] }}"
    tiny_model.write_tokenizer(tmp_path, template)
    (tmp_path / "config.json").write_text('{"model_type":"llama"}')
    write_rows(tmp_path / "x.jsonl", [chat("a", "b")])
    [skipped] = read(tmp_path / "x.jsonl", models.load_tokenizer(tmp_path))
    assert isinstance(skipped, rows.Skipped)


def test_templates_cannot_see_what_day_it_is(tmp_path: Path) -> None:
    template = "{% if not date_string is defined %}{% set date_string = 'today' %}{% endif %}{{ date_string }}"
    template += "|{{ strftime_now('%d %b %Y') }}|{% for message in messages %}{{ message.content }}{% endfor %}"
    tiny_model.write_tokenizer(tmp_path, template)
    (tmp_path / "config.json").write_text('{"model_type":"llama"}')
    tokenizer = models.load_tokenizer(tmp_path)
    ids = prompt_ids(tokenizer, [Message(role="user", content="hi")])
    assert tokenizer.decode(ids) == "01 Jan 2025|01 Jan 2025|hi"


@pytest.mark.parametrize("mask_prompt", [True, False])
def test_prompts_with_completions_are_what_mlx_lm_trains_on(mask_prompt: bool, tokenizer, tmp_path: Path) -> None:
    pair = {"prompt": "Ann sat. She left.", "completion": "Ann sat. Ann left."}
    theirs = CompletionsDataset([pair], tokenizer, "prompt", "completion", mask_prompt)
    write_rows(tmp_path / "x.jsonl", [pair, {**pair, "messages": [], "text": "x"}])
    for row in read(tmp_path / "x.jsonl", tokenizer, mask_prompt=mask_prompt):
        assert (row.tokens.tolist(), row.start if mask_prompt else 0) == theirs.process(pair)


def test_conversations_are_what_mlx_lm_trains_on(tokenizer, tmp_path: Path) -> None:
    row = {"messages": chat("a", "b")["messages"] + chat("c", "d")["messages"]}
    theirs = ChatDataset([row], tokenizer, mask_prompt=True)
    write_rows(tmp_path / "x.jsonl", [row])
    [found] = read(tmp_path / "x.jsonl", tokenizer)
    assert (found.tokens.tolist(), found.start) == theirs.process(row)


@pytest.mark.parametrize("text", ["Ann sat.", "Ann sat.<|end|>", "ö"])
def test_texts_are_what_mlx_lm_trains_on(text: str, tokenizer, tmp_path: Path) -> None:
    write_rows(tmp_path / "x.jsonl", [{"text": text}])
    [row] = read(tmp_path / "x.jsonl", tokenizer, mask_prompt=False)
    assert row.tokens.tolist() == TextDataset([], tokenizer).process({"text": text})[0]
    assert (row.start, row.tokens[-1]) == (1, tokenizer.eos_token_id)


def test_a_text_has_no_prompt_to_leave_out_and_an_empty_one_has_nothing(tokenizer, tmp_path: Path) -> None:
    write_rows(tmp_path / "x.jsonl", [{"text": "Ann sat."}, {"text": ""}])
    first, _ = read(tmp_path / "x.jsonl", tokenizer, mask_prompt=True)
    assert isinstance(first, rows.Skipped) and "mask_prompt" in first.reason
    _, second = read(tmp_path / "x.jsonl", tokenizer, mask_prompt=False)
    assert isinstance(second, rows.Skipped) and "empty" in second.reason


@pytest.mark.parametrize("template", [None, "{% for message in messages %}{{ message.content }}{% endfor %}"])
def test_an_answer_always_ends_with_the_token_that_stops_generation(template: str | None, tmp_path: Path) -> None:
    tiny_model.write_tokenizer(tmp_path, template)
    (tmp_path / "config.json").write_text('{"model_type":"llama"}')
    tokenizer = models.load_tokenizer(tmp_path)
    turns = [Message(role="user", content="a"), Message(role="assistant", content="b")]
    ids, start = answered_ids(tokenizer, turns)
    assert ids[:start] == prompt_ids(tokenizer, turns[:1])
    assert tokenizer.decode(ids[start:]) == "b<|end|>"


def test_the_loss_is_the_mean_over_exactly_the_learned_tokens(model: Path) -> None:
    network, _ = load(str(model))
    tokens = np.array([[256, 65, 66, 67, 0, 0], [256, 70, 71, 72, 73, 257]], dtype=np.int32)
    bounds = np.array([[2, 4], [1, 6]], dtype=np.int32)
    logits = np.array(network(mx.array(tokens[:, :-1]))).astype(np.float64)
    surprise = np.log(np.exp(logits).sum(-1)) - np.take_along_axis(logits, tokens[:, 1:, None], -1)[..., 0]
    wanted = surprise[0, 1:3].sum() + surprise[1, 0:5].sum()
    found = step.answer_loss(network, mx.array(tokens), mx.array(bounds)).item()
    assert found == pytest.approx(wanted, rel=1e-5)
