"""The demo world: source texts with certain antecedents, their rewrites and their mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import frames
from entities import Entity, draw_entities
from lexicon import FILLERS

SLOT_FORMS = ("he", "him", "his", "the")

_PIECE = re.compile(r"\{(\w)(?:\.(\w+))?\}|\[([+*]?)|\]|<(\w+)>")
_SENTENCE_START = re.compile(r"(?:^|[.!?]\"? )$")


@dataclass(frozen=True)
class Mention:
    """One reference in a source text.

    Attributes
    ----------
    start, end : int
        Character span in the source.
    gold : str
        What stands there in the rewrite.
    entity : str
        Name of the antecedent.
    """

    start: int
    end: int
    gold: str
    entity: str


@dataclass(frozen=True)
class WorldText:
    """A source text, its rewrite and the mentions that lead from one to the other.

    Attributes
    ----------
    phrases : tuple of frozenset of str
        For each noun phrase of the text that is no reference, the pronouns that agree with it; an entity counts once.
    """

    source: str
    gold: str
    mentions: tuple[Mention, ...]
    phrases: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class WorldOptions:
    """Which part of the world to draw from.

    Attributes
    ----------
    made_up_rate : float
        Share of texts whose names are made up.
    held_out_names, held_out_frames : bool
        Draw names or frames from the held-out part; otherwise from the training part.
    clean_rate : float
        Share of texts with nothing to resolve.
    first_names : int, optional
        How many of the men's and of the women's names occur; all by default.
    """

    made_up_rate: float = 0.5
    held_out_names: bool = False
    held_out_frames: bool = False
    clean_rate: float = 0.13
    first_names: int | None = None


def apply_mentions(source: str, mentions: tuple[Mention, ...]) -> str:
    """Replace every mention of `source` by its gold text."""
    pieces, end = [], 0
    for mention in mentions:
        pieces += [source[end : mention.start], mention.gold]
        end = mention.end
    return "".join([*pieces, source[end:]])


def texts(random: Random, options: WorldOptions = WorldOptions()) -> Iterator[WorldText]:
    """An endless stream of different texts in which one noun phrase agrees with each reference."""
    seen: set[str] = set()
    while True:
        text = _Writer(random, options).write()
        if text is not None and text.source not in seen:
            seen.add(text.source)
            yield text


class _Writer:
    """Writes one text, from left to right."""

    def __init__(self, random: Random, options: WorldOptions) -> None:
        self.random = random
        self.options = options
        self.source = ""
        self.mentions: list[Mention] = []
        self.entities: dict[str, Entity] = {}
        self.described: set[str] = set()
        self.phrases: list[frozenset[str]] = []
        self.used: set[str] = set()

    def write(self) -> WorldText | None:
        """The text, or None when an antecedent would not be certain."""
        if self.random.random() < self.options.clean_rate:
            self._write_clean()
        else:
            self._write_story()
        phrases = (*self.phrases, *(entity.agrees for entity in self.entities.values()))
        if any(sum(pronoun in agreeing for agreeing in phrases) != 1 for pronoun in self.used):
            return None
        mentions = tuple(self.mentions)
        return WorldText(self.source, apply_mentions(self.source, mentions), mentions, phrases)

    def _write_clean(self) -> None:
        self._draw("pq")
        for frame in [self._frame(frames.CLEAN) for _ in range(self.random.randint(1, 2))]:
            self._sentence(frame)
        used = {role for role, entity in self.entities.items() if entity.name in self.source}
        self.entities = {role: self.entities[role] for role in used}

    def _write_story(self) -> None:
        roles = self.random.choices(list(_OPENING_WEIGHTS), list(_OPENING_WEIGHTS.values()))[0]
        self._draw(roles)
        self._sentence(self._frame(frames.OPENINGS[roles]), stop=False)
        for _ in range(self.random.choices((1, 2), (6, 4))[0]):
            self._follow_up(roles)
        self._put(".")
        if self.random.random() < 0.08:
            self._sentence(self.random.choice(frames.ASIDES))

    def _follow_up(self, roles: str) -> None:
        letters = [("A", roles[0])] if len(roles) == 1 else [("A", roles[0]), ("B", roles[1])]
        self.random.shuffle(letters)
        kinds = "".join(kind for _, kind in letters).replace("q", "p")
        pair = {"pp": "pq"}.get(kinds, kinds)
        if len(kinds) == 2 and pair in frames.FOLLOW_UPS and self.random.random() < 0.5:
            frame, names = self._frame(frames.FOLLOW_UPS[pair]), {"X": letters[0][0], "Y": letters[1][0]}
        else:
            frame, names = self._frame(frames.FOLLOW_UPS[kinds[0]]), {"X": letters[0][0]}
        self._put(self.random.choices(*_CONNECTORS)[0])
        self._render(frame, names)

    def _draw(self, roles: str) -> None:
        made_up = self.random.random() < self.options.made_up_rate
        options = self.options
        drawn = draw_entities(self.random, roles, made_up, options.held_out_names, options.first_names)
        self.entities = dict(zip("AB", drawn, strict=False))

    def _frame(self, choices: tuple[str, ...]) -> str:
        held_out = self.options.held_out_frames
        return self.random.choice([frame for frame in choices if frames.is_held_out_frame(frame) == held_out])

    def _sentence(self, frame: str, stop: bool = True) -> None:
        self.source += " " if self.source else ""
        self._render(frame, {})
        self._put("." if stop else "")

    def _render(self, frame: str, names: dict[str, str]) -> None:
        phrase_at, agrees, end = 0, _MARKED[""], 0
        for piece in _PIECE.finditer(frame):
            self._put(frame[end : piece.start()])
            end = piece.end()
            role, form, mark, filler = piece.groups()
            if role:
                self._put_entity(self.entities[names.get(role, role)], form)
            elif filler:
                self._put(self.random.choice(FILLERS[filler]))
            elif piece[0] == "]":
                self._close_phrase(phrase_at, agrees)
            else:
                phrase_at = len(self.source)
                agrees = _MARKED[mark]
        self._put(frame[end:])

    def _close_phrase(self, start: int, agrees: frozenset[str]) -> None:
        """Count the noun phrase that was just written, unless it repeats an earlier one."""
        phrase = self.source[start:]
        if phrase not in self.described:
            self.described.add(phrase)
            self.phrases.append(agrees)

    def _put(self, text: str) -> None:
        if text[:1] in ".,":  # "Ana, a singer," ends its own comma
            self.source = self.source.removesuffix(",")
        if text and _SENTENCE_START.search(self.source):
            text = text[0].upper() + text[1:]
        self.source += text

    def _put_entity(self, entity: Entity, form: str | None) -> None:
        if form is None:
            introduction = entity.name if entity.name in self.source else entity.introduction
            self._put(introduction)
        elif form == "s":
            self._put(entity.possessive)
        elif form not in SLOT_FORMS:
            self._put(entity.word(form))
        elif self.random.random() < _NAMED_AGAIN:
            self._put(entity.possessive if form == "his" else entity.name)
        else:
            self._put_mention(entity, form)

    def _put_mention(self, entity: Entity, form: str) -> None:
        described = form == "the" or (form == "he" and self.random.random() < _DESCRIBED)
        reference = entity.word(form)
        if described and entity.descriptions:
            reference = "the " + self.random.choice(entity.descriptions)
        self.used.add(entity.pronoun)
        start = len(self.source)
        gold = entity.possessive if form == "his" else entity.name
        if _SENTENCE_START.search(self.source):
            gold = gold[0].upper() + gold[1:]
        self._put(reference)
        self.mentions.append(Mention(start, len(self.source), gold, entity.name))


_MARKED = {"": frozenset(("it",)), "+": frozenset(("they",)), "*": frozenset(("he", "she"))}
_CONNECTORS = ((". ", ", and ", ", but ", " because ", ". Later, ", ". Then "), (64, 11, 8, 3, 7, 7))
_NAMED_AGAIN = 0.06
_DESCRIBED = 0.12
_OPENING_WEIGHTS = {"p": 16, "pq": 24, "pc": 14, "c": 16, "cg": 3, "d": 3, "pd": 6, "l": 3, "pl": 6, "g": 6, "pg": 6}
