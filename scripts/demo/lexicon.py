"""The words of the demo world: names with their kinds, made-up names, and fillers for frames."""

from __future__ import annotations

import hashlib
from random import Random

MEN = (
    "Tom Paul John Andy Peter Mark Luke David James Henry Oscar Felix Hugo Leo Omar Ravi Carlos Diego Ivan "
    "Viktor Klaus Lars Erik Nils Pierre Marco Paolo Ahmed Hassan Kenji Hiroshi Samuel Daniel George Frank "
    "Walter Arthur Simon Martin Robert William Edward Charles Joseph Michael Brian Kevin Patrick Sean Liam "
    "Noah Ethan Jacob Adam Nathan Oliver Jack Harry Max Ben Sam Tim Jim Bob"
).split()

WOMEN = (
    "Ana Mary Maria Anna Julia Emma Olivia Sophie Clara Laura Nina Eva Lena Greta Ingrid Astrid Helga Petra "
    "Elena Irina Olga Natasha Priya Anita Leila Fatima Aisha Yuki Keiko Mei Lucia Carmen Isabel Rosa Teresa "
    "Alice Jane Kate Susan Linda Karen Helen Ruth Sarah Rachel Hannah Grace Lucy Molly Emily Charlotte Amelia "
    "Nora Ella Zoe Chloe Ivy Rose Diana Martha Joan Betty Dora"
).split()

MEN_TITLES = ("Mr", "Mr", "Mr", "Sir", "Uncle", "King")
WOMEN_TITLES = ("Ms", "Ms", "Mrs", "Mrs", "Aunt", "Queen")

PROFESSIONS = (
    "singer painter doctor teacher lawyer pilot farmer baker chemist poet surgeon judge coach dancer "
    "plumber sculptor novelist librarian violinist gardener"
).split()

COMPANIES: dict[str, tuple[str, ...]] = {
    "Amazon": ("company", "tech giant", "retailer"),
    "Apple": ("company", "tech giant", "iPhone maker"),
    "Google": ("company", "tech giant", "search giant"),
    "Microsoft": ("company", "tech giant", "software maker"),
    "Nvidia": ("company", "chipmaker", "tech giant"),
    "Intel": ("company", "chipmaker"),
    "Toyota": ("company", "carmaker"),
    "Volvo": ("company", "carmaker"),
    "Nestle": ("company", "food giant"),
    "Sony": ("company", "electronics maker"),
    "Nokia": ("company", "network supplier"),
    "Netflix": ("company", "streaming service"),
    "Ikea": ("company", "furniture chain"),
    "Lufthansa": ("company", "airline", "carrier"),
    "Boeing": ("company", "planemaker"),
    "Pfizer": ("company", "drugmaker"),
}

COMPANY_SUFFIXES: dict[str, tuple[str, ...]] = {
    "Inc": ("company", "firm"),
    "Corp": ("company", "firm"),
    "Ltd": ("company", "firm"),
    "Group": ("group", "company"),
    "Bank": ("bank", "lender"),
    "Energy": ("company", "energy supplier"),
    "Media": ("company", "publisher"),
    "Air": ("airline", "carrier"),
    "Pharma": ("drugmaker", "company"),
    "Software": ("software maker", "company"),
}

CITIES = (
    "Lisbon Oslo Berlin Boston Chicago Dublin Geneva Kyoto Lima Madrid Milan Prague Seattle Vienna Zurich "
    "Bergen Porto Toronto Denver Warsaw Cairo Havana Naples Riga"
).split()
PLACE_SUFFIXES: dict[str, tuple[str, ...]] = {
    "City": ("city",), "Island": ("island",), "Valley": ("valley",), "Harbour": ("town",), "Village": ("village",),
}

PRODUCT_NOUNS = ("phone", "camera", "tablet", "laptop", "scooter", "drone", "printer", "speaker")
PRODUCT_NAMES = "Lumo Nova Vega Orion Pico Zephyr Astra Kite Echo Swift Comet Falcon".split()

TEAMS = "Rovers Tigers Eagles Bears Hawks Wolves Comets Rangers Pirates Falcons".split()
FAMILY_NOUNS = ("brothers", "sisters", "twins", "cousins")

FILLERS: dict[str, tuple[str, ...]] = {
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "month": ("January", "March", "April", "June", "July", "September", "October", "November"),
    "time": ("yesterday", "last week", "last month", "last year", "this morning", "last night", "last summer", "today"),
    "season": ("spring", "summer", "autumn", "winter"),
    "small": ("two", "three", "four", "five", "six", "ten", "twelve", "twenty"),
    "percent": ("3%", "4%", "5%", "7%", "8%", "11%", "12%", "15%", "20%", "30%"),
    "amount": ("2 million", "5 million", "40 million", "90 million", "3 billion", "7 billion"),
    "year": ("2009", "2012", "2015", "2018", "2020", "2021", "2023", "2024"),
    "city": tuple(CITIES),
    "thing": ("lamp", "ladder", "bicycle", "guitar", "map", "letter", "violin", "kite", "blanket", "clock", "suitcase",
              "radio", "painting", "camera", "notebook", "tent", "basket", "telescope"),
    "things": ("keys", "tickets", "gloves", "apples", "letters", "books", "plates", "tools", "flowers", "photographs",
               "coins", "boots", "candles", "shirts"),
    "digit": ("2", "3", "4", "5", "6", "8", "9"),
    "kin": ("car", "house", "coat", "boat", "bag", "phone", "hat", "piano", "recipe", "story", "farm", "ring", "watch"),
    "room": ("car", "house", "garden", "office", "desk", "boat", "kitchen", "shop", "tent", "farm"),
    "kinds": ("shoes", "glasses", "notes", "paintings", "songs", "recipes", "gloves", "suitcases", "books", "plans"),
    "markets": ("shares", "profits", "sales", "costs", "exports", "earnings", "margins", "losses", "debts"),
    "mood": ("tired", "happy", "nervous", "late", "hungry", "calm", "proud", "busy", "angry", "surprised"),
}

_KNOWN = frozenset((*MEN, *WOMEN, *COMPANIES, *CITIES, *PRODUCT_NAMES, *TEAMS))
_HEADS = tuple(
    onset + rime
    for onset in "B Br D Dr F G K Kr L M P R St T Tr V Z".split()
    for rime in "al an ar el en il or un".split()
)
_TAILS = (
    "ak ard da dek do eth field gen gor ia ik ind ita ix ko la lin ma mond na ner nov ora ox ra rik ska son sta ten to "
    "um va vik wick zen"
).split()


def is_held_out(name: str) -> bool:
    """Whether a made-up name is kept for the held-out names (one in six, by a hash of its letters)."""
    return hashlib.sha1(name.lower().encode()).digest()[0] % 6 == 0


def made_up_word(random: Random) -> str:
    """A pronounceable lower-case word that does not end in *s*."""
    return (random.choice(_HEADS) + random.choice(_TAILS)).lower()


def made_up_name(random: Random, held_out: bool = False) -> str:
    """A capitalised made-up name from the training names, or from the held-out ones.

    Parameters
    ----------
    random : Random
        Source of chance.
    held_out : bool
        Which side of the split (`is_held_out`) the name must come from.
    """
    while True:
        name = made_up_word(random).capitalize()
        if name not in _KNOWN and is_held_out(name) == held_out:
            return name
