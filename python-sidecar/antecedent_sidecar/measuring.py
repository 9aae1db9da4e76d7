"""The `measure` method: how long each row is for the model, without loading weights."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from . import models, rows
from .job import Job
from .notifications import LostText, RefusedRow
from .protocol import MeasureParams, MeasureResult

if TYPE_CHECKING:
    from mlx_lm.tokenizer_utils import TokenizerWrapper

#: Most rows said at once, and most letters of sentences and lost texts with them: a line stays far below the limit.
_CHUNK_ROWS = 5000
_CHUNK_LETTERS = 500_000
#: Most letters told of what a row loses, and most tokens read for them: a letter may take several.
_LOST_LETTERS = 200
_LOST_TOKENS = 4 * _LOST_LETTERS


def measure(params: MeasureParams, job: Job) -> MeasureResult:
    """Count the tokens of every row of a JSONL file, and tell what lies beyond the longest row allowed."""
    tokenizer = models.load_tokenizer(models.check_tokenizer(params.model))
    job.progress("loading", 1, 1)

    def tick(done: int, total: int) -> None:
        job.check()
        job.progress("preparing", done, total)

    chunk = _Chunk(0)
    for line in rows.lines(Path(params.data), tick):
        chunk.add(line, tokenizer, params)
        if chunk.full:
            chunk = chunk.said(job)
    return MeasureResult(rows=chunk.said(job).first)


@dataclass
class _Chunk:
    """Rows from `first` on that are not yet said."""

    first: int
    tokens: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    lost: list[LostText] = field(default_factory=list)
    letters: int = 0

    @property
    def full(self) -> bool:
        return len(self.tokens) >= _CHUNK_ROWS or self.letters >= _CHUNK_LETTERS

    def add(self, line: bytes, tokenizer: "TokenizerWrapper", params: MeasureParams) -> None:
        """Measure the next row."""
        row = self.first + len(self.tokens)
        try:
            ids, start = rows.tokens(line, tokenizer, params.mask_prompt)
        except rows.Refusal as refusal:
            ids, start = [], 0
            self.refused.append(RefusedRow(row=row, reason=str(refusal)))
            self.letters += len(str(refusal))
        self.tokens.append(len(ids))
        self.starts.append(start)
        if len(ids) > params.max_seq_length:
            beyond = ids[params.max_seq_length :][:_LOST_TOKENS]
            text = tokenizer.decode(beyond)[:_LOST_LETTERS]
            self.lost.append(LostText(row=row, text=text))
            self.letters += len(text)

    def said(self, job: Job) -> "_Chunk":
        """Say it, where there is something to say; the empty one that follows."""
        if self.tokens:
            job.measured(self.first, self.tokens, self.starts, self.refused, self.lost)
        return _Chunk(self.first + len(self.tokens))
