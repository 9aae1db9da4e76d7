"""The `render` method: one row as the model reads it, without loading weights."""

from itertools import pairwise
from typing import TYPE_CHECKING

from . import models, rows
from .failures import Code, Failure
from .job import Job
from .protocol import RenderedPiece, RenderParams, RenderResult

if TYPE_CHECKING:
    from mlx_lm.tokenizer_utils import TokenizerWrapper


def render(params: RenderParams, job: Job) -> RenderResult:
    """Write out a row's tokens as text, parted where learning begins and where the row would be cut.

    Raises
    ------
    Failure
        dataInvalid, where the row cannot be learned from.
    """
    tokenizer = models.load_tokenizer(models.check_tokenizer(params.model))
    job.progress("loading", 1, 1)
    try:
        ids, start = rows.tokens(params.line.encode(), tokenizer, params.mask_prompt)
    except rows.Refusal as refusal:
        raise Failure(Code.DATA_INVALID, str(refusal), "Mend the row, or choose another model.") from refusal
    bounds = sorted({0, min(start, len(ids)), min(params.max_seq_length, len(ids)), len(ids)})
    texts = _texts(tokenizer, ids, bounds)
    return RenderResult(
        tokens=len(ids),
        pieces=[
            RenderedPiece(text=text, tokens=to - at, learned=start <= at, cut=at >= params.max_seq_length)
            for text, (at, to) in zip(texts, pairwise(bounds), strict=True)
        ],
    )


def _texts(tokenizer: "TokenizerWrapper", ids: list[int], bounds: list[int]) -> list[str]:
    """The text of each stretch, decoded from the beginning: what a token says may depend on those before it."""
    wholes = [tokenizer.decode(ids[:bound]) for bound in bounds]
    return [whole[len(before) :] if whole.startswith(before) else whole for before, whole in pairwise(wholes)]
