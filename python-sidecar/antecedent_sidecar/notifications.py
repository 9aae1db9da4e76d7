"""What the sidecar says while a request is under way; `request` is the request's id."""

from typing import Annotated, Literal

from msgspec import Meta

from .protocol import Amount, Closed, Count, Generation, Id, Positive

Phase = Literal[
    "downloading",
    "checking",
    "uploading",
    "loading",
    "preparing",
    "probing",
    "training",
    "validating",
    "scoring",
    "saving",
    "generating",
    "fusing",
    "packing",
    "inspecting",
]


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
    footprint_bytes: Count
    seconds: Amount


class ValidMetric(Closed, tag_field="split", tag="valid"):
    """A point of the validation curve, over every validation row; `score` is the verdict on the rewrites made at it."""

    step: Count
    epoch: Amount
    loss: float | None
    score: Annotated[float, Meta(ge=0, le=1)] | None
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


#: Most rows left out that a report names: with a reason each, a line stays far below the limit.
MAX_SKIPPED = 200


class DataReport(Closed):
    """What a run will learn from; `padding_ratio` is computed positions per real token.

    `skipped` names the first rows left out, `skipped_train_rows` and `skipped_valid_rows` count all of them.
    """

    train_rows: Count
    valid_rows: Count
    cut_rows: Count
    skipped: Annotated[list[SkippedRow], Meta(max_length=MAX_SKIPPED)]
    skipped_train_rows: Count
    skipped_valid_rows: Count
    tokens_per_epoch: Count
    learned_tokens_per_epoch: Count
    longest_row: Count
    padding_ratio: Annotated[float, Meta(ge=1)]
    batches_per_epoch: Positive
    steps_per_epoch: Positive
    total_steps: Positive
    trainable_parameters: Count
    parameters: Count


class Data(Closed):
    request: Id
    report: DataReport


class Checkpoint(Closed):
    """A checkpoint is on disk, whole, and last/ is it; so is best/ where it is the best so far."""

    request: Id
    step: Count
    best: bool


class Resumed(Closed):
    """The run went back to this step, to go on from there."""

    request: Id
    step: Count


class ProbeReport(Closed):
    """The longest batch, computed forward and back: rows, positions each was padded to, what it took."""

    rows: Positive
    width: Positive
    peak_memory_bytes: Count
    seconds: Amount


class Probe(Closed):
    request: Id
    probe: ProbeReport


class Judge(Closed):
    """Rewrites of what a run asked to be judged, in order; it waits for the verdict."""

    request: Id
    step: Count
    answers: list[str]


class Note(Closed):
    """Something a person should know."""

    request: Id
    message: str


class RefusedRow(Closed):
    row: Count
    reason: str


class LostText(Closed):
    """What lies beyond the longest row allowed, at most 200 characters."""

    row: Count
    text: str


class Measured(Closed):
    """More rows of a `measure`, from `first` on; a refused one has 0 tokens. `starts` are first learned positions."""

    request: Id
    first: Count
    tokens: list[Count]
    starts: list[Count]
    refused: list[RefusedRow]
    lost: list[LostText]


class Delta(Closed):
    """More of the answer to `generate`."""

    request: Id
    text: str


class Answered(Closed):
    """One answer to `generateMany` is whole: that to prompt `index`. They come in no order, each once."""

    request: Id
    index: Count
    generation: Generation


class TransferredFile(Closed):
    """How many bytes of a file are on the other side."""

    name: str
    done: Count
    total: Count


class Transfer(Closed):
    """How far each file of a `download` or an `upload` is."""

    request: Id
    files: list[TransferredFile]


#: The structs by the method they travel under.
NOTIFICATIONS: dict[str, type[Closed]] = {
    "progress": Progress,
    "data": Data,
    "metric": Metric,
    "checkpoint": Checkpoint,
    "resumed": Resumed,
    "probe": Probe,
    "judge": Judge,
    "note": Note,
    "measured": Measured,
    "delta": Delta,
    "answered": Answered,
    "transfer": Transfer,
}
