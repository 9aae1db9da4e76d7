"""What the sidecar says while a request is under way; `request` is the request's id."""

from typing import Annotated, Literal

from msgspec import Meta

from .protocol import Amount, Closed, Count, Id, Positive

Phase = Literal["downloading", "loading", "preparing", "training", "validating", "saving", "generating", "fusing"]


class Progress(Closed):
    """`counter` only grows: a beat without growth is a hang."""

    request: Id
    counter: Count
    phase: Phase
    done: Count
    total: Count


class TrainMetric(Closed, tag_field="split", tag="train"):
    """A point of the training curve; `loss` is nats per learned token since the last one, None when not finite."""

    step: Count
    epoch: Amount
    loss: float | None
    learning_rate: Amount
    gradient_norm: Amount | None
    tokens_per_second: Amount
    trained_tokens: Count
    peak_memory_bytes: Count
    seconds: Amount


class ValidMetric(Closed, tag_field="split", tag="valid"):
    """A point of the validation curve, over every validation row."""

    step: Count
    epoch: Amount
    loss: float | None
    rows: Positive
    tokens: Positive
    best: bool
    seconds: Amount


class Metric(Closed):
    request: Id
    metric: TrainMetric | ValidMetric


class SkippedRow(Closed):
    file: Literal["train", "valid"]
    row: Count
    reason: str


class DataReport(Closed):
    """What a run will learn from; `padding_ratio` is computed positions per real token."""

    train_rows: Count
    valid_rows: Count
    cut_rows: Count
    skipped: list[SkippedRow]
    tokens_per_epoch: Count
    learned_tokens_per_epoch: Count
    longest_row: Count
    padding_ratio: Annotated[float, Meta(ge=1)]
    steps_per_epoch: Positive
    total_steps: Positive


class Data(Closed):
    request: Id
    report: DataReport


class Checkpoint(Closed):
    """An adapter was written, whole, to best/ or last/."""

    request: Id
    step: Count
    which: Literal["best", "last"]


class Delta(Closed):
    """More of the answer to `generate`."""

    request: Id
    text: str


#: The structs by the method they travel under.
NOTIFICATIONS: dict[str, type[Closed]] = {
    "progress": Progress,
    "data": Data,
    "metric": Metric,
    "checkpoint": Checkpoint,
    "delta": Delta,
}
