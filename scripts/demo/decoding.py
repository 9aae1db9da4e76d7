"""Greedy decoding of many prompts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import mlx.core as mx
import mlx.nn as nn
from mlx_lm.models.cache import make_prompt_cache


def greedy(model: nn.Module, prompts: Sequence[Sequence[int]], end: int, limit: int = 160) -> list[list[int]]:
    """The greedy continuation of each prompt up to, and without, the token `end`.

    Prompts of equal length are decoded together, so that none needs padding.
    """
    groups: dict[int, list[int]] = defaultdict(list)
    for at, prompt in enumerate(prompts):
        groups[len(prompt)].append(at)
    answers: list[list[int]] = [[] for _ in prompts]
    model.eval()
    for group in groups.values():
        cache = make_prompt_cache(model)
        tokens = mx.array([list(prompts[at]) for at in group])
        written: list[list[int]] = []
        ended = [False] * len(group)
        while not all(ended) and len(written) < limit:
            tokens = model(tokens, cache=cache)[:, -1].argmax(axis=-1)[:, None]
            written.append(tokens[:, 0].tolist())
            ended = [done or token == end for done, token in zip(ended, written[-1], strict=True)]
        for at, answer in zip(group, zip(*written, strict=True), strict=True):
            answers[at] = list(answer[: answer.index(end)] if end in answer else answer)
    return answers
