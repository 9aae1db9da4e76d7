"""The rows a run learns from, their plan, and the report of both."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import rows, schedule
from .batches import Plan
from .failures import Code, Failure
from .job import Job
from .notifications import DataReport, SkippedRow
from .training_config import TrainingConfig

if TYPE_CHECKING:
    from mlx_lm.tokenizer_utils import TokenizerWrapper


@dataclass(frozen=True, slots=True)
class TrainingData:
    """Rows of both files; `valid_plan` is None where no validation row is usable."""

    train: list[rows.Row]
    valid: list[rows.Row]
    plan: Plan
    valid_plan: Plan | None
    steps_per_epoch: int
    total_steps: int


def load(
    folder: Path, tokenizer: "TokenizerWrapper", config: TrainingConfig, job: Job
) -> tuple[TrainingData, DataReport]:
    """Read train.jsonl and valid.jsonl and plan the run.

    Raises
    ------
    Failure
        dataInvalid, when a file is missing or nothing can be learned from train.jsonl.
    """

    def tick(done: int, total: int) -> None:
        job.check()
        job.progress("preparing", done, total)

    length, mask = config.max_seq_length, config.mask_prompt
    train = rows.collect(rows.read(folder / "train.jsonl", tokenizer, length, mask, tick))
    valid = rows.collect(rows.read(folder / "valid.jsonl", tokenizer, length, mask, tick))
    if not train.usable:
        reason = train.skipped[0].reason if train.skipped else "There are no rows."
        raise Failure(Code.DATA_INVALID, f"No row can be trained on. {reason}", "Look at the rows or raise the limit.")
    plan = Plan.of(train.usable, config.batch_size)
    steps = -(-plan.batches // config.grad_accumulation_steps)
    data = TrainingData(
        train=train.usable,
        valid=valid.usable,
        plan=plan,
        valid_plan=Plan.of(valid.usable, config.batch_size) if valid.usable else None,
        steps_per_epoch=steps,
        total_steps=schedule.total_steps(config, steps),
    )
    return data, _report(data, train.skipped, valid.skipped)


def _report(data: TrainingData, train: list[rows.Skipped], valid: list[rows.Skipped]) -> DataReport:
    both = [*data.train, *data.valid]
    return DataReport(
        train_rows=len(data.train),
        valid_rows=len(data.valid),
        cut_rows=sum(row.cut > 0 for row in both),
        skipped=[SkippedRow(file="train", row=number, reason=reason) for number, reason in train]
        + [SkippedRow(file="valid", row=number, reason=reason) for number, reason in valid],
        tokens_per_epoch=sum(len(row.tokens) for row in data.train),
        learned_tokens_per_epoch=sum(row.learned for row in data.train),
        longest_row=max(len(row.tokens) + row.cut for row in both),
        padding_ratio=data.plan.padding_ratio(),
        steps_per_epoch=data.steps_per_epoch,
        total_steps=data.total_steps,
    )
