"""Entities of the demo world: people, companies, places, products and groups."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import lexicon
from lexicon import made_up_name

_WORDS: dict[str, dict[str, str]] = {
    "he": {"he": "he", "him": "him", "his": "his", "himself": "himself", "the": "he"},
    "she": {"he": "she", "him": "her", "his": "her", "himself": "herself", "the": "she"},
    "it": {"he": "it", "him": "it", "his": "its", "himself": "itself", "the": "it"},
    "they": {"he": "they", "him": "them", "his": "their", "himself": "themselves", "the": "they"},
}


@dataclass(frozen=True)
class Entity:
    """Somebody or something a text can refer to.

    Attributes
    ----------
    name : str
        Shortest unambiguous name, as it stands within a sentence.
    pronoun : str
        Its subject pronoun: he, she, it or they.
    introduction : str
        How it is named first ("Ana, a singer,").
    descriptions : tuple of str
        Nouns that may stand for it after "the".
    agrees : frozenset of str
        Subject pronouns that could mean it or a part of it ("Ana and Tom" agrees with she, he and they).
    """

    name: str
    pronoun: str
    introduction: str
    descriptions: tuple[str, ...]
    agrees: frozenset[str]

    @property
    def possessive(self) -> str:
        """The name with the mark of possession; a plural in *s* takes the apostrophe alone."""
        plural = self.pronoun == "they" and self.name.endswith("s")
        return self.name + ("'" if plural else "'s")

    def word(self, form: str) -> str:
        """The pronoun of this entity in the form that *he* has in that place (he, him, his, himself, the)."""
        return _WORDS[self.pronoun][form]


def draw_entities(
    random: Random, roles: str, made_up: bool, held_out: bool, first_names: int | None = None
) -> tuple[Entity, ...]:
    """Entities for the roles of a frame, with different names and, for two people, different genders.

    Parameters
    ----------
    random : Random
        Source of chance.
    roles : str
        One letter an entity: p, q, c, l, d or g (see `frames`).
    made_up : bool
        Whether names are made up; those carry a visible cue (Ms, Bank, …) unless the entity stands alone.
    held_out : bool
        Whether made-up names come from the held-out ones.
    first_names : int, optional
        How many of the men's and of the women's names to draw from; all by default.
    """
    gender = random.choice(("he", "she"))
    other = "she" if gender == "he" else "he"
    cued = len(roles) > 1 or random.random() < 0.7
    professions = random.sample(lexicon.PROFESSIONS, len(roles))
    drawn: list[Entity] = []
    for role, profession in zip(roles, professions, strict=True):
        name = made_up_name(random, held_out) if made_up else None
        if role in "pq":
            drawn.append(_person(random, gender if role == "p" else other, name, cued, profession, first_names))
        elif role == "g":
            drawn.append(_group(random, name, made_up_name(random, held_out), first_names))
        else:
            drawn.append(_THINGS[role](random, name))
    return tuple(drawn)


def _entity(name: str, pronoun: str, descriptions: tuple[str, ...] = (), *, agrees: tuple[str, ...] = (),
            introduction: str | None = None) -> Entity:
    return Entity(name, pronoun, introduction or name, descriptions, frozenset((pronoun, *agrees)))


def _person(
    random: Random, pronoun: str, made_up: str | None, cued: bool, profession: str, first_names: int | None
) -> Entity:
    if made_up:
        titles = lexicon.MEN_TITLES if pronoun == "he" else lexicon.WOMEN_TITLES
        name = f"{random.choice(titles)} {made_up}" if cued else made_up
    else:
        name = random.choice((lexicon.MEN if pronoun == "he" else lexicon.WOMEN)[:first_names])
    if random.random() < 0.15:
        return _entity(name, pronoun, (profession,), introduction=f"{name}, the {profession},")
    return _entity(name, pronoun)


def _company(random: Random, made_up: str | None) -> Entity:
    if made_up:
        suffix = random.choice(list(lexicon.COMPANY_SUFFIXES))
        return _entity(f"{made_up} {suffix}", "it", lexicon.COMPANY_SUFFIXES[suffix], agrees=("they",))
    name = random.choice(list(lexicon.COMPANIES))
    return _entity(name, "it", lexicon.COMPANIES[name], agrees=("they",))


def _place(random: Random, made_up: str | None) -> Entity:
    if made_up:
        suffix = random.choice(list(lexicon.PLACE_SUFFIXES))
        return _entity(f"{made_up} {suffix}", "it", lexicon.PLACE_SUFFIXES[suffix])
    return _entity(random.choice(lexicon.CITIES), "it", ("city",))


def _product(random: Random, made_up: str | None) -> Entity:
    noun = random.choice(lexicon.PRODUCT_NOUNS)
    return _entity(f"the {made_up or random.choice(lexicon.PRODUCT_NAMES)} {noun}", "it", (noun,))


def _group(random: Random, made_up: str | None, partner: str, first_names: int | None) -> Entity:
    if random.random() < 0.5:
        names = (
            [made_up, partner]
            if made_up
            else [random.choice(lexicon.WOMEN[:first_names]), random.choice(lexicon.MEN[:first_names])]
        )
        random.shuffle(names)
        return _entity(" and ".join(names), "they", agrees=("he", "she"))
    if made_up:
        noun = random.choice(lexicon.FAMILY_NOUNS)
        return _entity(f"the {made_up} {noun}", "they", (noun,))
    return _entity(f"the {random.choice(lexicon.TEAMS)}", "they", ("players",))


_THINGS = {"c": _company, "l": _place, "d": _product}
