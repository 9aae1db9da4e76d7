"""The `compare` method: how alike an adapter and its export read the same answers, token by token."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import mlx.core as mx

from . import generating, residency
from .job import Job
from .protocol import Adapter, Answered, CompareParams, CompareResult

if TYPE_CHECKING:
    import mlx.nn as nn
    from mlx_lm.tokenizer_utils import TokenizerWrapper

#: Tokens of each place that are compared one by one; all others count as one. Merging never makes a divergence larger.
_TOP = 64
#: Log-probabilities below this are taken for it: what cannot be is no infinite surprise.
_FLOOR = -80.0


def compare(params: CompareParams, job: Job) -> CompareResult:
    """Have both read each answer, told what stands before every token, and compare what they expect next.

    Raises
    ------
    Failure
        modelInvalid, adapterInvalid, invalidParams.
    """
    tuned = residency.load(params.model, Adapter(path=params.adapter, enabled=True))
    job.progress("loading", 1, 2)
    expected = [_top(scores) for scores in _read(tuned.model, tuned.tokenizer, params.rows, job)]
    exported = residency.load(params.export, None)
    job.progress("loading", 2, 2)
    tokens = same = 0
    nats = 0.0
    for (top, known), scores in zip(expected, _read(exported.model, exported.tokenizer, params.rows, job), strict=True):
        tokens += top.shape[0]
        same += int((scores.argmax(axis=-1) == top[:, 0]).sum().item())
        nats += divergence(known, mx.take_along_axis(scores, top, axis=-1))
    return CompareResult(tokens=tokens, same=same, divergence=nats / tokens if tokens else 0.0)


def divergence(known: mx.array, found: mx.array) -> float:
    """Kullback and Leibler's divergence of what is expected, in nats, summed over places.

    Parameters
    ----------
    known, found
        Log-probabilities of the same tokens (places, tokens); what each leaves of 1 counts as one token more.
    """
    known, found = _with_rest(known), _with_rest(found)
    return max(0.0, (mx.exp(known) * (known - found)).sum().item())


def _with_rest(logarithms: mx.array) -> mx.array:
    rest = mx.maximum(1.0 - mx.exp(logarithms).sum(axis=-1, keepdims=True), 0.0)
    return mx.maximum(mx.concatenate([logarithms, mx.log(rest)], axis=-1), _FLOOR)


def _top(scores: mx.array) -> tuple[mx.array, mx.array]:
    """The likeliest tokens of each place, likeliest first, and their log-probabilities; both (places, tokens)."""
    top = mx.argsort(-scores, axis=-1)[:, :_TOP]
    known = mx.take_along_axis(scores, top, axis=-1)
    mx.eval(top, known)
    return top, known


def _read(model: "nn.Module", tokenizer: "TokenizerWrapper", rows: Sequence[Answered], job: Job) -> Iterator[mx.array]:
    """Of each row, log-probabilities at every token of its answer and at what ends it: (places, vocabulary)."""
    for done, row in enumerate(rows):
        job.check()
        job.progress("generating", done, len(rows))
        prompt = generating.asked(tokenizer, row.messages, f"Row {done + 1}: ")
        answer = tokenizer.encode(row.answer, add_special_tokens=False)
        logits = model(mx.array([[*prompt, *answer]]))[0, len(prompt) - 1 :].astype(mx.float32)
        scores = logits - mx.logsumexp(logits, axis=-1, keepdims=True)
        mx.eval(scores)
        yield scores
