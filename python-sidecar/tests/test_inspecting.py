"""Which rows and tokens cost a model most."""

import json
from pathlib import Path
from typing import Any

import mlx.core as mx
import numpy as np
import pytest
import tiny_adapter
import tiny_model
from client import Client
from conftest import chat, job_for, write_rows
from mlx_lm import load

from antecedent_sidecar import inspecting, models, wire
from antecedent_sidecar.protocol import InspectParams, InspectResult
from antecedent_sidecar.rows import Row
from antecedent_sidecar.training_config import TrainingConfig

LONG = "Ann sat down and Bob stood up. " * 6


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight rows of mixed lengths; the template refuses row 3."""
    file = tmp_path_factory.mktemp("data") / "rows.jsonl"
    answers = ["Ann.", LONG, "Bob left.", "x", "Eve 🙂 ö.", "zzzz", "Kim", "Lee sat."]
    write_rows(file, [chat("forbidden" if place == 3 else "Who?", text) for place, text in enumerate(answers)])
    return file


def asked(model: Path, file: Path, **changes: Any) -> dict[str, Any]:
    """Parameters of `inspect`."""
    params = {"model": str(model), "adapter": None, "data": str(file), "maxSeqLength": 512, "maskPrompt": True}
    return {**params, "batchSize": 3, "top": 100, **changes}


def surprise(model: Path, adapter: Path | None, messages: list[dict]) -> list[float]:
    """What plain mlx-lm's model makes of each token of an answer, alone in its batch."""
    network, tokenizer = load(str(model), adapter_path=adapter and str(adapter))
    ids = tokenizer.apply_chat_template(messages)
    start = len(tokenizer.apply_chat_template(messages[:-1], add_generation_prompt=True))
    logits = np.array(network(mx.array([ids[:-1]]))[0].astype(mx.float32)).astype(np.float64)
    losses = np.log(np.exp(logits).sum(-1)) - logits[np.arange(len(ids) - 1), ids[1:]]
    return losses[start - 1 :].tolist()


def test_every_row_and_token_costs_what_the_model_alone_says(client: Client, model: Path, file: Path) -> None:
    result = client.call("inspect", asked(model, file))
    lines = [json.loads(line)["messages"] for line in file.read_text().splitlines()]
    assert result["measured"] == 7
    assert sorted(row["row"] for row in result["rows"]) == [0, 1, 2, 4, 5, 6, 7]
    for row in result["rows"]:
        wanted = surprise(model, None, lines[row["row"]])
        assert [token["loss"] for token in row["tokens"]] == pytest.approx(wanted, abs=1e-4)
        assert row["loss"] == pytest.approx(np.mean(wanted), abs=1e-4)
        assert "".join(token["text"] for token in row["tokens"]) == lines[row["row"]][1]["content"] + "<|end|>"


def test_the_highest_come_first_and_no_more_than_asked_for(client: Client, model: Path, file: Path) -> None:
    every = client.call("inspect", asked(model, file))["rows"]
    some = client.call("inspect", asked(model, file, top=3))
    assert [row["loss"] for row in every] == sorted((row["loss"] for row in every), reverse=True)
    assert some == {"measured": 7, "rows": every[:3]}


@pytest.mark.parametrize("kind", ["lora", "dora", "full"])
def test_an_adapter_counts_while_it_is_on(kind: str, client: Client, model: Path, file: Path, tmp_path: Path) -> None:
    adapter = tiny_adapter.untrained(model, tmp_path / "a", TrainingConfig(fine_tune_type=kind), spread=0.05)
    base = client.call("inspect", asked(model, file))
    on, off = (
        client.call("inspect", asked(model, file, adapter={"path": str(adapter), "enabled": enabled}))
        for enabled in (True, False)
    )
    assert off == base != on
    messages = json.loads(file.read_text().splitlines()[0])["messages"]
    [first] = [row for row in on["rows"] if row["row"] == 0]
    assert [token["loss"] for token in first["tokens"]] == pytest.approx(surprise(model, adapter, messages), abs=1e-4)


def test_without_the_mask_the_question_costs_too(client: Client, model: Path, file: Path) -> None:
    [row] = [row for row in client.call("inspect", asked(model, file, maskPrompt=False))["rows"] if row["row"] == 0]
    assert "".join(token["text"] for token in row["tokens"]) == "<|user|>Who?<|end|><|assistant|>Ann.<|end|>"


def test_a_row_that_breaks_the_model_comes_first_with_what_broke(client: Client, tmp_path: Path) -> None:
    broken = tiny_model.build(tmp_path / "broken", broken_letter="Q")
    write_rows(tmp_path / "x.jsonl", [chat("a", "fine"), chat("a", "abQcd"), chat("a", "fine too")])
    result = client.call("inspect", asked(broken, tmp_path / "x.jsonl"))
    assert result["measured"] == 3
    assert result["rows"][0]["row"] == 1
    assert None in [token["loss"] for token in result["rows"][0]["tokens"]]
    assert None not in [token["loss"] for row in result["rows"][1:] for token in row["tokens"]]


def test_a_file_without_rows_to_look_at_says_why(client: Client, model: Path, tmp_path: Path) -> None:
    write_rows(tmp_path / "x.jsonl", [chat("forbidden", "x")])
    error = client.fail("inspect", asked(model, tmp_path / "x.jsonl"))
    assert error["code"] == -32003 and "forbidden words" in error["message"]


def test_it_can_be_taken_back(client: Client, model: Path, tmp_path: Path) -> None:
    write_rows(tmp_path / "x.jsonl", [chat("a", LONG)] * 2000)
    request = client.send("inspect", asked(model, tmp_path / "x.jsonl", batchSize=1))
    while client.wait_for("progress")["phase"] != "inspecting":
        pass
    client.cancel(request)
    assert client.answer()["error"]["code"] == -32800


def test_of_a_long_row_two_thousand_tokens_are_told(model: Path, tmp_path: Path) -> None:
    write_rows(tmp_path / "x.jsonl", [chat("a", "\u0001ö" * 700)])
    lines: list[bytes] = []
    job = job_for("inspect", lines.append)
    params = InspectParams(
        model=str(model),
        adapter=None,
        data=str(tmp_path / "x.jsonl"),
        max_seq_length=8192,
        mask_prompt=True,
        batch_size=1,
        top=2,
    )
    [row] = inspecting.inspect(params, job).rows
    assert len(row.tokens) == 2000


def test_an_answer_stays_a_line_of_bounded_length_however_many_rows_are_asked_for(model: Path) -> None:
    tokenizer = models.load_tokenizer(model)
    ids = np.asarray([0, *tokenizer.encode("\u0001" * 2500, add_special_tokens=False)], dtype=np.int32)
    losses = np.full(2500, 1 / 3, dtype=np.float32)
    costly = [inspecting.Costly((1 / 3, -number), Row(number, ids, 1, 0), losses) for number in range(200)]
    found = inspecting.told(tokenizer, costly)
    assert len(wire.response(1, InspectResult(measured=200, rows=found))) < 10_000_000
    counts = [len(row.tokens) for row in found]
    assert len(counts) == 200 and counts[0] == 2000 and counts[-1] == 0
    assert counts == sorted(counts, reverse=True)


def test_texts_of_tokens_join_to_the_text(model: Path) -> None:
    tokenizer = models.load_tokenizer(model)
    text = " Ann's — “ö”, 🙂\n\n  x "
    ids = tokenizer.encode(text, add_special_tokens=False)
    pieces = inspecting.texts(tokenizer, 256, ids)
    assert len(pieces) == len(ids)
    assert "".join(pieces) == tokenizer.decode(ids) == text
    assert inspecting.texts(tokenizer, 256, []) == []
    assert "".join(inspecting.texts(tokenizer, 256, ids[:-8])).startswith(" Ann's — “ö”")
