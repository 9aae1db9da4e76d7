"""The committed demo model loads as any model does, and copies."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from random import Random

import pytest
from mlx_lm import generate, load

import prompts
import samples
import world

FOLDER = samples.FOLDER.parent / "demo-model"
ROWS = samples.read_rows(samples.FOLDER / "heldout-names.jsonl")[:20]


@pytest.fixture(scope="module")
def loaded() -> tuple:
    return load(str(FOLDER), tokenizer_config={"trust_remote_code": False})


def test_the_model_copies(loaded: tuple) -> None:
    model, tokenizer = loaded
    texts = list(islice(world.texts(Random(5)), 5))
    for text in texts:
        chat = prompts.chat(text.source)
        request = tokenizer.apply_chat_template(chat, add_generation_prompt=True, return_dict=False)
        assert generate(model, tokenizer, request, max_tokens=160).strip() == text.source


def test_the_prompt_is_a_token_prefix_of_the_row(loaded: tuple) -> None:
    _, tokenizer = loaded
    for row in ROWS:
        request = tokenizer.apply_chat_template(row[:-1], add_generation_prompt=True, return_dict=False)
        full = tokenizer.apply_chat_template(row, return_dict=False)
        assert full[: len(request)] == request
        assert full[-1] == tokenizer.eos_token_id


def test_the_template_renders_as_pretraining_did(loaded: tuple) -> None:
    _, tokenizer = loaded
    for row in ROWS:
        assert tokenizer.apply_chat_template(row, tokenize=False) == prompts.render(row)
        request = tokenizer.apply_chat_template(row[:-1], tokenize=False, add_generation_prompt=True)
        assert request == prompts.render(row[:-1])


def test_roles_it_does_not_know_are_refused(loaded: tuple) -> None:
    with pytest.raises(Exception, match="Roles are"):
        loaded[1].apply_chat_template([{"role": "tool", "content": "x"}], tokenize=False)


@pytest.mark.parametrize("text", ["Ana met Tom.", "naïve – “quoted” 東京 🙂", "a\n\n  b\tc", "1,234.56 %"])
def test_the_tokenizer_spells_any_text(loaded: tuple, text: str) -> None:
    _, tokenizer = loaded
    assert tokenizer.decode(tokenizer.encode(text)).removeprefix(" ") == text


def test_the_model_is_small() -> None:
    assert sum(path.stat().st_size for path in Path(FOLDER).iterdir()) <= 6_000_000
