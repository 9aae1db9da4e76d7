"""Token counts without weights."""

from pathlib import Path

import tiny_model
from client import Client
from conftest import chat, write_rows


def test_rows_are_counted_with_the_tokenizer_alone(client: Client, tmp_path: Path) -> None:
    tiny_model.write_tokenizer(tmp_path / "model", tiny_model.TEMPLATE)
    (tmp_path / "model" / "config.json").write_text('{"model_type":"llama"}')
    write_rows(tmp_path / "x.jsonl", [chat("Ann", "Bob"), chat("Ann", "Bob and Eve"), chat("forbidden", "x")])
    params = {"model": str(tmp_path / "model"), "data": str(tmp_path / "x.jsonl"), "maxSeqLength": 16}
    short, long, refused = client.call("measure", {**params, "maskPrompt": True})["rows"]
    # begin, user, "Ann", end, assistant, then the answer and its end
    assert short == {"row": 0, "tokens": 11, "learned": 4, "cut": 0, "refused": None}
    assert long == {"row": 1, "tokens": 19, "learned": 9, "cut": 3, "refused": None}
    assert refused["tokens"] == 0 and "forbidden words" in refused["refused"]


def test_a_file_that_is_not_there_is_named(client: Client, model: Path, tmp_path: Path) -> None:
    params = {"model": str(model), "data": str(tmp_path / "x.jsonl"), "maxSeqLength": 16, "maskPrompt": True}
    error = client.fail("measure", params)
    assert error["code"] == -32003
    assert "x.jsonl" in error["message"]
