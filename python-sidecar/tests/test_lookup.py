"""Lookup decoding has the tokens of greedy decoding, whatever it drafts from, in fewer passes where that is like it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import mlx.core as mx
import pytest
import tiny_model
from hypothesis import given, settings
from hypothesis import strategies as st
from mlx_lm.generate import generate_step, stream_generate
from mlx_lm.models import gemma3_text, llama

from antecedent_sidecar import chat, lookup, models, source_tokens
from antecedent_sidecar.drafting import Drafter, Source
from antecedent_sidecar.lookup import Tally
from antecedent_sidecar.pass_costs import PassCosts
from antecedent_sidecar.protocol import Message
from antecedent_sidecar.reading import Reader, clear

ROOT = Path(__file__).parents[2]
WORDS = 48
MOST = 48
#: Rows that cost nothing, rows that cost as much as passes, and a GPU's.
COSTS = (
    PassCosts((1.0, 1.0, 1.0, 1.0, 1.0, 1.0)),
    PassCosts((1.0, 2.0, 4.0, 8.0, 16.0, 32.0)),
    PassCosts((1.0, 1.04, 1.8, 3.5, 5.0, 5.0)),
)
KINDS = ("plain", "tied", "window")


@cache
def network(kind: str, seed: int) -> Any:
    """A random model: a plain one, one that has every word twice, or one some of whose layers see 40 tokens."""
    config = {**tiny_model.CONFIG, "vocab_size": WORDS}
    mx.random.seed(seed)
    if kind == "window":
        window = {"sliding_window": 40, "sliding_window_pattern": 2, "head_dim": 8, "query_pre_attn_scalar": 8}
        arguments = {**config, **window, "model_type": "gemma3_text"}
        found: Any = gemma3_text.Model(gemma3_text.ModelArgs.from_dict(arguments))
    else:
        found = llama.Model(llama.ModelArgs.from_dict(config))
    if kind == "tied":
        words = found.model.embed_tokens.weight
        found.model.embed_tokens.weight = mx.concatenate([words[: WORDS // 2]] * 2)
    mx.eval(found.parameters())
    return found


@cache
def greedy(kind: str, seed: int, prompt: tuple[int, ...]) -> list[int]:
    """What mlx-lm has after a prompt, without an end."""
    return [token for token, _ in generate_step(mx.array(prompt), network(kind, seed), max_tokens=MOST)]


def looked_up(
    reader: Reader, prompt: Any, source: Any, most: int, stops: Any, costs: PassCosts
) -> tuple[list[int], Tally]:
    """What lookup decoding has, and what it took."""
    tally = Tally()
    drafter = None if source is None else Drafter(Source(source), costs)
    passes = lookup.greedy(reader, prompt, drafter, most, stops, tally, lambda: None)
    return [token for tokens in passes for token in tokens], tally


words = st.integers(0, WORDS - 1)
prompts = st.lists(words, min_size=1, max_size=30).map(tuple)
edits = st.lists(st.tuples(st.integers(0, MOST), st.integers(0, 3), st.lists(words, max_size=3)), max_size=8)


def edited(tokens: list[int], changes: list[tuple[int, int, list[int]]]) -> list[int]:
    """The tokens with some replaced, left out and put in."""
    found = list(tokens)
    for place, removed, added in changes:
        found[place : place + removed] = added
    return found


@settings(max_examples=40)
@given(
    kind=st.sampled_from(KINDS),
    seed=st.integers(0, 2),
    prompt=prompts,
    changes=edits,
    costs=st.sampled_from(COSTS),
    most=st.integers(1, MOST),
    end=st.integers(0, MOST),
)
def test_a_source_like_the_answer_changes_no_token(
    kind: str, seed: int, prompt: tuple[int, ...], changes: Any, costs: PassCosts, most: int, end: int
) -> None:
    wanted = greedy(kind, seed, prompt)
    stops = set(wanted[end : end + 1])
    ends = [place + 1 for place, token in enumerate(wanted) if token in stops]
    source = edited(wanted, changes)
    found, tally = looked_up(Reader(network(kind, seed)), prompt, source, most, stops, costs)
    assert found == wanted[: min([most, *ends])]
    assert tally.accepted <= tally.drafted


@settings(max_examples=15)
@given(
    kind=st.sampled_from(KINDS),
    prompt=prompts,
    source=st.one_of(
        st.none(),
        st.just([]),
        st.lists(words, max_size=80),
        words.map(lambda word: [word] * 200),
        st.lists(st.integers(WORDS, 2 * WORDS), max_size=60),
    ),
    costs=st.sampled_from(COSTS),
)
def test_a_source_unlike_the_answer_changes_no_token(kind: str, prompt: Any, source: Any, costs: PassCosts) -> None:
    # A draft of words that the model does not have would be refused by the model itself, as no tokenizer makes any.
    source = source and [word % WORDS for word in source]
    assert looked_up(Reader(network(kind, 0)), prompt, source, MOST, (), costs)[0] == greedy(kind, 0, prompt)


@settings(max_examples=10)
@given(
    kind=st.sampled_from(KINDS),
    first=prompts,
    rest=st.lists(st.tuples(st.integers(0, 30), prompts), max_size=4),
    costs=st.sampled_from(COSTS),
)
def test_what_was_read_before_changes_no_token(kind: str, first: Any, rest: Any, costs: PassCosts) -> None:
    reader = Reader(network(kind, 1))
    for prompt in [first, first, *((*first[:shared], *more) for shared, more in rest)]:
        wanted = greedy(kind, 1, prompt)
        assert looked_up(reader, prompt, wanted, MOST, (), costs)[0] == wanted
        reader.keep_prompt()


def test_what_of_a_prompt_was_known_is_counted() -> None:
    reader, prompt = Reader(network("plain", 0)), (1, 2, 3, 4)
    counts = []
    for asked in (prompt, prompt, (*prompt, 5), (1, 2, 9)):
        counts.append(looked_up(reader, asked, None, 3, (), COSTS[0])[1].reused)
        reader.keep_prompt()
    assert counts == [0, 3, 3, 2]


def test_a_lead_that_is_small_beside_the_largest_logit_is_not_clear() -> None:
    # Of other sign, as words are that never come, a logit brings the same error.
    logits = mx.array([[1.0, 1.0 + 1e-3, -100.0], [1.0, 1.1, -100.0], [1.0, 1.0 + 1e-3, 0.0]])
    assert clear(logits, mx.argmax(logits, axis=-1)).tolist() == [False, True, True]


def test_a_copy_takes_few_passes() -> None:
    prompt = (1, 2, 3)
    wanted = greedy("plain", 0, prompt)
    found, tally = looked_up(Reader(network("plain", 0)), prompt, wanted, MOST, (), COSTS[0])
    assert found == wanted
    assert tally.passes <= 5
    assert tally.accepted == MOST - tally.passes


def test_a_pass_that_raises_in_between_leaves_a_reader_that_goes_on() -> None:
    reader, prompt = Reader(network("plain", 0)), (5, 6, 7, 8)
    wanted = greedy("plain", 0, prompt)
    ticks = iter(range(4))
    passes = lookup.greedy(reader, prompt, None, MOST, (), Tally(), lambda: [][0] if next(ticks) == 3 else None)
    with pytest.raises(IndexError):
        list(passes)
    reader.keep_prompt()
    assert looked_up(reader, prompt, wanted, MOST, (), COSTS[0])[0] == wanted


def test_what_cannot_be_told_apart_is_read_in_greedy_decodings_own_order() -> None:
    prompt = (9, 8, 7)
    wanted = greedy("tied", 0, prompt)
    reader = Reader(network("tied", 0))
    _, tally = looked_up(reader, prompt, wanted, MOST, (), COSTS[0])
    # Every word is there twice, so nothing is ever clear; still no token is read more than twice.
    assert MOST <= tally.passes <= 2 * MOST + 3


@pytest.mark.parametrize("part", [0, 1])
def test_the_demo_model_answers_texts_as_it_does_without(part: int) -> None:
    network, _ = models.load(ROOT / "assets" / "demo-model")
    tokenizer = models.load_tokenizer(ROOT / "assets" / "demo-model")
    lines = (ROOT / "assets" / "samples" / "coreference-train.jsonl").read_text(encoding="utf-8").splitlines()
    reader, drafted = Reader(network), 0
    for row in map(json.loads, lines[part * 6 : part * 6 + 6]):
        messages = [Message(**turn) for turn in row["messages"][:-1]]
        prompt = chat.prompt_ids(tokenizer, messages)
        wanted = [said.token for said in stream_generate(network, tokenizer, prompt, max_tokens=50)]
        for text in (row["messages"][-1]["content"], row["messages"][-2]["content"], "Ann sat. Ann sat. Ann"):
            source = source_tokens.tokenized(tokenizer, messages, text)
            drafter, tally, stops = Drafter(source, COSTS[2]), Tally(), tokenizer.eos_token_ids
            passes = lookup.greedy(reader, prompt, drafter, 50, stops, tally, lambda: None)
            assert [token for tokens in passes for token in tokens] == wanted
            reader.keep_prompt()
            drafted += tally.accepted
    assert drafted > 0


def test_where_layers_see_a_window_drafts_end_at_it() -> None:
    prompt = (1, 2, 3)
    wanted = greedy("window", 0, prompt)
    found, tally = looked_up(Reader(network("window", 0)), prompt, wanted, MOST, (), COSTS[0])
    assert found == wanted
    # Of 51 tokens those beyond the 40th come one by one, since what is drafted could not be taken back.
    assert 10 <= tally.passes <= 20
