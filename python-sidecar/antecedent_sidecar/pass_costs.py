"""What a forward pass takes by its number of rows, measured on this machine, and the draft that pays best."""

import time
from collections.abc import Callable
from dataclasses import dataclass

#: Rows whose passes are timed. GPUs compute up to 32 in one tile, and one or two along the way of a single one.
SIZES = (1, 2, 4, 8, 16, 32)
#: All sizes are timed at least twice, since a GPU compiles at the first; no more once it took so long, in seconds.
_LEAST_ROUNDS, _MOST_ROUNDS, _ENOUGH = 2, 5, 0.5


#: How much one pass says of those to come, and by how much it may differ from what was expected: others are chance.
_WEIGHT, _LEAP = 0.3, 4


@dataclass(frozen=True, slots=True)
class PassCosts:
    """Seconds of a pass with 1, 2, 4, 8, 16 and 32 rows; what lies between lies on a line."""

    seconds: tuple[float, ...]

    @property
    def most_drafted(self) -> int:
        """The longest draft there can be, in tokens."""
        return SIZES[-1] - 1

    def of(self, rows: int) -> float:
        """Seconds of a pass with 1 to 32 rows."""
        above = next(place for place, size in enumerate(SIZES) if size >= rows)
        if SIZES[above] == rows:
            return self.seconds[above]
        low, high = SIZES[above - 1], SIZES[above]
        share = (rows - low) / (high - low)
        return self.seconds[above - 1] * (1 - share) + self.seconds[above] * share

    def noted(self, rows: int, seconds: float) -> "PassCosts":
        """The costs after a pass of so many rows took so long.

        Passes take longer behind a longer text, so what is noted serves the answer it was noted in; the next one begins
        with what was measured.
        """
        place = next(place for place, size in enumerate(SIZES) if size >= rows)
        ratio = min(max(seconds / self.of(rows), 1 / _LEAP), _LEAP)
        return PassCosts(
            (*self.seconds[:place], self.seconds[place] * ratio**_WEIGHT, *self.seconds[place + 1 :]),
        )

    def best_draft(self, first: float, later: float, most: int) -> int:
        """How many tokens to draft, so that the most tokens a second are to be expected.

        Parameters
        ----------
        first, later
            Chances that the first drafted token is right, and each one behind a right one; less than 1.
        most
            Tokens there are to draft.
        """

        def speed(count: int) -> float:
            expected = 1 + first * (1 - later**count) / (1 - later)
            return expected / self.of(count + 1)

        return max({min(size - 1, most) for size in SIZES}, key=speed)


def measured(run: Callable[[int], object]) -> PassCosts:
    """Time `run`, which makes a pass of so many rows and waits for it.

    Every size is as fast as its fastest run. What else the machine does cannot make a pass with fewer rows take longer
    than one with more, nor one with twice the rows longer than two.
    """
    fastest = [float("inf")] * len(SIZES)
    began = time.perf_counter()
    for turn in range(_MOST_ROUNDS):
        if turn >= _LEAST_ROUNDS and time.perf_counter() - began > _ENOUGH:
            break
        for place, rows in enumerate(SIZES):
            started = time.perf_counter()
            run(rows)
            fastest[place] = min(fastest[place], time.perf_counter() - started)
    for place in reversed(range(len(SIZES) - 1)):
        fastest[place] = min(fastest[place], fastest[place + 1])
    for place in range(1, len(SIZES)):
        fastest[place] = min(fastest[place], 2 * fastest[place - 1])
    return PassCosts(tuple(fastest))
