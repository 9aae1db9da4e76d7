"""What the demo model reads before it is tuned: copying, replacing words on request, and plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from random import Random

import frames
import lexicon
import prompts
import word_salad
import world

_COPY_INSTRUCTIONS = ("Copy this text:", "Repeat this text:", "Write this text again:", "Say:", "The text is:")
_LOOSE_WORDS = (
    "he she it they him her them his its their He She It They His Its Their himself herself itself themselves Two "
    "Three Four Five Six Ten Twelve Twenty the The a A and but because who which that of to "
    "in on at for with said was were had made found the company city singer"
).split()
_ALL_FILLERS = tuple(word for words in lexicon.FILLERS.values() for word in words)
_LOWER_WORDS = frames.words()
_FRAME_WORDS = (*_LOWER_WORDS, *(word.capitalize() for word in _LOWER_WORDS))
_NAMES = (*lexicon.MEN, *lexicon.WOMEN, *lexicon.COMPANIES, *lexicon.CITIES, *lexicon.PROFESSIONS, *lexicon.TEAMS)
_CUES = (
    word
    for descriptions in (lexicon.COMPANIES, lexicon.COMPANY_SUFFIXES, lexicon.PLACE_SUFFIXES)
    for cue, nouns in descriptions.items()
    for noun in (cue, *nouns)
    for word in noun.split(" ")
)
_TITLES = (*lexicon.MEN_TITLES, *lexicon.WOMEN_TITLES)
_DESCRIPTIONS = (*_CUES, *lexicon.PRODUCT_NAMES, *lexicon.PRODUCT_NOUNS, *lexicon.FAMILY_NOUNS, *_TITLES)
_REFERENCES = frozenset("he him his himself she her herself it its itself they them their themselves a b".split())
_LETTERS = "aaabcdeeefghiiijklmnooopqrrsstttuuvwxyzABCDEFGHIJKLMNOPRSTVW"
_WORD = re.compile(r"[A-Za-z]+")


FIRST_ROWS = 16_000


def copying_rows(random: Random) -> Iterator[str]:
    """An endless stream of rendered rows for the first phase: short copies, then everything of `rows`."""
    return chain(islice(first_rows(random), FIRST_ROWS), rows(random))


def rows(random: Random) -> Iterator[str]:
    """An endless stream of rendered rows: 75 % copying, 15 % replacing, 10 % plain text.

    Half of the copied and replaced texts are random word strings, which is what makes unseen words copy.
    """
    stories = world.texts(random)
    while True:
        kind = random.random()
        if kind < 0.1:
            yield _read(next(stories), random) + prompts.END
        else:
            text = random_words(random) if random.random() < 0.5 else _read(next(stories), random)
            yield prompts.render(_copying(text, random) if kind < 0.85 else _replacing(text, random))


def spellings(random: Random) -> Iterator[str]:
    """Text to train the tokenizer on: every word of the world equally often, made-up names, and some rows."""
    words = sorted({*_FRAME_WORDS, *_NAMES, *_LOOSE_WORDS, *" ".join(_ALL_FILLERS).split(), *_DESCRIPTIONS})
    for _ in range(60):
        yield " ".join(words)
        yield " ".join(lexicon.made_up_name(random) for _ in range(200))
    yield from islice(rows(random), 1000)


def first_rows(random: Random) -> Iterator[str]:
    """An endless stream of rendered rows that copy three to eight words: copying is learned soonest on those."""
    stories = world.texts(random)
    while True:
        length = random.randint(3, 8)
        if random.random() < 0.5:
            text = random_words(random, length)
        else:
            words = _read(next(stories), random).split(" ")
            start = random.randint(0, max(0, len(words) - length))
            text = " ".join(words[start : start + length])
        yield prompts.render(_copying(text, random))


def reading_rows(random: Random) -> Iterator[str]:
    """An endless stream of rendered rows for the second phase, on texts of the world and on word salads.

    45 % copying, 5 % replacing as before, 25 % replacing references by the names the request gives, 25 % saying in a
    list whom each reference means. None rewrites a text without being told what by what.
    """
    stories = world.texts(random)
    salads = word_salad.texts(random, tuple(word for word in _LOWER_WORDS if word not in _REFERENCES))
    while True:
        text = next(salads if random.random() < 0.5 else stories)
        kind = random.random()
        if kind < 0.15:
            yield prompts.render(_copying(random_words(random), random))
        elif kind < 0.45 or not text.mentions:
            yield prompts.render(_copying(_read(text, random), random))
        elif kind < 0.5:
            yield prompts.render(_replacing(_read(text, random), random))
        elif kind < 0.75:
            pairs = dict.fromkeys((text.source[mention.start : mention.end], mention.gold) for mention in text.mentions)
            request = ", ".join(f"{name} for {reference}" for reference, name in pairs)
            yield prompts.render(_turns(f"Write {request}: {text.source}", text.gold))
        else:
            notes = (f"{text.source[mention.start : mention.end]}: {mention.gold}" for mention in text.mentions)
            yield prompts.render(_turns(f"Who or what is meant: {text.source}", ", ".join(notes)))


def random_words(random: Random, length: int | None = None) -> str:
    """A string of words, names and marks without sense, with repetitions; four to 64 words if no length is given."""
    length = length or random.choices((4, 8, 16, 32, 64), (25, 35, 27, 11, 2))[0]
    stock = [_random_word(random) for _ in range(random.randint(3, 30))]
    words = [random.choice(stock) if random.random() < 0.3 else _random_word(random) for _ in range(length)]
    return " ".join(word + random.choices(("", ",", ".", "'s"), (80, 7, 8, 5))[0] for word in words)


def _random_word(random: Random) -> str:
    kind = random.random()
    if kind < 0.25:
        return lexicon.made_up_name(random)
    if kind < 0.3:
        return "".join(random.choices(_LETTERS, k=random.randint(2, 7)))
    if kind < 0.4:
        return random.choice(_NAMES)
    if kind < 0.5:
        return random.choice(_LOOSE_WORDS)
    if kind < 0.55:
        return str(random.randint(0, 3000))
    return random.choice(_FRAME_WORDS if kind < 0.8 else _DESCRIPTIONS if kind < 0.85 else _ALL_FILLERS)


def _read(text: world.WorldText, random: Random) -> str:
    return text.gold if random.random() < 0.3 else text.source


def _copying(text: str, random: Random) -> list[prompts.Message]:
    kind = random.random()
    if kind < 0.5:
        return prompts.chat(text, text)
    if kind < 0.7:
        return _turns(f"{prompts.LONG_INSTRUCTION} \n {text}", text)
    instruction = random.choice((*_COPY_INSTRUCTIONS, prompts.INSTRUCTION, random_words(random, 4) + ":"))
    return _turns(f"{instruction} {text}", text)


def _replacing(text: str, random: Random) -> list[prompts.Message]:
    """Up to three words of the text, each to be replaced by a phrase that occurs in it or by a name."""
    words = sorted(set(_WORD.findall(text)))
    chosen = random.sample(words, min(len(words), random.randint(1, 3)))
    phrases = text.split(" ")
    replacements: dict[str, str] = {}
    for word in chosen:
        start = random.randrange(len(phrases))
        phrase = " ".join(phrases[start : start + random.randint(1, 3)]).strip(",.\"'")
        replacements[word] = phrase if phrase and random.random() < 0.7 else lexicon.made_up_name(random)
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, chosen)) + r")\b")
    answer = pattern.sub(lambda match: replacements[match[0]], text)
    request = ", ".join(f"{replacement} for {word}" for word, replacement in replacements.items())
    return _turns(f"Write {request}: {text}", answer)


def _turns(user: str, assistant: str) -> list[prompts.Message]:
    return [prompts.Message(role="user", content=user), prompts.Message(role="assistant", content=assistant)]
