"""The demo world keeps its promises."""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest

import frames
import lexicon
import samples
import world

ALL_OPTIONS = [world.WorldOptions(), *samples.HELD_OUT.values()]


def draw(count: int, options: world.WorldOptions = ALL_OPTIONS[0], seed: int = 7) -> list[world.WorldText]:
    return list(islice(world.texts(Random(seed), options), count))


@pytest.mark.parametrize("options", ALL_OPTIONS)
def test_applying_the_mentions_gives_the_gold(options: world.WorldOptions) -> None:
    for text in draw(500, options):
        assert world.apply_mentions(text.source, text.mentions) == text.gold


def test_mentions_lie_in_order_on_references_and_name_what_the_text_names() -> None:
    for text in draw(500):
        end = 0
        for mention in text.mentions:
            assert end <= mention.start < mention.end
            assert mention.entity.lower() in text.source.lower()
            assert mention.gold.lower().startswith(mention.entity.lower())
            end = mention.end


def test_the_same_seed_gives_the_same_texts() -> None:
    assert draw(200) == draw(200)
    assert draw(200) != draw(200, seed=8)


@pytest.mark.parametrize("options", ALL_OPTIONS)
def test_one_noun_phrase_agrees_with_each_pronoun(options: world.WorldOptions) -> None:
    subject = {"him": "he", "his": "he", "her": "she", "its": "it", "them": "they", "their": "they"}
    for text in draw(500, options):
        for mention in text.mentions:
            word = text.source[mention.start : mention.end].lower()
            pronoun = subject.get(word, word)
            if not pronoun.startswith("the "):
                assert sum(pronoun in agreeing for agreeing in text.phrases) == 1


def test_most_texts_have_a_distractor_of_another_class() -> None:
    texts = [text for text in draw(1000) if text.mentions]
    assert sum(len(set(text.phrases)) > 1 for text in texts) / len(texts) >= 0.7


def test_about_one_text_in_eight_has_nothing_to_resolve() -> None:
    texts = draw(1000)
    assert 0.1 <= sum(not text.mentions for text in texts) / len(texts) <= 0.17


def test_quoted_text_stays() -> None:
    quoted = [text for text in draw(2000) if '"' in text.source]
    assert quoted
    for text in quoted:
        assert text.source.split('"')[1::2] == text.gold.split('"')[1::2]


def test_held_out_names_stay_out_of_training_texts() -> None:
    held_out = {name for name in (lexicon.made_up_name(Random(seed), held_out=True) for seed in range(500))}
    words = {word.strip(".,'") for text in draw(2000) for word in text.source.split()}
    assert not held_out & words


def test_every_kind_of_frame_has_both_parts() -> None:
    for group in (*frames.OPENINGS.values(), *frames.FOLLOW_UPS.values(), frames.CLEAN):
        assert {frames.is_held_out_frame(frame) for frame in group} == {True, False}
