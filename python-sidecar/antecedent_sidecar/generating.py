"""The `generate` method: one answer, greedy, streamed."""

import time
from typing import TYPE_CHECKING

import mlx.core as mx
from mlx_lm.generate import stream_generate

from . import chat, residency
from .failures import Code, Failure
from .job import Job
from .protocol import Figures, GenerateParams, Generation, Message

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
    mx.reset_peak_memory()
    pieces: list[str] = []
    unsaid, said = "", time.monotonic()
    answer = stream_generate(
        resident.model,
        resident.tokenizer,
        prompt,
        max_tokens=params.max_tokens,
        prompt_progress_callback=lambda done, total: job.check(),
    )
    for response in answer:
        job.check()
        job.progress("generating", response.generation_tokens, params.max_tokens)
        pieces.append(response.text)
        unsaid += response.text
        if unsaid and (response.finish_reason or time.monotonic() - said >= _INTERVAL):
            job.delta(unsaid)
            unsaid, said = "", time.monotonic()
    return Generation(
        text="".join(pieces),
        finish_reason="stop" if response.finish_reason == "stop" else "length",
        figures=Figures(
            prompt_tokens=response.prompt_tokens,
            prompt_tokens_per_second=response.prompt_tps,
            generation_tokens=response.generation_tokens,
            generation_tokens_per_second=response.generation_tps,
            peak_memory_bytes=round(response.peak_memory * 1e9),
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
