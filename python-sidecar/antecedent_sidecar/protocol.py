"""The protocol's messages as strict structs; `electron/shared/protocol.ts` is the other half."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from .training_config import TrainingConfig

VERSION = 5

Id = Annotated[int, Meta(ge=0)]
Count = Annotated[int, Meta(ge=0)]
Positive = Annotated[int, Meta(ge=1)]
Amount = Annotated[float, Meta(ge=0)]
Share = Annotated[float, Meta(ge=0, le=1)]
Path = Annotated[str, Meta(min_length=1)]


class Closed(Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """A message part: camelCase on the wire, nothing unknown in it."""


class Message(Closed):
    """One turn of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


class Adapter(Closed):
    """An adapter folder; not `enabled` answers with the base model's weights, exactly.

    `scale` multiplies the adapter's own scale; only LoRA knows others than 0, which is not enabled, and 1.
    """

    path: Path
    enabled: bool
    scale: Share = 1.0


class InitializeParams(Closed):
    protocol: int
    parent_pid: Positive


class InitializeResult(Closed):
    protocol: int
    python: str
    mlx: str
    mlx_lm: str
    device: str
    memory_bytes: Count


class MeasureParams(Closed):
    model: Path
    data: Path
    max_seq_length: Positive
    mask_prompt: bool


class MeasureResult(Closed):
    rows: Count


class Prompt(Closed):
    messages: Annotated[list[Message], Meta(min_length=1)]
    max_tokens: Positive


class TrainParams(Closed):
    """`resume` goes on from the newest whole checkpoint; `judge` is rewritten at each validation, for best by score."""

    model: Path
    data: Path
    adapters: Path
    checkpoints: Path
    config: TrainingConfig
    resume: bool
    judge: Annotated[list[Prompt], Meta(min_length=1)] | None


class Divergence(Closed):
    """Where a run broke: the update that was not made, its batch's rows of train.jsonl, what last/ went back to."""

    step: Count
    rows: list[Count]
    kept_step: Count | None


class TrainResult(Closed):
    """`early` where validations stopped getting better."""

    status: Literal["finished", "stopped", "diverged"]
    steps: Count
    best_step: Count | None
    best_loss: float | None
    early: bool
    seconds: Amount
    diverged: Divergence | None


class InspectParams(Closed):
    """`top` is how many rows to tell of."""

    model: Path
    adapter: Adapter | None
    data: Path
    max_seq_length: Positive
    mask_prompt: bool
    batch_size: Positive
    top: Annotated[int, Meta(ge=1, le=1000)]


class InspectedToken(Closed):
    """A token of an answer and what it costs, in nats; None when not finite."""

    text: str
    loss: float | None


class InspectedRow(Closed):
    """`loss` is the mean over its learned tokens, in nats; None when not finite."""

    row: Count
    loss: Amount | None
    tokens: list[InspectedToken]


class InspectResult(Closed):
    """Highest loss first; `measured` rows were looked at."""

    measured: Count
    rows: list[InspectedRow]


class RenderParams(Closed):
    """`line` is a row as JSON."""

    model: Path
    line: str
    max_seq_length: Positive
    mask_prompt: bool


class RenderedPiece(Closed):
    """A stretch of a row's tokens: whether it is learned, and whether it lies beyond the longest row allowed."""

    text: str
    tokens: Count
    learned: bool
    cut: bool


class RenderResult(Closed):
    tokens: Count
    pieces: list[RenderedPiece]


class GenerateParams(Closed):
    """`source` is the text that the answer is nearly a copy of: what comes next is looked up in it, and checked."""

    model: Path
    adapter: Adapter | None
    messages: Annotated[list[Message], Meta(min_length=1)]
    max_tokens: Positive
    source: str | None = None


class Weights(Closed):
    """Which adapter answered: the first 16 hex digits of its file's SHA-256, and the scale it had."""

    adapter: Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]
    scale: Share


class Figures(Closed):
    """What generating cost, as mlx-lm counts it, and which weights answered; None for the base model's.

    `prompt_tokens_per_second` counts what was read: what was known of the prompt before is left out, and what several
    prompts begin with alike counts once. `forward_passes` are those after the prompt; of `drafted` tokens `accepted`
    ones are in the answer.
    """

    prompt_tokens: Count
    prompt_tokens_per_second: Amount
    generation_tokens: Count
    generation_tokens_per_second: Amount
    peak_memory_bytes: Count
    forward_passes: Count
    drafted: Count
    accepted: Count
    weights: Weights | None


class Generation(Closed):
    text: str
    finish_reason: Literal["stop", "length"]
    figures: Figures


class GenerateManyParams(Closed):
    model: Path
    adapter: Adapter | None
    prompts: list[Prompt]


class GenerateManyResult(Closed):
    """How many were answered: each answer was told as it was whole."""

    answered: Count


class FuseParams(Closed):
    """`bits` packs the fused weights; None leaves them as `dequantize` has them."""

    model: Path
    adapter: Path
    out: Path
    dequantize: bool
    bits: Literal[4, 8] | None = None


class WrittenFile(Closed):
    name: str
    bytes: Count


class FuseResult(Closed):
    files: list[WrittenFile]


class ConvertParams(Closed):
    """`model` has whole weights; `out` becomes the same model with its weights in `bits` bits."""

    model: Path
    out: Path
    bits: Literal[4, 8]


class PeftParams(Closed):
    """`base` is what transformers loads the base model by."""

    model: Path
    adapter: Path
    out: Path
    base: Path


class AnsweredRow(Closed):
    """What was asked, and an answer that both read."""

    messages: Annotated[list[Message], Meta(min_length=1)]
    answer: str


class CompareParams(Closed):
    """`export` is a model folder made of `model` and `adapter`, None of `model` alone; both read each answer."""

    model: Path
    adapter: Path | None
    export: Path
    rows: list[AnsweredRow]


class CompareResult(Closed):
    """`same` of `tokens` are the likeliest to both; `divergence` is Kullback and Leibler's a token, in nats."""

    tokens: Count
    same: Count
    divergence: Amount


class OllamaParams(Closed):
    """`conversations` end with a question; the template has to write each as in training."""

    model: Path
    conversations: Annotated[list[Annotated[list[Message], Meta(min_length=1)]], Meta(min_length=1)]


class OllamaResult(Closed):
    """`begins` where the tokenizer has to put its first token before the prompt; `stops` are what ends an answer."""

    template: str
    begins: bool
    stops: list[str]


class LookParams(Closed):
    """`cache` is the Hugging Face cache; a `token` of None asks as nobody."""

    repo: str
    address: str
    token: str | None
    cache: Path


class RemoteModelFile(Closed):
    """A file of the Hub; `here` of its bytes have come already."""

    name: str
    bytes: Count
    here: Count


class LookedTensor(Closed):
    name: str
    dtype: str
    shape: list[Count]
    bytes: Count


class LookResult(Closed):
    """`configuration` is config.json as it stands; `free_bytes` are those of the disk that the cache is on."""

    revision: str
    files: list[RemoteModelFile]
    licence: str | None
    gated: bool
    free_bytes: Count
    configuration: str
    tensors: list[LookedTensor]


class DownloadParams(Closed):
    """`revision` is a commit; None takes what is there now."""

    repo: str
    revision: Annotated[str, Meta(pattern="^[0-9a-f]{40}$")] | None
    address: str
    token: str | None
    cache: Path


class DownloadResult(Closed):
    """The folder, and the commit that it holds."""

    path: str
    revision: str


class UploadParams(Closed):
    """`folder` becomes `repo`; one that holds something already is only added to with `replace`."""

    folder: Path
    repo: str
    private: bool
    replace: bool
    message: str
    address: str
    token: str | None


class UploadResult(Closed):
    """Where people see it, and the commit."""

    page: str
    revision: str


class CancelParams(Closed):
    id: Id


class VerdictParams(Closed):
    """Mention F1 of what `judge` told at this step; None where it has none."""

    id: Id
    step: Count
    score: Annotated[float, Meta(ge=0, le=1)] | None


class Request(Closed):
    """What the app writes: a request, or a notification where `id` is left out."""

    jsonrpc: Literal["2.0"]
    method: str
    id: Id | UnsetType = UNSET
    params: Raw | UnsetType = UNSET


class Response(Closed, kw_only=True):
    jsonrpc: Literal["2.0"] = "2.0"
    id: Id
    result: Raw


class ErrorData(Closed):
    hint: str


class RpcError(Closed):
    code: int
    message: str
    data: ErrorData | UnsetType = UNSET


class ErrorResponse(Closed, kw_only=True):
    jsonrpc: Literal["2.0"] = "2.0"
    id: Id | None
    error: RpcError


class Notification(Closed, kw_only=True):
    jsonrpc: Literal["2.0"] = "2.0"
    method: Literal[
        "progress",
        "data",
        "metric",
        "checkpoint",
        "resumed",
        "probe",
        "judge",
        "note",
        "measured",
        "delta",
        "answered",
        "transfer",
    ]
    params: Raw


#: What each method takes and answers.
METHODS: dict[str, tuple[type[Closed], type[Closed]]] = {
    "initialize": (InitializeParams, InitializeResult),
    "measure": (MeasureParams, MeasureResult),
    "render": (RenderParams, RenderResult),
    "train": (TrainParams, TrainResult),
    "inspect": (InspectParams, InspectResult),
    "generate": (GenerateParams, Generation),
    "generateMany": (GenerateManyParams, GenerateManyResult),
    "fuse": (FuseParams, FuseResult),
    "convert": (ConvertParams, FuseResult),
    "compare": (CompareParams, CompareResult),
    "peft": (PeftParams, FuseResult),
    "ollama": (OllamaParams, OllamaResult),
    "look": (LookParams, LookResult),
    "download": (DownloadParams, DownloadResult),
    "upload": (UploadParams, UploadResult),
}
