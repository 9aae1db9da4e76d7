"""Exact match and an approximate mention F1 of rewrites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"'s\b|\w+(?:[-.&]\w+)*|[^\w\s]")


@dataclass(frozen=True)
class Scores:
    """Scores of a set of rewrites, each from 0 to 1."""

    exact_match: float
    precision: float
    recall: float
    mention_f1: float


def edits(source: str, rewrite: str) -> frozenset[tuple[int, int, tuple[str, ...]]]:
    """The changed spans of the source's tokens, each with the tokens that took its place."""
    before, after = _TOKEN.findall(source), _TOKEN.findall(rewrite)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return frozenset(
        (i, j, tuple(after[k:m])) for operation, i, j, k, m in matcher.get_opcodes() if operation != "equal"
    )


def score(triples: Iterable[tuple[str, str, str]]) -> Scores:
    """Score (source, gold, output) triples.

    An edit counts as right when the gold makes the same edit at the same place, so neighbouring mentions that the
    word difference merges count as one.
    """
    texts = exact = right = made = wanted = 0
    for source, gold, output in triples:
        gold_edits, output_edits = edits(source, gold), edits(source, output)
        texts += 1
        exact += output == gold
        right += len(gold_edits & output_edits)
        made += len(output_edits)
        wanted += len(gold_edits)
    precision, recall = right / max(made, 1), right / max(wanted, 1)
    return Scores(exact / max(texts, 1), precision, recall, 2 * right / max(made + wanted, 1))
