"""The rows a run learns from, their plan, and the report of both."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from . import rows, schedule
from .batches import Plan
from .failures import Code, Failure
from .job import Job
from .notifications import MAX_SKIPPED, DataReport, SkippedRow
from .team import Team
from .training_config import TrainingConfig

if TYPE_CHECKING:
    from mlx_lm.tokenizer_utils import TokenizerWrapper


@dataclass(frozen=True, slots=True)
class TrainingData:
    """Rows of both files; `valid_plan` is None where no validation row is usable. `skipped_*` are the rows left out."""

    train: list[rows.Row]
    valid: list[rows.Row]
    plan: Plan
    valid_plan: Plan | None
    steps_per_epoch: int
    total_steps: int
    skipped_train: list[rows.Skipped]
    skipped_valid: list[rows.Skipped]


def load(folder: Path, tokenizer: "TokenizerWrapper", config: TrainingConfig, job: Job, team: Team) -> TrainingData:
    """Read train.jsonl and valid.jsonl and plan the run; in a team rank 0 reads, and the rows are handed to all.

    Raises
    ------
    Failure
        dataInvalid, when a file is missing or nothing can be learned from train.jsonl.
    """

    def tick(done: int, total: int) -> None:
        job.check()
        job.progress("preparing", done, total)

    def read() -> tuple[rows.Collected, rows.Collected]:
        length, mask = config.max_seq_length, config.mask_prompt
        train, valid = (
            rows.collect(rows.read(folder / name, tokenizer, length, mask, tick))
            for name in ("train.jsonl", "valid.jsonl")
        )
        if not train.usable:
            reason = train.skipped[0].reason if train.skipped else "There are no rows."
            sentence = f"No row can be trained on. {reason}"
            raise Failure(Code.DATA_INVALID, sentence, "Look at the rows or raise the limit.")
        return train, valid

    nothing = rows.Collected([], [])
    train, valid = team.together(lambda: read() if team.leads else (nothing, nothing))
    train_rows, valid_rows = (_handed(part.usable, team) for part in (train, valid))
    plan = Plan.of(train_rows, config.batch_size)
    return TrainingData(
        train=train_rows,
        valid=valid_rows,
        plan=plan,
        valid_plan=Plan.of(valid_rows, config.batch_size) if valid_rows else None,
        steps_per_epoch=-(-plan.batches // config.grad_accumulation_steps),
        total_steps=schedule.total_steps(config, plan.batches),
        skipped_train=train.skipped,
        skipped_valid=valid.skipped,
    )


def _handed(usable: list[rows.Row], team: Team) -> list[rows.Row]:
    """Rank 0's rows, on every process."""
    if team.size == 1:
        return usable
    stream = io.BytesIO()
    np.savez(
        stream,
        tokens=np.concatenate([row.tokens for row in usable]) if usable else np.zeros(0, dtype=np.int32),
        figures=np.asarray([(row.number, len(row.tokens), row.start, row.cut) for row in usable], dtype=np.int64),
    )
    held = np.load(io.BytesIO(team.share_bytes(stream.getvalue())), allow_pickle=False)
    tokens, figures = held["tokens"], held["figures"].reshape(-1, 4).tolist()
    ends = np.cumsum([length for _, length, _, _ in figures]).tolist()
    return [
        rows.Row(number, tokens[end - length : end], start, cut)
        for (number, length, start, cut), end in zip(figures, ends, strict=True)
    ]


def report(data: TrainingData, parameters: tuple[int, int]) -> DataReport:
    """What a run learns from; `parameters` are those that learn, and all."""
    both = [*data.train, *data.valid]
    skipped = [SkippedRow(file="train", row=number, reason=reason) for number, reason in data.skipped_train]
    skipped += [SkippedRow(file="valid", row=number, reason=reason) for number, reason in data.skipped_valid]
    return DataReport(
        train_rows=len(data.train),
        valid_rows=len(data.valid),
        cut_rows=sum(row.cut > 0 for row in both),
        skipped=skipped[:MAX_SKIPPED],
        skipped_train_rows=len(data.skipped_train),
        skipped_valid_rows=len(data.skipped_valid),
        tokens_per_epoch=sum(len(row.tokens) for row in data.train),
        learned_tokens_per_epoch=sum(row.learned for row in data.train),
        longest_row=max(len(row.tokens) + row.cut for row in both),
        padding_ratio=data.plan.padding_ratio(),
        batches_per_epoch=data.plan.batches,
        steps_per_epoch=data.steps_per_epoch,
        total_steps=data.total_steps,
        trainable_parameters=parameters[0],
        parameters=parameters[1],
    )
