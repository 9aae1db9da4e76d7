"""The arithmetic of one update and of one validation batch, compiled."""

import math
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
from mlx.utils import tree_map

from .team import Team


def token_entropy(model: nn.Module, tokens: mx.array) -> mx.array:
    """Cross-entropy of each token after the first, in nats, shape ``(batch, width)``, float32."""
    return nn.losses.cross_entropy(model(tokens[:, :-1]), tokens[:, 1:]).astype(mx.float32)


def learned(tokens: mx.array, bounds: mx.array) -> mx.array:
    """Where `token_entropy` counts: the token at position ``t`` is learned where ``bounds[0] <= t < bounds[1]``."""
    position = mx.arange(1, tokens.shape[1])
    return (position >= bounds[:, 0:1]) & (position < bounds[:, 1:2])


def answer_loss(model: nn.Module, tokens: mx.array, bounds: mx.array) -> mx.array:
    """Sum of the cross-entropy of the learned tokens, in nats.

    Parameters
    ----------
    tokens
        Ids, shape ``(batch, width + 1)``.
    bounds
        Shape ``(batch, 2)``; the token at position ``t`` is learned where ``bounds[0] <= t < bounds[1]``.
    """
    return mx.where(learned(tokens, bounds), token_entropy(model, tokens), 0).sum()


class Outcome(NamedTuple):
    """Of one batch.

    Attributes
    ----------
    loss
        Sum over the batch's learned tokens, shape ``()``.
    norm
        Gradient norm before clipping, shape ``()``; None while gradients are only gathered.
    sound
        Whether loss and norm are finite, shape ``()``; where not, no weight was changed.
    gathered
        Gradients of the update so far, to be handed to the next batch; None after an update.
    """

    loss: mx.array
    norm: mx.array | None
    sound: mx.array
    gathered: Any

    @property
    def loss_is_finite(self) -> bool:
        """Whether the batch's own loss is finite."""
        return math.isfinite(self.loss.item())


Step = Callable[[mx.array, mx.array, mx.array, Any, bool], Outcome]


def training_step(model: nn.Module, optimizer: optim.Optimizer, clip_norm: float | None, team: Team) -> Step:
    """Compile ``step(tokens, bounds, share, gathered, update)``.

    `share` is one over the learned tokens of the whole update, so that every learned token weighs the same, however the
    update is cut into batches and shared out among processes. `gathered` are the gradients of the update's earlier
    batches, or None.
    """
    state = [model.state, optimizer.state, mx.random.state]

    def shared_loss(tokens: mx.array, bounds: mx.array, share: mx.array) -> tuple[mx.array, mx.array]:
        total = answer_loss(model, tokens, bounds)
        return total * share, total

    gradient = nn.value_and_grad(model, shared_loss)

    @partial(mx.compile, inputs=state, outputs=state)
    def compiled(tokens: mx.array, bounds: mx.array, share: mx.array, gathered: Any, update: bool) -> Any:
        (_, loss), gradients = gradient(tokens, bounds, share)
        loss = team.sum(loss)
        if gathered is not None:
            gradients = tree_map(mx.add, gradients, gathered)
        if not update:
            return loss, None, mx.isfinite(loss), gradients
        gradients = team.sum_gradients(gradients)
        gradients, norm = optim.clip_grad_norm(gradients, float("inf") if clip_norm is None else clip_norm)
        sound = mx.isfinite(loss) & mx.isfinite(norm)
        before = model.trainable_parameters()
        after = optimizer.apply_gradients(gradients, before)
        model.update(tree_map(lambda new, old: mx.where(sound, new, old), after, before))
        return loss, norm, sound, None

    def step(tokens: mx.array, bounds: mx.array, share: mx.array, gathered: Any, update: bool) -> Outcome:
        outcome = Outcome(*compiled(tokens, bounds, share, gathered, update))
        mx.eval(outcome, model.trainable_parameters(), optimizer.state, mx.random.state)
        return outcome

    return step


def validation_step(model: nn.Module) -> Callable[[mx.array, mx.array], mx.array]:
    """Compile ``loss(tokens, bounds)``, the sum over a batch's learned tokens."""
    return mx.compile(lambda tokens, bounds: answer_loss(model, tokens, bounds), inputs=[model.state])
