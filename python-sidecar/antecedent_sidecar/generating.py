"""The `generate` method: one answer, greedy, streamed, drafted from its source where there is one."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import mlx.core as mx
from mlx_lm.generate import generate_step, generation_stream, wired_limit

from . import chat, lookup, residency, source_tokens
from .drafting import Drafter
from .failures import Code, Failure
from .job import Job
from .lookup import Tally
from .protocol import Figures, GenerateParams, Generation, Message
from .residency import Resident

if TYPE_CHECKING:
    from mlx_lm.tokenizer_utils import TokenizerWrapper

#: Shortest time between two deltas, in seconds.
_INTERVAL = 0.02


def generate(params: GenerateParams, job: Job) -> Generation:
    """Answer one conversation."""
    resident = residency.load(params.model, params.adapter)
    job.progress("loading", 1, 1)
    job.check()
    prompt = asked(resident.tokenizer, params.messages)
    drafter = _drafter(resident, params)
    mx.reset_peak_memory()
    tally, speaker = Tally(), _Speaker(resident.tokenizer, job)

    def tick() -> None:
        job.check()
        job.progress("generating", count, params.max_tokens)

    began = time.perf_counter()
    first, last, count, opening = began, -1, 0, 0
    with wired_limit(resident.model, [generation_stream]):
        for tokens in _passes(resident, prompt, drafter, params.max_tokens, tally, tick):
            if not count:
                first, opening = time.perf_counter(), len(tokens)
            last, count = tokens[-1], count + len(tokens)
            speaker.say([token for token in tokens if token not in resident.tokenizer.eos_token_ids])
    ended = time.perf_counter()
    # The first pass belongs to the prompt, and may bring many tokens; all of them took as long as everything.
    later, since = (count - opening, first) if count > opening else (count, began)
    return Generation(
        text=speaker.end(),
        finish_reason="stop" if last in resident.tokenizer.eos_token_ids else "length",
        figures=Figures(
            prompt_tokens=len(prompt),
            prompt_tokens_per_second=(len(prompt) - tally.reused) / max(first - began, 1e-9),
            generation_tokens=count,
            generation_tokens_per_second=later / max(ended - since, 1e-9),
            peak_memory_bytes=mx.get_peak_memory(),
            forward_passes=tally.passes,
            drafted=tally.drafted,
            accepted=tally.accepted,
            weights=resident.weights,
        ),
    )


def asked(tokenizer: "TokenizerWrapper", messages: list[Message], which: str = "") -> list[int]:
    """The token ids of a question; never empty. `which` begins the sentence that refuses it."""
    try:
        prompt = chat.prompt_ids(tokenizer, messages)
    except chat.TemplateRefusal as refusal:
        raise Failure(Code.INVALID_PARAMS, f"{which}{refusal}") from refusal
    if not prompt:
        raise Failure(Code.INVALID_PARAMS, f"{which}There is nothing to answer.")
    return prompt


def _drafter(resident: Resident, params: GenerateParams) -> Drafter | None:
    """What drafts from the source; None where there is none, or a draft could not be taken back."""
    if resident.prefixes is None:
        return None
    # Measured when the model is new, so that a first text does not wait for it.
    costs = resident.pass_costs()
    if not params.source:
        return None
    source = source_tokens.tokenized(resident.tokenizer, params.messages, params.source)
    return Drafter(source, costs)


def _passes(
    resident: Resident,
    prompt: list[int],
    drafter: Drafter | None,
    most: int,
    tally: Tally,
    tick: Callable[[], None],
) -> Iterator[list[int]]:
    """The tokens of the answer as they come, its end included."""
    stops = resident.tokenizer.eos_token_ids
    if resident.prefixes is not None:
        with resident.prefixes.reader(resident.scale) as reader:
            yield from lookup.greedy(reader, prompt, drafter, most, stops, tally, tick)
        return
    steps = generate_step(
        mx.array(prompt), resident.model, max_tokens=most, prompt_progress_callback=lambda done, total: tick()
    )
    for token, _ in steps:
        tick()
        tally.passes += 1
        yield [token]
        if token in stops:
            return


class _Speaker:
    """Turns tokens into text and says it, not too often."""

    def __init__(self, tokenizer: "TokenizerWrapper", job: Job) -> None:
        self._detokenizer = tokenizer.detokenizer
        self._job = job
        self._pieces: list[str] = []
        self._unsaid, self._said = "", time.monotonic()

    def say(self, tokens: Sequence[int]) -> None:
        """More of the answer."""
        for token in tokens:
            self._detokenizer.add_token(token)
            self._unsaid += self._detokenizer.last_segment
        if time.monotonic() - self._said >= _INTERVAL:
            self._tell()

    def end(self) -> str:
        """The answer is whole: all of it."""
        self._detokenizer.finalize()
        self._unsaid += self._detokenizer.last_segment
        self._tell()
        return "".join(self._pieces)

    def _tell(self) -> None:
        if self._unsaid:
            self._job.delta(self._unsaid)
        self._pieces.append(self._unsaid)
        self._unsaid, self._said = "", time.monotonic()
