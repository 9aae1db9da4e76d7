"""Many answers at once, greedy, in order: the `generateMany` method, and what a run asks of itself."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import mlx.core as mx
from mlx_lm.generate import BatchGenerator

from . import residency
from .generating import asked
from .job import Job
from .protocol import Figures, GenerateManyParams, GenerateManyResult, Generation, Prompt

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

    def tick(done: int) -> None:
        job.check()
        job.progress("generating", done, len(params.prompts))

    return GenerateManyResult(generations=answers(resident.model, resident.tokenizer, params.prompts, tick))


def answers(
    model: "nn.Module", tokenizer: "TokenizerWrapper", prompts: Sequence[Prompt], tick: Callable[[int], None]
) -> list[Generation]:
    """Answer every prompt with a model in memory that is set to evaluate; greedy, in order.

    Parameters
    ----------
    tick
        Told before each token how many answers are whole, and once when all are. What it raises ends the work.

    Raises
    ------
    Failure
        invalidParams, where the chat template refuses a prompt.
    """
    asking = [
        _Answer(asked(tokenizer, prompt.messages, f"Text {number}: "), prompt.max_tokens)
        for number, prompt in enumerate(prompts, 1)
    ]
    tick(0)
    if not asking:
        return []
    with _same_chance():
        stats = _run(model, tokenizer, asking, tick)
    peak = mx.get_peak_memory()
    return [
        Generation(
            text=_text(tokenizer, answer.ids),
            finish_reason="stop" if answer.stopped else "length",
            figures=Figures(
                prompt_tokens=len(answer.prompt),
                prompt_tokens_per_second=max(0.0, stats.prompt_tps),
                generation_tokens=answer.generated,
                generation_tokens_per_second=max(0.0, stats.generation_tps),
                peak_memory_bytes=peak,
            ),
        )
        for answer in asking
    ]


@contextmanager
def _same_chance() -> Iterator[None]:
    """Leave mlx's random numbers as they are: a run that asks in between goes on as if it had not."""
    high, low = mx.random.state[0].tolist()
    try:
        yield
    finally:
        mx.random.seed(high << 32 | low)


def _run(
    model: "nn.Module", tokenizer: "TokenizerWrapper", answers: Sequence[_Answer], tick: Callable[[int], None]
) -> Any:
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
                tick(len(answers) - len(waiting))
                for response in generator.next()[1]:
                    answer = waiting[response.uid]
                    answer.generated += 1
                    answer.stopped = response.finish_reason == "stop"
                    if not answer.stopped:
                        answer.ids.append(response.token)
                    if response.finish_reason is not None:
                        del waiting[response.uid]
            tick(len(answers))
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
