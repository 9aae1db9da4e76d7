"""The `inspect` method: which rows cost a model most, and which of their tokens."""

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import mlx.core as mx
import mlx.nn as nn
import msgspec
import numpy as np
import numpy.typing as npt

from . import batches, residency, rows
from .failures import Code, Failure
from .job import Job
from .protocol import InspectedRow, InspectedToken, InspectParams, InspectResult

if TYPE_CHECKING:
    from mlx_lm.tokenizer_utils import TokenizerWrapper

#: Most tokens told of a row, and bytes of all rows' tokens together: an answer is one line of bounded length.
_ROW_TOKENS = 2000
_ANSWER_BYTES = 8_000_000
#: What a token takes on the wire beside its text.
_TOKEN_BYTES = 48


@dataclass(frozen=True, slots=True, order=True)
class Costly:
    """A row with the loss of each learned token; greater the more it costs, and greatest where that is no number."""

    rank: tuple[float, int]
    row: rows.Row = field(compare=False)
    losses: npt.NDArray[np.float32] = field(compare=False)


def inspect(params: InspectParams, job: Job) -> InspectResult:
    """Compute the loss of every row of a JSONL file, and tell of the highest.

    Raises
    ------
    Failure
        dataInvalid, where no row can be learned from.
    """
    resident = residency.load(params.model, params.adapter)
    resident.model.eval()
    job.progress("loading", 1, 1)

    def tick(done: int, total: int) -> None:
        job.check()
        job.progress("preparing", done, total)

    entries = rows.read(Path(params.data), resident.tokenizer, params.max_seq_length, params.mask_prompt, tick)
    found = rows.collect(entries)
    if not found.usable:
        reason = found.skipped[0].reason if found.skipped else "There are no rows."
        raise Failure(Code.DATA_INVALID, f"No row can be looked at. {reason}", "Look at the rows or raise the limit.")
    try:
        costly = _costliest(resident.model, found.usable, params, job)
    finally:
        # Batches of many widths leave buffers of many sizes behind.
        mx.clear_cache()
    return InspectResult(measured=len(found.usable), rows=told(resident.tokenizer, costly))


def _costliest(model: nn.Module, usable: Sequence[rows.Row], params: InspectParams, job: Job) -> list[Costly]:
    """The `top` rows by mean loss, highest first."""
    plan = batches.Plan.of(usable, params.batch_size)
    kept: list[Costly] = []
    done = 0
    job.progress("inspecting", 0, len(usable))
    # The widest first, so that rows which do not fit into memory end it at once.
    for batch in reversed(plan.fixed()):
        job.check()
        inputs, _ = batches.padded(usable, batch)
        group = [usable[place] for place in batch.rows]
        for row, losses in zip(group, _losses(model, inputs, group), strict=True):
            mean = float(losses.mean(dtype=np.float64))
            entry = Costly((mean if math.isfinite(mean) else math.inf, -row.number), row, losses)
            (heapq.heappush if len(kept) < params.top else heapq.heappushpop)(kept, entry)
        done += len(group)
        job.progress("inspecting", done, len(usable))
    return sorted(kept, reverse=True)


def _losses(
    model: nn.Module, tokens: npt.NDArray[np.int32], group: Sequence[rows.Row]
) -> list[npt.NDArray[np.float32]]:
    """Cross-entropy of each row's learned tokens, in nats, shapes ``(learned,)``; `tokens` is padded."""
    logits = model(mx.array(tokens[:, :-1]))
    found = []
    for place, row in enumerate(group):
        # bf16 would round a loss by up to a sixteenth; only what is learned is widened.
        asked = logits[place, row.start - 1 : len(row.tokens) - 1].astype(mx.float32)
        found.append(nn.losses.cross_entropy(asked, mx.array(row.tokens[row.start :])))
    mx.eval(found)
    return [np.array(losses) for losses in found]


def told(tokenizer: "TokenizerWrapper", costly: Sequence[Costly]) -> list[InspectedRow]:
    """The rows with their tokens; the last ones have fewer or none, where all would be too long for one answer."""
    rows_told = []
    room = _ANSWER_BYTES
    for entry in costly:
        before, *ids = entry.row.tokens[entry.row.start - 1 :][: _ROW_TOKENS + 1].tolist()
        tokens = []
        for text, loss in zip(texts(tokenizer, before, ids), entry.losses.tolist(), strict=False):
            room -= len(msgspec.json.encode(text)) + _TOKEN_BYTES
            if room < 0:
                break
            tokens.append(InspectedToken(text=text, loss=loss if math.isfinite(loss) else None))
        mean = float(entry.losses.mean(dtype=np.float64))
        known = max(0.0, mean) if math.isfinite(mean) else None
        rows_told.append(InspectedRow(row=entry.row.number, loss=known, tokens=tokens))
    return rows_told


def texts(tokenizer: "TokenizerWrapper", before: int, ids: Sequence[int]) -> list[str]:
    """What each of `ids` adds to their text; a letter of several tokens is the last one's. `before` precedes them."""
    detokenizer = tokenizer.detokenizer
    # Where a text begins, a detokenizer drops a space; here it does not begin.
    detokenizer.add_token(before)
    _ = detokenizer.last_segment
    found = []
    for token in ids:
        detokenizer.add_token(token)
        found.append(detokenizer.last_segment)
    detokenizer.finalize()
    if found:
        found[-1] += detokenizer.last_segment
    return found
