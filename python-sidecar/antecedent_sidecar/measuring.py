"""The `measure` method: how long each row is for the model, without loading weights."""

from pathlib import Path

from . import models, rows
from .job import Job
from .protocol import MeasuredRow, MeasureParams, MeasureResult


def measure(params: MeasureParams, job: Job) -> MeasureResult:
    """Count the tokens of every row of a JSONL file."""
    tokenizer = models.load_tokenizer(models.check_tokenizer(params.model))
    job.progress("loading", 1, 1)

    def tick(done: int, total: int) -> None:
        job.check()
        job.progress("preparing", done, total)

    entries = rows.read(Path(params.data), tokenizer, params.max_seq_length, params.mask_prompt, tick)
    return MeasureResult(rows=[_measured(entry) for entry in entries])


def _measured(entry: rows.Row | rows.Skipped) -> MeasuredRow:
    if isinstance(entry, rows.Skipped):
        return MeasuredRow(row=entry.number, tokens=0, learned=0, cut=0, refused=entry.reason)
    return MeasuredRow(
        row=entry.number, tokens=len(entry.tokens) + entry.cut, learned=entry.learned, cut=entry.cut, refused=None
    )
