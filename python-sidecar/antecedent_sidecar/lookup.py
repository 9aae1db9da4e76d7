"""Greedy decoding that drafts from the source and checks many tokens in one pass: the same tokens, sooner."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from .drafting import Drafter
from .reading import Reader


@dataclass(slots=True)
class Tally:
    """Passes so far, the tokens that were drafted, and how many of those greedy decoding has as well.

    `reused` are the tokens of the prompt that were known before.
    """

    reused: int = 0
    passes: int = 0
    drafted: int = 0
    accepted: int = 0


def greedy(
    reader: Reader,
    prompt: Sequence[int],
    drafter: Drafter | None,
    most: int,
    stops: Collection[int],
    tally: Tally,
    tick: Callable[[], None],
) -> Iterator[list[int]]:
    """The tokens that greedy decoding has after `prompt`, a pass at a time, ending with one of `stops` or after `most`.

    Parameters
    ----------
    reader
        Keeps what of the prompt it has read before, and is left with what was read.
    drafter
        Says what may come next; None where there is nothing to draft from.
    tick
        Called before each pass; what it raises ends the work, and the reader stays good.
    """
    unread, said, last = reader.read_prompt(prompt, tick), 0, -1
    tally.reused = reader.reused
    while said < most and last not in stops:
        tick()
        draft = _draft(reader, unread, drafter, most - said - 1)
        alone, began = not reader.is_ahead, time.perf_counter()
        if reader.is_ahead or len(unread) + len(draft) == 1:
            agreed = [_known(reader.next(unread[0], more=not draft and said + 1 < most), reader, tick)]
        else:
            agreed = _agreed(reader, unread, draft, tally, tick)
        alone = alone and reader.passes == tally.passes + 1
        tally.passes = reader.passes
        end = next((place for place, token in enumerate(agreed, 1) if token in stops), len(agreed))
        last, said = agreed[end - 1], said + end
        if drafter is not None:
            if alone:
                drafter.took(len(unread) + len(draft), time.perf_counter() - began)
            for token in agreed[:end]:
                drafter.follow(token)
        unread = [last]
        yield agreed[:end]


def _draft(reader: Reader, unread: Sequence[int], drafter: Drafter | None, most: int) -> list[int]:
    """At most `most` tokens to check beside those that were not read, which can be taken back."""
    room = most if reader.room is None else min(most, reader.room - len(unread))
    # Where much of the prompt is to be read, the first word comes sooner without.
    return drafter.draft(room) if drafter is not None and len(unread) == 1 and room > 0 else []


def _agreed(
    reader: Reader, unread: Sequence[int], draft: Sequence[int], tally: Tally, tick: Callable[[], None]
) -> list[int]:
    """The tokens, at least one, that come to light in a pass over what was not read and a draft."""
    found = reader.check([*unread, *draft])[len(unread) - 1 :]
    before = reader.length - len(draft)
    tally.drafted += len(draft)
    agreed: list[int] = []
    for token, drafted in zip(found, [*draft, None], strict=True):
        if token is None:
            reader.keep(before + len(agreed))
            return [*agreed, reader.settle(tick)]
        agreed.append(token)
        if token != drafted:
            break
        tally.accepted += 1
    # The last one agreed on was not read yet.
    reader.keep(before + len(agreed) - 1)
    return agreed


def _known(token: int | None, reader: Reader, tick: Callable[[], None]) -> int:
    return reader.settle(tick) if token is None else token
