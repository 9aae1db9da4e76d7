"""The `generateMany` method: many answers at once, greedy, in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import mlx.core as mx
from mlx_lm.generate import BatchGenerator

from . import residency
from .generating import asked
from .job import Job
from .protocol import Figures, GenerateManyParams, GenerateManyResult, Generation

if TYPE_CHECKING:
    import mlx.nn as nn
    from mlx_lm.tokenizer_utils import TokenizerWrapper

#: Most prompt and answer tokens that are computed side by side, so that long texts do not fill the memory.
_MAX_TOKENS = 65_536
#: Most answers side by side: one tile of the GPU's matrix units.
_MAX_ROWS = 32


@dataclass(slots=True)
class _Answer:
    """One prompt's ids, the most tokens of its answer, and what came of it."""

    prompt: list[int]
    max_tokens: int
    ids: list[int] = field(default_factory=list)
    generated: int = 0
    stopped: bool = False


def generate_many(params: GenerateManyParams, job: Job) -> GenerateManyResult:
    """Answer every prompt; the speeds in the figures are those of all prompts together."""
    resident = residency.load(params.model, params.adapter)
    job.progress("loading", 1, 1)
    mx.reset_peak_memory()
    answers = [
        _Answer(asked(resident.tokenizer, prompt.messages, f"Text {number}: "), prompt.max_tokens)
        for number, prompt in enumerate(params.prompts, 1)
    ]
    job.progress("generating", 0, len(answers))
    if not answers:
        return GenerateManyResult(generations=[])
    stats = _run(resident.model, resident.tokenizer, answers, job)
    peak = mx.get_peak_memory()
    return GenerateManyResult(
        generations=[
            Generation(
                text=_text(resident.tokenizer, answer.ids),
                finish_reason="stop" if answer.stopped else "length",
                figures=Figures(
                    prompt_tokens=len(answer.prompt),
                    prompt_tokens_per_second=max(0.0, stats.prompt_tps),
                    generation_tokens=answer.generated,
                    generation_tokens_per_second=max(0.0, stats.generation_tps),
                    peak_memory_bytes=peak,
                ),
            )
            for answer in answers
        ]
    )


def _run(model: "nn.Module", tokenizer: "TokenizerWrapper", answers: Sequence[_Answer], job: Job) -> Any:
    """Fill `answers`; what it cost, as mlx-lm counts it."""
    # Prompts of like length share a batch with little padding.
    order = sorted(answers, key=lambda answer: len(answer.prompt))
    longest = max(len(answer.prompt) + answer.max_tokens for answer in order)
    rows = max(1, min(_MAX_ROWS, _MAX_TOKENS // longest))
    generator = BatchGenerator(
        model,
        stop_tokens=[[token] for token in tokenizer.eos_token_ids],
        completion_batch_size=rows,
        prefill_batch_size=min(rows, 8),
    )
    try:
        uids = generator.insert([answer.prompt for answer in order], [answer.max_tokens for answer in order])
        waiting = dict(zip(uids, order, strict=True))
        with generator.stats() as stats:
            while waiting:
                job.check()
                for response in generator.next()[1]:
                    answer = waiting[response.uid]
                    answer.generated += 1
                    answer.stopped = response.finish_reason == "stop"
                    if not answer.stopped:
                        answer.ids.append(response.token)
                    if response.finish_reason is not None:
                        del waiting[response.uid]
                        job.progress("generating", len(answers) - len(waiting), len(answers))
                if waiting:
                    job.tick("generating")
        return stats
    finally:
        generator.close()


def _text(tokenizer: "TokenizerWrapper", ids: Sequence[int]) -> str:
    """The text of `ids`, put together as a streamed answer is."""
    detokenizer = tokenizer.detokenizer
    for token in ids:
        detokenizer.add_token(token)
    detokenizer.finalize()
    return detokenizer.text
