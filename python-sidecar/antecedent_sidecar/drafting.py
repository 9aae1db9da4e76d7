"""What comes next in an answer that is nearly a copy of its source: where it is in it, and how much to guess."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from .pass_costs import PassCosts

#: Longest end of the answer that is compared with the source, in tokens.
_LONGEST_MATCH = 8
#: Most places that one token is looked for at, the nearest ones, so that a text of one word repeated costs no more.
_PLACES = 64
#: How far ahead a single token that the source has may say where the answer is; elsewhere it takes two.
_NEAR = 4
#: Longest replacement that is remembered, in tokens.
_LONGEST_REPLACEMENT = 12


@dataclass(frozen=True, slots=True)
class Source:
    """The text that is answered, as an answer would have its tokens.

    `ids` end with the token that ends an answer. `names` tells of each place where a name begins which token that is,
    in any spelling, and which tokens are the rest of the name: place, first, rest; in the order of places.
    """

    ids: Sequence[int]
    names: Sequence[tuple[int, int, tuple[int, ...]]] = ()


@dataclass(slots=True)
class _Odds:
    """How often the next token was the expected one, lately: counts that fade."""

    hits: float
    tries: float
    fading: float

    def count(self, hit: bool) -> None:
        """Count one more."""
        self.hits = self.hits * self.fading + hit
        self.tries = self.tries * self.fading + 1

    @property
    def chance(self) -> float:
        """Between 0 and 1, neither of them."""
        return (self.hits + 0.02) / (self.tries + 0.04)


@dataclass(slots=True)
class _Detour:
    """What the answer says in place of a token of the source: so far, and what is expected of the rest."""

    replaced: int
    said: list[int]
    rest: list[int] = field(default_factory=list)


class Drafter:
    """Follows an answer through its source and drafts what comes next; it knows nothing of any model.

    Where the answer leaves the source, the token it left at is taken for replaced. What replaces it is expected to be a
    name of the source, or what replaced that token the last time, and the source is expected to go on behind it. Where
    it does not, the end of the answer is looked for in the source: the longest match says where the answer is, of equal
    ones the nearest, those ahead first.

    Parameters
    ----------
    source
        What is answered.
    costs
        What a pass of so many rows takes.
    """

    def __init__(self, source: Source, costs: PassCosts) -> None:
        self._source = source.ids
        self._costs = costs
        self._places: dict[int, list[int]] = defaultdict(list)
        for place, token in enumerate(source.ids):
            self._places[token].append(place)
        self._names: dict[int, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
        for place, token, rest in source.names:
            self._names[token].append((place, rest))
        #: By the token that was replaced: by what, the last time, and what came behind the name in it, such as “'s”.
        self._replacements: dict[int, list[int]] = {}
        self._endings: dict[int, list[int]] = {}
        self._answer: list[int] = []
        #: Place in the source of the next token that is not replaced.
        self._place = 0
        #: Tokens of the answer's end that the source has just before that place; none where it is a guess.
        self._known = 1
        self._detour: _Detour | None = None
        #: By how much is known: the chances of the next token. Those of the ones behind it are the last's.
        self._odds = (_Odds(1, 2, 0.8), _Odds(4, 5, 0.8), _Odds(3.8, 4, 0.95))

    def draft(self, room: int) -> list[int]:
        """The tokens, at most `room`, that are worth to be checked in one pass with the one before them; often none."""
        tokens = list(islice(self._expected(), max(0, min(room, self._costs.most_drafted))))
        first, later = self._odds[min(self._known, 2)].chance, self._odds[2].chance
        return tokens[: self._costs.best_draft(first, later, len(tokens))]

    def took(self, rows: int, seconds: float) -> None:
        """Take note of what a pass of so many rows took: for this answer alone, as its length is part of it."""
        self._costs = self._costs.noted(rows, seconds)

    def follow(self, token: int) -> None:
        """Take note of the answer's next token, drafted or not."""
        expected = next(self._expected(), None)
        self._odds[min(self._known, 2)].count(token == expected)
        self._answer.append(token)
        detour = self._detour
        if detour is not None and detour.rest and token == detour.rest[0]:
            detour.said.append(detour.rest.pop(0))
        elif self._place < len(self._source) and token == self._source[self._place]:
            self._go_on(token)
        elif detour is None and token == expected:
            # As it was replaced the last time.
            self._leave(self._place, token, self._replacements[self._source[self._place]][1:])
        else:
            self._find(token)

    def _expected(self) -> Iterator[int]:
        """What the answer is expected to say from here on."""
        if self._detour is not None:
            yield from self._detour.rest
        for place in range(self._place, len(self._source)):
            token = self._source[place]
            if place == self._place and self._detour is not None:
                # The very token that follows a replacement tells that it is over.
                yield token
            else:
                yield from self._replacements.get(token, (token,))

    def _go_on(self, token: int) -> None:
        """The source goes on."""
        if self._detour is not None:
            self._learn(self._detour)
            self._detour = None
        elif token in self._replacements:
            del self._replacements[token]
        self._place += 1
        self._known += 1

    def _learn(self, detour: _Detour) -> None:
        """Remember how a token was replaced."""
        if len(detour.said) <= _LONGEST_REPLACEMENT:
            self._replacements[detour.replaced] = detour.said
            rest = self._rest_of_name(detour.said[0], self._place)
            if detour.said[1 : 1 + len(rest)] == rest:
                self._endings[detour.replaced] = detour.said[1 + len(rest) :]

    def _leave(self, place: int, token: int, rest: Sequence[int]) -> None:
        """The answer says `token` where the source has another."""
        self._detour = _Detour(self._source[place], [token], list(rest))
        self._place, self._known = place + 1, 0

    def _find(self, token: int) -> None:
        """Find the place again after a token that was not expected."""
        detour = self._detour
        left_at = self._place if detour is None else self._place - 1
        length, place = max(
            ((self._match(at), at) for at in self._nearest(token, left_at)),
            key=lambda found: (found[0], found[1] >= left_at, -abs(found[1] - left_at)),
            default=(0, 0),
        )
        near = detour is not None and left_at <= place <= left_at + _NEAR
        if length > 1 or (length == 1 and near):
            self._detour, self._place, self._known = None, place + 1, length
        elif detour is not None:
            # Still the same replacement, as long as nothing says better.
            detour.said.append(token)
            detour.rest = self._rest_of_name(token, left_at)
        elif left_at < len(self._source):
            ending = self._endings.get(self._source[left_at], [])
            self._leave(left_at, token, [*self._rest_of_name(token, left_at), *ending])

    def _rest_of_name(self, token: int, place: int) -> list[int]:
        """How the last name before `place` that begins with `token` goes on, or the first one behind it."""
        names = self._names.get(token)
        if not names:
            return []
        before = bisect_right(names, place, key=lambda name: name[0])
        return list(names[max(0, before - 1)][1])

    def _nearest(self, token: int, place: int) -> Sequence[int]:
        """Places of `token` in the source, those around `place` where there are many."""
        return nearest(self._places.get(token, []), place)

    def _match(self, place: int) -> int:
        """How many tokens of the answer's end are those of the source up to and with `place`."""
        length = 0
        while (
            length < min(_LONGEST_MATCH, len(self._answer), place + 1)
            and self._answer[-1 - length] == self._source[place - length]
        ):
            length += 1
        return length


def nearest(places: Sequence[int], place: int) -> Sequence[int]:
    """Of places in order the nearest to `place` where there are many: as many before it as from it on, if there are."""
    begin = max(0, bisect_left(places, place) - _PLACES // 2)
    return places[begin : begin + _PLACES]
