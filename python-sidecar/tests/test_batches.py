"""The batch plan: who is with whom, in which order, how wide."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from antecedent_sidecar import batches
from antecedent_sidecar.batches import Plan
from antecedent_sidecar.rows import Row

LENGTHS = st.lists(st.integers(2, 3000), min_size=1, max_size=300)


def rows_of(lengths: list[int]) -> list[Row]:
    """Rows of so many tokens."""
    return [Row(number, np.arange(1, length + 1, dtype=np.int32), 1, 0) for number, length in enumerate(lengths)]


@given(LENGTHS, st.integers(1, 9), st.integers(0, 2**31 - 1), st.integers(0, 5))
def test_every_row_comes_exactly_once_an_epoch(lengths: list[int], size: int, seed: int, epoch: int) -> None:
    plan = Plan.of(rows_of(lengths), size)
    planned = plan.epoch(seed, epoch)
    assert sorted(place for batch in planned for place in batch.rows.tolist()) == list(range(len(lengths)))
    assert len(planned) == plan.batches
    assert sum(len(batch.rows) != size for batch in planned) <= 1


@given(LENGTHS, st.integers(1, 9), st.integers(0, 2**31 - 1))
def test_the_same_seed_and_epoch_give_the_same_order(lengths: list[int], size: int, seed: int) -> None:
    first, second = (Plan.of(rows_of(lengths), size).epoch(seed, 3) for _ in range(2))
    assert [batch.rows.tolist() for batch in first] == [batch.rows.tolist() for batch in second]


@given(LENGTHS, st.integers(1, 9))
def test_rows_fit_and_there_are_at_most_32_widths(lengths: list[int], size: int) -> None:
    rows = rows_of(lengths)
    plan = Plan.of(rows, size)
    planned = [batch for epoch in range(3) for batch in plan.epoch(0, epoch)] + plan.fixed()
    assert len({batch.width for batch in planned}) <= 32
    assert all(len(rows[place].tokens) - 1 <= batch.width for batch in planned for place in batch.rows)


@given(LENGTHS, st.integers(1, 9))
def test_validation_sees_every_row_once(lengths: list[int], size: int) -> None:
    planned = Plan.of(rows_of(lengths), size).fixed()
    assert sorted(place for batch in planned for place in batch.rows.tolist()) == list(range(len(lengths)))


def test_the_cheapest_neighbours_share_a_width_wherever_they_are() -> None:
    crowded = [8 * place for place in range(1, 33) for _ in range(5)]
    assert batches.widths([*crowded[5:], 264, 264, 8]) == [*range(16, 265, 8)]
    assert batches.widths([*crowded[:-5], 256, 264]) == [*range(8, 249, 8), 264]
    assert batches.widths([place**2 for place in range(1, 400)])[-1] == 399**2 + 7


def test_epochs_differ_and_mix_rows_of_like_length() -> None:
    plan = Plan.of(rows_of([40 + place % 5 for place in range(64)]), 4)
    groups = [{frozenset(batch.rows.tolist()) for batch in plan.epoch(7, epoch)} for epoch in range(2)]
    assert groups[0] != groups[1]


def test_the_longest_batch_has_the_most_positions() -> None:
    plan = Plan.of(rows_of([10] * 20 + [500] * 4 + [90] * 20), 4)
    longest = plan.longest()
    assert (longest.width, len(longest.rows)) == (504, 4)


@given(LENGTHS, st.integers(1, 9), st.integers(1, 5))
def test_shares_of_a_batch_are_the_batch(lengths: list[int], size: int, processes: int) -> None:
    for batch in Plan.of(rows_of(lengths), size).fixed():
        shares = [batches.shared(batch, rank, processes) for rank in range(processes)]
        assert sorted(place for share in shares for place in share.rows.tolist()) == sorted(batch.rows.tolist())
        assert {share.width for share in shares} == {batch.width}


def test_a_share_without_rows_is_one_row_of_which_nothing_is_learned() -> None:
    batch = Plan.of(rows_of([5, 6]), 4).longest()
    tokens, bounds = batches.padded(rows_of([5, 6]), batches.shared(batch, 3, 4))
    assert tokens.shape == (1, batch.width + 1)
    assert bounds.tolist() == [[0, 0]]


def test_mixed_lengths_are_hardly_padded() -> None:
    lengths = np.random.default_rng(0).lognormal(4.5, 0.8, 1000).clip(10, 2000).astype(int).tolist()
    assert Plan.of(rows_of(lengths), 4).padding_ratio() < 1.1


def test_padding_is_never_within_the_bounds_of_what_is_learned() -> None:
    rows = [Row(0, np.array([5, 6, 7], np.int32), 2, 0), Row(1, np.array([8, 9, 1, 2, 3], np.int32), 1, 0)]
    [batch] = Plan.of(rows, 2).fixed()
    tokens, bounds = batches.padded(rows, batch)
    assert tokens.shape == (2, batch.width + 1)
    assert bounds.tolist() == [[2, 3], [1, 5]]
    assert tokens[0].tolist() == [5, 6, 7] + [0] * (batch.width - 2)
