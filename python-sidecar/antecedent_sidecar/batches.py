"""Which rows go into which batch, in which order, and how wide each batch is padded: pure functions of the seed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .rows import Row

#: A compiled step keeps every shape it has seen, so few different ones are allowed.
MAX_WIDTHS = 32
#: Widths are multiples of this many positions.
_GRAIN = 8


def widths(lengths: Sequence[int]) -> list[int]:
    """Padded widths, ascending, so that rows of `lengths` tokens fit with little padding.

    Lengths count inputs, which are one fewer than a row's tokens. Starts from every multiple of `_GRAIN` in use and
    joins neighbours where that pads least, until `MAX_WIDTHS` are left.
    """
    rounded, counts = np.unique([-(-max(1, length) // _GRAIN) * _GRAIN for length in lengths], return_counts=True)
    table, rows = rounded.tolist(), counts.tolist()
    while len(table) > MAX_WIDTHS:
        costs = [rows[i] * (table[i + 1] - table[i]) for i in range(len(table) - 1)]
        narrow = costs.index(min(costs))
        rows[narrow : narrow + 2] = [rows[narrow] + rows[narrow + 1]]
        table.pop(narrow)
    return table


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that are computed together.

    Attributes
    ----------
    rows
        Places in the list of rows, shape ``(batch,)``.
    width
        Input positions of each row, padding counted.
    """

    rows: npt.NDArray[np.int64]
    width: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How a list of rows is cut into batches.

    Attributes
    ----------
    lengths
        Input positions of each row, shape ``(rows,)``.
    table
        The widths that batches are padded to, ascending.
    batch_size
        Rows in a batch; one batch of a pass has fewer where they do not divide.
    """

    lengths: npt.NDArray[np.int64]
    table: list[int]
    batch_size: int

    @classmethod
    def of(cls, rows: Sequence[Row], batch_size: int) -> "Plan":
        """A plan for `rows`."""
        lengths = np.asarray([len(row.tokens) - 1 for row in rows], dtype=np.int64)
        return cls(lengths, widths(lengths.tolist()), batch_size)

    @property
    def batches(self) -> int:
        """Batches in one pass."""
        return -(-len(self.lengths) // self.batch_size)

    def fixed(self) -> list[Batch]:
        """One pass in order of length, for validation: every row once."""
        return self._slices(np.argsort(self.lengths, kind="stable"))

    def epoch(self, seed: int, epoch: int) -> list[Batch]:
        """One pass for training: every row once, rows of like length together, batches in random order."""
        chance = np.random.Generator(np.random.PCG64([seed, epoch]))
        shuffled = chance.permutation(len(self.lengths))
        fitting = np.searchsorted(self.table, self.lengths[shuffled])
        batches = self._slices(shuffled[np.argsort(fitting, kind="stable")])
        return [batches[place] for place in chance.permutation(len(batches))]

    def longest(self) -> Batch:
        """The batch with the most positions: what fits into memory if this does."""
        return max(self.fixed(), key=lambda batch: batch.width * len(batch.rows))

    def padding_ratio(self) -> float:
        """Computed positions per real one over one pass, 1 being no padding."""
        computed = sum(batch.width * len(batch.rows) for batch in self.fixed())
        return computed / max(1, int(self.lengths.sum()))

    def _slices(self, order: npt.NDArray[np.int64]) -> list[Batch]:
        """Cut `order`, ascending in width, into batches; the smaller one is the first, where it costs least."""
        first = len(order) % self.batch_size or self.batch_size
        starts = [0, *range(first, len(order), self.batch_size)]
        slices = [order[start:end] for start, end in zip(starts, [*starts[1:], len(order)], strict=True)]
        return [Batch(rows, self.table[int(np.searchsorted(self.table, self.lengths[rows].max()))]) for rows in slices]


def shared(batch: Batch, rank: int, size: int) -> Batch:
    """The part of a batch that one of `size` processes computes; may be empty where there are fewer rows."""
    return Batch(batch.rows[rank::size], batch.width)


def padded(rows: Sequence[Row], batch: Batch) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Token ids, shape ``(batch, width + 1)``, zero-padded, and the bounds of what is learned, shape ``(batch, 2)``.

    The token at position ``t`` is learned where ``bounds[0] <= t < bounds[1]``. A batch without rows becomes one row of
    which nothing is learned.
    """
    count = max(1, len(batch.rows))
    tokens = np.zeros((count, batch.width + 1), dtype=np.int32)
    bounds = np.zeros((count, 2), dtype=np.int32)
    for place, number in enumerate(batch.rows):
        row = rows[number]
        tokens[place, : len(row.tokens)] = row.tokens
        bounds[place] = row.start, len(row.tokens)
    return tokens, bounds
