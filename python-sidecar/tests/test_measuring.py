"""Token counts without weights, in pieces."""

import json
from pathlib import Path

import pytest
import tiny_model
from client import Client
from conftest import chat, job_for, write_rows

from antecedent_sidecar import measuring
from antecedent_sidecar.protocol import MeasureParams


@pytest.fixture(scope="module")
def model_without_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "model"
    tiny_model.write_tokenizer(folder, tiny_model.TEMPLATE)
    (folder / "config.json").write_text('{"model_type":"llama"}')
    return folder


def measured(model: Path, file: Path, max_length: int = 16) -> tuple[int, list[bytes]]:
    """How many rows were measured, and every `measured` line."""
    lines: list[bytes] = []
    params = MeasureParams(model=str(model), data=str(file), max_seq_length=max_length, mask_prompt=True)
    result = measuring.measure(params, job_for("measure", lines.append))
    return result.rows, [line for line in lines if json.loads(line)["method"] == "measured"]


def test_rows_are_counted_with_the_tokenizer_alone(client: Client, model_without_weights: Path, tmp_path: Path) -> None:
    write_rows(tmp_path / "x.jsonl", [chat("Ann", "Bob"), chat("Ann", "Bob and Eve"), chat("forbidden", "x")])
    params = {"model": str(model_without_weights), "data": str(tmp_path / "x.jsonl"), "maxSeqLength": 16}
    assert client.call("measure", {**params, "maskPrompt": True}) == {"rows": 3}
    [said] = client.notified("measured")
    # begin, user, "Ann", end, assistant, then the answer and its end
    assert (said["first"], said["tokens"], said["starts"]) == (0, [11, 19, 0], [7, 7, 0])
    assert said["lost"] == [{"row": 1, "text": "ve<|end|>"}]
    [refused] = said["refused"]
    assert refused["row"] == 2 and "forbidden words" in refused["reason"]


def test_without_the_mask_all_but_the_first_token_is_learned(
    client: Client, model_without_weights: Path, tmp_path: Path
) -> None:
    write_rows(tmp_path / "y.jsonl", [chat("Ann", "Bob"), {"text": "Ann"}])
    params = {"model": str(model_without_weights), "data": str(tmp_path / "y.jsonl"), "maxSeqLength": 16}
    client.call("measure", {**params, "maskPrompt": False})
    assert client.notified("measured")[-1]["starts"] == [1, 1]


def test_many_rows_come_in_pieces_that_follow_each_other(model_without_weights: Path, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(b"{}\n" * 12_001)
    rows, lines = measured(model_without_weights, tmp_path / "x.jsonl")
    said = [json.loads(line)["params"] for line in lines]
    assert rows == 12_001
    assert [part["first"] for part in said] == [0, 5000, 10_000]
    assert [row["row"] for part in said for row in part["refused"]] == list(range(12_001))


def test_of_what_is_lost_two_hundred_letters_are_told_and_no_line_is_long(
    model_without_weights: Path, tmp_path: Path
) -> None:
    write_rows(tmp_path / "x.jsonl", [chat("a", "\u0001ö🙂" * 100)] * 3000)
    rows, lines = measured(model_without_weights, tmp_path / "x.jsonl")
    lost = [entry for line in lines for entry in json.loads(line)["params"]["lost"]]
    assert (rows, len(lost)) == (3000, 3000)
    assert {len(entry["text"]) for entry in lost} == {200}
    assert max(len(line) for line in lines) < 4_000_000


def test_no_rows_are_no_pieces(model_without_weights: Path, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(b"")
    assert measured(model_without_weights, tmp_path / "x.jsonl") == (0, [])


def test_a_file_that_is_not_there_is_named(client: Client, model: Path, tmp_path: Path) -> None:
    params = {"model": str(model), "data": str(tmp_path / "x.jsonl"), "maxSeqLength": 16, "maskPrompt": True}
    error = client.fail("measure", params)
    assert error["code"] == -32003
    assert "x.jsonl" in error["message"]
