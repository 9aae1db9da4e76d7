"""A row as a model reads it."""

import json
from pathlib import Path

import pytest
import tiny_model
from client import Client
from conftest import chat


@pytest.fixture(scope="module")
def model_without_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "model"
    tiny_model.write_tokenizer(folder, tiny_model.TEMPLATE)
    (folder / "config.json").write_text('{"model_type":"llama"}')
    return folder


def rendered(client: Client, model: Path, row: object, longest: int = 100, mask: bool = True) -> dict:
    params = {"model": str(model), "line": json.dumps(row), "maxSeqLength": longest, "maskPrompt": mask}
    return client.call("render", params)


def test_the_answer_is_what_is_learned(client: Client, model_without_weights: Path) -> None:
    found = rendered(client, model_without_weights, chat("Ann", "Bob and Eve"))
    prompt, answer = found["pieces"]
    assert (prompt["learned"], answer["learned"]) == (False, True)
    assert "Ann" in prompt["text"] and answer["text"].startswith("Bob and Eve")
    assert prompt["tokens"] + answer["tokens"] == found["tokens"] == 19
    assert not prompt["cut"] and not answer["cut"]


def test_what_lies_beyond_the_longest_row_is_cut(client: Client, model_without_weights: Path) -> None:
    pieces = rendered(client, model_without_weights, chat("Ann", "Bob and Eve"), longest=16)["pieces"]
    assert [(piece["learned"], piece["cut"]) for piece in pieces] == [(False, False), (True, False), (True, True)]
    assert "".join(piece["text"] for piece in pieces[1:]).startswith("Bob and Eve")
    assert pieces[2]["text"] == "ve<|end|>"


def test_all_but_the_first_token_of_a_text_is_learned(client: Client, model_without_weights: Path) -> None:
    found = rendered(client, model_without_weights, {"text": "Ann"}, mask=False)
    assert [(piece["tokens"], piece["learned"]) for piece in found["pieces"]] == [
        (1, False),
        (found["tokens"] - 1, True),
    ]


def test_letters_of_several_tokens_are_whole(client: Client, model_without_weights: Path) -> None:
    whole = rendered(client, model_without_weights, chat("Zoë 🙂", "Zoë 🙂"), longest=12)["pieces"]
    assert "Zoë 🙂" in "".join(piece["text"] for piece in whole)


def test_a_row_that_the_template_refuses_is_told_with_the_reason(client: Client, model_without_weights: Path) -> None:
    params = {"model": str(model_without_weights), "line": json.dumps(chat("forbidden", "x")), "maxSeqLength": 9}
    failure = client.fail("render", {**params, "maskPrompt": True})
    assert "forbidden words" in failure["message"]
