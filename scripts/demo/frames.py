"""Sentence frames of the demo world.

A frame is a sentence (openings) or a clause (follow-ups) in a small notation:

- ``{A}`` the name of entity A; ``{A.he} {A.him} {A.his} {A.the}`` its subject, object, possessive and
  descriptive reference, which are the slots to resolve; ``{A.himself} {A.was} {A.has}`` agreeing words that stay;
- ``<day>`` a filler from `lexicon.FILLERS`;
- ``{A.s}`` its name in the possessive;
- ``[a lamp]`` a noun phrase that *it* could mean, ``[+two cooks]`` one that *they* could mean, ``[*a cook]`` one that
  *he* or *she* could mean.

The bracketed phrases let `world` prove that only one noun phrase agrees with each pronoun.
Roles: p person, q person of the other gender, c company, l place, d product, g group.
"""

from __future__ import annotations

import re

from follow_ups import FOLLOW_UPS
from openings import OPENINGS

ASIDES = (
    "It rained all day",
    "It was cold",
    "It was a quiet morning",
    "It took hours",
    "It is hard to say why",
    "It snowed on <day>",
    "\"It is late, and they know it,\" said the report",
    "\"She told him,\" read the sign",
    "\"Leave it to us,\" said the poster",
)

CLEAN = (
    "I visited [<city>] in <month>",
    "We met {A} and {B} in <year>",
    "It rained in [<city>] on <day>",
    "It is clear that {A} likes music",
    "\"He lost his keys,\" said {A}",
    "\"It is broken,\" {A} told {B}",
    "\"They like her,\" I said to {A}",
    "\"She sold it in <month>,\" {A} said",
    "\"Their <things> are here,\" said {A} on <day>",
    "{A}, who lives in [<city>], paints",
    "{A} hurt {A.himself} on <day>",
    "The <thing> that {A} sold was red",
    "The museum, which opened in <year>, closed <time>",
    "The <things> and the <thing> were cheap",
    "{A} bought [+<small> <things>] from {B} on <day>",
    "It took {A} [+<small> hours] to find [the <thing>]",
    "You and I know {A}",
)


def words() -> tuple[str, ...]:
    """Every lower-case word of every frame and aside, in order."""
    text = " ".join((*(frame for group in _GROUPS for frame in group), *ASIDES))
    return tuple(sorted({word.lower() for word in re.findall(r"[A-Za-z]+", _MARKS.sub(" ", text))}))


def is_held_out_frame(frame: str) -> bool:
    """Whether a frame is kept for the held-out frames: every sixth of its list, by position."""
    return frame in _HELD_OUT


_MARKS = re.compile(r"\{.*?\}|<.*?>")
_GROUPS = (*OPENINGS.values(), *FOLLOW_UPS.values(), CLEAN)
_HELD_OUT = frozenset(frame for group in _GROUPS for frame in group[4::6])
