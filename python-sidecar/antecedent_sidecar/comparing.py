"""The `compare` method: how alike a model and what was made of it read the same answers, token by token."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import mlx.core as mx

from . import generating, residency
from .job import Job
from .protocol import Adapter, AnsweredRow, CompareParams, CompareResult
from .reading import read_once

if TYPE_CHECKING:
    import mlx.nn as nn
    from mlx_lm.tokenizer_utils import TokenizerWrapper

#: Tokens of each place that are compared one by one; all others count as one. Merging never makes a divergence larger.
_TOP = 64
#: Places of an answer that are read in one pass: each has a score for every token of the vocabulary.
_PLACES = 256
#: Log-probabilities below this are taken for it: what cannot be is no infinite surprise.
_FLOOR = -80.0


class Expected(NamedTuple):
    """What one model expects at some places, in memory of its own.

    Attributes
    ----------
    likeliest
        The token that comes next, (places,).
    top
        The likeliest tokens, in no order, (places, tokens).
    known
        Their log-probabilities, (places, tokens).
    """

    likeliest: mx.array
    top: mx.array
    known: mx.array


def compare(params: CompareParams, job: Job) -> CompareResult:
    """Have both read each answer, told what stands before every token, and compare what they expect next.

    Raises
    ------
    Failure
        modelInvalid, adapterInvalid, invalidParams.
    """
    expected = _of_the_original(params, job)
    exported = residency.load(params.export, None)
    job.progress("loading", 2, 2)
    tokens = same = 0
    nats = 0.0
    for told, scores in zip(expected, read(exported.model, exported.tokenizer, params.rows, job), strict=True):
        tokens += told.likeliest.shape[0]
        same += int((scores.argmax(axis=-1) == told.likeliest).sum().item())
        nats += divergence(told.known, mx.take_along_axis(scores, told.top, axis=-1))
    return CompareResult(tokens=tokens, same=same, divergence=nats / tokens if tokens else 0.0)


def _of_the_original(params: CompareParams, job: Job) -> list[Expected]:
    """What the model with its adapter, or alone, expects; nothing else of it is left when the export is loaded."""
    adapter = None if params.adapter is None else Adapter(path=params.adapter, enabled=True)
    original = residency.load(params.model, adapter)
    job.progress("loading", 1, 2)
    return [expected_of(scores) for scores in read(original.model, original.tokenizer, params.rows, job)]


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


def expected_of(scores: mx.array) -> Expected:
    """What log-probabilities, (places, vocabulary), tell; it keeps nothing of them alive."""
    kept = min(_TOP, scores.shape[-1])
    # A slice alone would hold the place of every token.
    top = mx.contiguous(mx.argpartition(-scores, kept - 1, axis=-1)[:, :kept])
    expected = Expected(scores.argmax(axis=-1), top, mx.take_along_axis(scores, top, axis=-1))
    mx.eval(expected)
    return expected


def read(
    model: "nn.Module", tokenizer: "TokenizerWrapper", rows: Sequence[AnsweredRow], job: Job
) -> Iterator[mx.array]:
    """Log-probabilities at every token of each row's answer and at what ends it, some places at a time.

    Each is (places, vocabulary); what stands before an answer is read without any.
    """
    for done, row in enumerate(rows):

        def tick(done: int = done) -> None:
            job.check()
            job.progress("generating", done, len(rows))

        *before, last = generating.asked(tokenizer, row.messages, f"Row {done + 1}: ")
        tokens = [last, *tokenizer.encode(row.answer, add_special_tokens=False)]
        tick()
        cache = read_once(model, before, tick)
        for start in range(0, len(tokens), _PLACES):
            tick()
            logits = model(mx.array([tokens[start : start + _PLACES]]), cache=cache)[0].astype(mx.float32)
            scores = logits - mx.logsumexp(logits, axis=-1, keepdims=True)
            mx.eval(scores)
            yield scores
