"""Rows as token batches, the loss on answers, and one loop that trains on them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
import numpy as np


@dataclass(frozen=True)
class Row:
    """The tokens of one row and where the part begins that the model is to write."""

    tokens: Sequence[int]
    answer: int


def answered_row(tokens: Sequence[int], assistant: int) -> Row:
    """A row that is learned from its last assistant token on, or as a whole when it has none."""
    last = max((at for at, token in enumerate(tokens) if token == assistant), default=0)
    return Row(tokens, last + 1)


def batches(rows: Sequence[Row], size: int, random: Random) -> Iterator[tuple[mx.array, mx.array]]:
    """One pass over the rows in batches of similar length, in random order.

    Yields
    ------
    tokens : mx.array, int32, (size, length)
        Padded with 0; the length is a multiple of 8.
    mask : mx.array, float32, (size, length - 1)
        1 where the next token belongs to the answer.
    """
    order = sorted(range(len(rows)), key=lambda at: (len(rows[at].tokens) + random.random() * 4, at))
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    random.shuffle(groups)
    for group in groups:
        width = max(len(rows[at].tokens) for at in group)
        tokens = np.zeros((len(group), -(-width // 8) * 8), np.int32)
        mask = np.zeros((len(group), tokens.shape[1] - 1), np.float32)
        for line, at in enumerate(group):
            row = rows[at]
            tokens[line, : len(row.tokens)] = row.tokens
            mask[line, row.answer - 1 : len(row.tokens) - 1] = 1
        yield mx.array(tokens), mx.array(mask)


def answer_loss(model: nn.Module, tokens: mx.array, mask: mx.array) -> mx.array:
    """Mean cross entropy of the masked next tokens; shapes as in `batches`."""
    losses = nn.losses.cross_entropy(model(tokens[:, :-1]), tokens[:, 1:])
    return (losses * mask).sum() / mask.sum()


def sparse_answer_loss(model: nn.Module, tokens: mx.array, mask: mx.array) -> mx.array:
    """`answer_loss` of a Llama with tied embeddings; logits are made for the masked tokens alone, which is faster."""
    wanted = mx.array(np.flatnonzero(np.array(mask)))
    hidden = model.model(tokens[:, :-1]).flatten(0, 1)[wanted]
    logits = model.model.embed_tokens.as_linear(hidden)
    return nn.losses.cross_entropy(logits, tokens[:, 1:].flatten()[wanted], reduction="mean")


def warmed_cosine(peak: float, steps: int, warmup: int, end: float = 0.0) -> Callable[[mx.array], mx.array]:
    """A learning rate that rises linearly over `warmup` steps and falls along a cosine until `steps`."""
    rising = optim.linear_schedule(peak / warmup, peak, warmup)
    return optim.join_schedules([rising, optim.cosine_decay(peak, steps - warmup, end)], [warmup])


def train(
    model: nn.Module,
    optimizer: optim.Optimizer,
    stream: Iterator[tuple[mx.array, mx.array]],
    report: Callable[[int, float, float], bool],
    every: int = 50,
    loss: Callable[[nn.Module, mx.array, mx.array], mx.array] = answer_loss,
) -> float:
    """Train on a stream of batches; returns the seconds spent in it, reports left out.

    Parameters
    ----------
    report : callable (step, mean loss since the last report, seconds) -> bool
        Called every `every` steps; training stops when it returns False.
    """
    loss_and_gradient = nn.value_and_grad(model, loss)
    model.train()
    seconds, losses = 0.0, []
    for step, (tokens, mask) in enumerate(stream, start=1):
        began = time.perf_counter()
        value, gradient = loss_and_gradient(model, tokens, mask)
        gradient, _ = optim.clip_grad_norm(gradient, 1.0)
        optimizer.update(model, gradient)
        mx.eval(value, model.parameters(), optimizer.state)
        losses.append(value.item())
        seconds += time.perf_counter() - began
        if step % every == 0:
            if not report(step, float(np.mean(losses)), seconds):
                break
            losses.clear()
    return seconds
