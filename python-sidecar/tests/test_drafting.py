"""Where an answer is in its source, and how much of it is drafted."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antecedent_sidecar import models, pass_costs, source_tokens
from antecedent_sidecar.drafting import Drafter, Source, nearest
from antecedent_sidecar.pass_costs import SIZES, PassCosts
from antecedent_sidecar.protocol import Message

FREE = PassCosts((1.0,) * 6)
#: As reported of a GPU: one row more costs little, a tile of 32 about as much as half of it.
TILED = PassCosts((1.0, 1.04, 1.8, 3.5, 5.0, 5.0))
COPIED = list(range(100, 160))


def passes(source: Source, answer: Sequence[int], costs: PassCosts = FREE) -> list[int]:
    """How many tokens are drafted in each pass, where a model answers so."""
    drafter, drafted, done = Drafter(source, costs), [], 0
    while done < len(answer):
        draft = drafter.draft(len(answer) - done - 1)
        drafted.append(len(draft))
        agreed = 0
        while agreed < len(draft) and draft[agreed] == answer[done + agreed]:
            agreed += 1
        for token in answer[done : done + agreed + 1]:
            drafter.follow(token)
        done += agreed + 1
    return drafted


def test_a_copy_is_drafted_as_far_as_a_pass_goes() -> None:
    assert passes(Source(COPIED), COPIED) == [31, 27]


def test_after_a_replacement_the_source_goes_on() -> None:
    answer = [*COPIED[:10], 7, *COPIED[11:]]
    # As far as the replacement, from it on, and the rest.
    assert passes(Source(COPIED), answer) == [31, 31, 16]


def test_a_name_of_many_tokens_comes_whole() -> None:
    names = [(0, 100, (101, 102)), (1, 101, (102,))]
    answer = [*COPIED[:20], 100, 101, 102, *COPIED[21:]]
    assert len(passes(Source(COPIED, names), answer)) < len(passes(Source(COPIED), answer))


def test_what_replaced_a_token_is_expected_to_replace_it_again() -> None:
    source = [*COPIED[:10], 1, *COPIED[10:20], 1, *COPIED[20:30], 1, *COPIED[30:40]]
    answer = [*COPIED[:10], 8, 9, *COPIED[10:20], 8, 9, *COPIED[20:30], 8, 9, *COPIED[30:40]]
    # Each takes two passes unless it is known.
    assert len(passes(Source(source), answer)) <= 5


@pytest.mark.parametrize(
    ("answer", "most"),
    [
        ([*COPIED[:20], *COPIED[25:]], 6),
        ([*COPIED[:20], 1, 2, 3, *COPIED[20:]], 9),
        ([1, 2, 3, 4, 5, *COPIED], 11),
        ([*COPIED[30:], *COPIED[:30]], 8),
    ],
    ids=["left out", "put in", "begun with other words", "in another order"],
)
def test_an_answer_that_left_its_source_is_found_again(answer: list[int], most: int) -> None:
    assert len(passes(Source(COPIED), answer)) <= most


def test_of_many_places_the_nearest_are_looked_at() -> None:
    places = list(range(0, 2000, 10))
    assert [len(nearest(places, place)) for place in (0, 1000, 1985)] == [64, 64, 33]
    assert nearest(places, 1000) == places[68:132]
    assert nearest(places[:3], 15) == [0, 10, 20]


def test_an_answer_unlike_its_source_is_soon_not_drafted_any_more() -> None:
    answer = [(place * 37) % 90 for place in range(200)]
    drafted = passes(Source(COPIED), answer, PassCosts((1.0, 1.2, 1.4, 1.8, 2.6, 4.2)))
    assert sum(map(bool, drafted)) <= 20
    assert not any(drafted[100:])


@given(st.lists(st.integers(0, 3), max_size=60), st.lists(st.integers(0, 3), max_size=60), st.integers(-1, 40))
def test_what_is_drafted_fits_and_is_of_the_source_or_the_answer(
    source: Sequence[int], answer: list[int], room: int
) -> None:
    drafter = Drafter(Source(source), TILED)
    for place, token in enumerate(answer):
        draft = drafter.draft(room)
        assert len(draft) <= max(0, min(room, SIZES[-1] - 1))
        assert set(draft) <= {*source, *answer[:place]}
        drafter.follow(token)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.integers(0, 100))
def test_where_tiles_are_computed_whole_a_draft_is_short_or_fills_one(first: float, later: float, most: int) -> None:
    count = TILED.best_draft(first, later, min(most, 31))
    assert count in {0, 1, 3, min(most, 31)}


def test_costs_lie_on_lines_between_those_measured() -> None:
    costs = PassCosts((1.0, 2.0, 4.0, 8.0, 16.0, 32.0))
    assert [costs.of(rows) for rows in (1, 2, 3, 6, 12, 24, 32)] == [1, 2, 3, 6, 12, 24, 32]


def test_a_pass_that_took_longer_makes_its_size_dearer_and_no_other() -> None:
    costs = PassCosts((1.0, 2.0, 4.0, 8.0, 16.0, 32.0))
    assert costs.noted(16, 16).seconds == costs.seconds
    dearer, cheaper = costs.noted(16, 32), costs.noted(15, 1)
    assert dearer.seconds[:4] == cheaper.seconds[:4] == costs.seconds[:4]
    assert dearer.of(16) > 16 > cheaper.of(16) > 8
    assert costs.noted(16, 1e9).of(16) <= 2 * 16


def test_each_size_is_measured() -> None:
    asked: list[int] = []
    costs = pass_costs.measured(asked.append)
    assert {rows: asked.count(rows) >= 2 for rows in SIZES} == dict.fromkeys(SIZES, True)
    assert len(costs.seconds) == len(SIZES)


def test_a_source_has_the_tokens_of_an_answer_up_to_its_end(model: Path) -> None:
    tokenizer = models.load_tokenizer(model)
    source = source_tokens.tokenized(tokenizer, [Message(role="user", content="Ann sat.")], "Ann")
    assert source.ids == [*tokenizer.encode("Ann", add_special_tokens=False), tokenizer.eos_token_id]


def test_a_name_is_known_in_both_spellings() -> None:
    tokenizer = models.load_tokenizer(Path(__file__).parents[2] / "assets" / "demo-model")
    text = "Renska met King Varma. She left."
    source = source_tokens.tokenized(tokenizer, [Message(role="user", content="x")], text)
    found = {tokenizer.decode([first, *rest]).strip() for _, first, rest in source.names}
    assert {"Renska", "King Varma", "Varma"} <= found
    spaced = tokenizer.encode(" King Varma", add_special_tokens=False)
    assert (spaced[0], tuple(spaced[1:])) in {(first, rest) for _, first, rest in source.names}
