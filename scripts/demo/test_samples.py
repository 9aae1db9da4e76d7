"""The committed sample files are what their README says."""

from __future__ import annotations

import json

import pytest

import make_samples
import prompts
import samples

FILES = {samples.TRAIN: samples.TRAIN_ROWS, **dict.fromkeys(samples.HELD_OUT, samples.HELD_OUT_ROWS)}


@pytest.mark.parametrize("name", FILES)
def test_rows_are_chats_of_the_sample_phrasing(name: str) -> None:
    rows = samples.read_rows(samples.FOLDER / name)
    assert len(rows) == FILES[name]
    for row in rows:
        assert row == prompts.chat(prompts.source_of(row), row[2]["content"])


def test_no_text_occurs_twice() -> None:
    sources = [prompts.source_of(row) for name in FILES for row in samples.read_rows(samples.FOLDER / name)]
    assert len(sources) == len(set(sources))


def test_the_files_are_what_the_script_makes() -> None:
    for name, texts in samples.sample_texts(make_samples.SEED).items():
        rows = samples.read_rows(samples.FOLDER / name)
        assert rows == [prompts.chat(text.source, text.gold) for text in texts]


def test_examples_have_every_field_and_their_own_id() -> None:
    examples = json.loads((samples.FOLDER.parent / "examples.json").read_text(encoding="utf-8"))
    assert len({example["id"] for example in examples}) == len(examples) >= 13
    for example in examples:
        assert set(example) == {"id", "title", "text", "reference", "world", "note"}
        assert isinstance(example["world"], bool)
