"""Texts without sense whose references are certain all the same.

They teach that a reference is resolved by the entities of a text, whatever the words around it are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from entities import Entity, draw_entities
from world import Mention, WorldText, apply_mentions

_ROLES = ("p", "pq", "pq", "pq", "pc", "pc", "c", "pl", "pd", "g", "pg")

_PLEONASTIC = ("it rained", "it snowed", "it is clear that", "it took hours", "it was cold", "it is hard to say why")
_AFTER_OBJECT = ("on", "in", "with", "to", "and", "because", "about", "but", "for")


def texts(random: Random, words: Sequence[str]) -> Iterator[WorldText]:
    """An endless stream of texts of the given words, with one or two entities and one to five references."""
    while True:
        yield _Salad(random, words).text()


class _Salad:
    """Writes one text: the entities first, references among words after them."""

    def __init__(self, random: Random, words: Sequence[str]) -> None:
        self.random = random
        self.words = words
        self.entities = draw_entities(random, random.choice(_ROLES), random.random() < 0.6, held_out=False)
        self.source = ""
        self.mentions: list[Mention] = []

    def text(self) -> WorldText:
        for entity in self.entities:
            self._words(0, 2)
            self._put(entity.name)
        for _ in range(self.random.randint(1, 5)):
            self._words(1, 4)
            if self.random.random() < 0.12:
                self._leave()
            if self.source.endswith((",", ".")) or self.random.random() < 0.8:
                self._refer(self.random.choice(self.entities))
        self._words(1, 3)
        self.source = self.source.rstrip(",.") + "."
        mentions = tuple(self.mentions)
        phrases = tuple(entity.agrees for entity in self.entities)
        return WorldText(self.source, apply_mentions(self.source, mentions), mentions, phrases)

    def _words(self, least: int, most: int) -> None:
        for _ in range(self.random.randint(least, most)):
            self._put(self.random.choice(self.words) + self.random.choices(("", ".", ","), (16, 3, 1))[0])

    def _leave(self) -> None:
        """Put a reference that stays: quoted, or *it* without a referent."""
        if self.random.random() < 0.5:
            self._put(self.random.choice(_PLEONASTIC))
        else:
            reference = self.random.choice(self.entities).word(self.random.choice(("he", "him", "his")))
            words = [self.random.choice(self.words) for _ in range(self.random.randint(1, 3))]
            words.insert(self.random.randint(0, len(words)), reference)
            self._put(f'"{" ".join(words).capitalize()}," said')

    def _refer(self, entity: Entity) -> None:
        form = self.random.choice(("he", "him", "his", "himself"))
        reference = entity.word(form)
        gold = entity.possessive if form == "his" else entity.name
        start = self._put(reference)
        if form != "himself":
            if self.source[start].isupper():
                gold = gold[0].upper() + gold[1:]
            self.mentions.append(Mention(start, len(self.source), gold, entity.name))
        if form == "his":
            self._put(self.random.choice(self.words))
        elif reference == "her":
            self._put(self.random.choice(_AFTER_OBJECT))

    def _put(self, text: str) -> int:
        """Append a word and return where it starts."""
        if not self.source or self.source.endswith("."):
            text = text[0].upper() + text[1:]
        self.source += " " if self.source else ""
        start = len(self.source)
        self.source += text
        return start
