"""Many answers at once, greedy: the `generateMany` method, and what a run asks of itself."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import mlx.core as mx
from mlx_lm.generate import BatchGenerator
from mlx_lm.generate_utils import BatchStats

from . import residency
from .generating import asked
from .job import Job
from .protocol import Figures, GenerateManyParams, GenerateManyResult, Generation, Prompt, Weights
from .reading import alike, can_go_back, read_once

if TYPE_CHECKING:
    import mlx.nn as nn
    from mlx_lm.tokenizer_utils import TokenizerWrapper

#: Most prompt and answer tokens that are computed side by side, so that long texts do not fill the memory.
_MAX_TOKENS = 65_536
#: Most answers side by side: one tile of the GPU's matrix units.
_MAX_ROWS = 32
#: Fewest tokens that prompts begin with alike, for which it pays to read them once.
_LEAST_SHARED = 8


@dataclass(slots=True)
class _Answer:
    """One prompt's place and ids, the most tokens of its answer, and what came of it."""

    index: int
    prompt: list[int]
    max_tokens: int
    ids: list[int] = field(default_factory=list)
    generated: int = 0
    stopped: bool = False


def generate_many(params: GenerateManyParams, job: Job) -> GenerateManyResult:
    """Answer every prompt, each told as soon as it is whole."""
    resident = residency.load(params.model, params.adapter)
    job.progress("loading", 1, 1)
    mx.reset_peak_memory()

    def tick(done: int) -> None:
        job.check()
        job.progress("generating", done, len(params.prompts))

    _answer_each(resident.model, resident.tokenizer, params.prompts, tick, job.answered, resident.weights)
    return GenerateManyResult(answered=len(params.prompts))


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
    found: dict[int, Generation] = {}
    _answer_each(model, tokenizer, prompts, tick, found.__setitem__, None)
    return [found[index] for index in range(len(prompts))]


def _answer_each(
    model: "nn.Module",
    tokenizer: "TokenizerWrapper",
    prompts: Sequence[Prompt],
    tick: Callable[[int], None],
    tell: Callable[[int, Generation], None],
    weights: Weights | None,
) -> None:
    """Tell each answer, with the place of its prompt, as it is whole; its speeds are those of all prompts so far."""
    asking = [
        _Answer(index, asked(tokenizer, prompt.messages, f"Text {index + 1}: "), prompt.max_tokens)
        for index, prompt in enumerate(prompts)
    ]
    tick(0)
    if not asking:
        return

    def whole(answer: _Answer, stats: BatchStats) -> None:
        figures = Figures(
            prompt_tokens=len(answer.prompt),
            prompt_tokens_per_second=max(0.0, stats.prompt_tps),
            generation_tokens=answer.generated,
            generation_tokens_per_second=max(0.0, stats.generation_tps),
            peak_memory_bytes=mx.get_peak_memory(),
            forward_passes=answer.generated,
            drafted=0,
            accepted=0,
            weights=weights,
        )
        reason = "stop" if answer.stopped else "length"
        tell(answer.index, Generation(text=_text(tokenizer, answer.ids), finish_reason=reason, figures=figures))

    _run(model, tokenizer, asking, tick, whole)


def _run(
    model: "nn.Module",
    tokenizer: "TokenizerWrapper",
    asking: Sequence[_Answer],
    tick: Callable[[int], None],
    whole: Callable[[_Answer, BatchStats], None],
) -> None:
    """Fill the answers, each handed over when it is whole, with what all cost so far, as mlx-lm counts it.

    No random number is drawn, so that a run which asks in between goes on as if it had not.
    """
    # Prompts of like length share a batch with little padding.
    order = sorted(asking, key=lambda answer: len(answer.prompt))
    longest = max(len(answer.prompt) + answer.max_tokens for answer in order)
    rows = max(1, min(_MAX_ROWS, _MAX_TOKENS // longest))
    shared, read, stats = beginning(model, [answer.prompt for answer in order], lambda: tick(0))
    generator = BatchGenerator(
        model,
        stop_tokens=[[token] for token in tokenizer.eos_token_ids],
        completion_batch_size=rows,
        prefill_batch_size=min(rows, 8),
    )
    try:
        uids = generator.insert(
            [answer.prompt[shared:] for answer in order],
            [answer.max_tokens for answer in order],
            # One for all: it is copied where prompts are put together.
            caches=[read] * len(order) if read else None,
        )
        waiting = dict(zip(uids, order, strict=True))
        while waiting:
            tick(len(order) - len(waiting))
            with generator.stats() as more:
                responses = generator.next()[1]
            stats += more
            for response in responses:
                answer = waiting[response.uid]
                answer.generated += 1
                answer.stopped = response.finish_reason == "stop"
                if not answer.stopped:
                    answer.ids.append(response.token)
                if response.finish_reason is not None:
                    del waiting[response.uid]
                    whole(answer, stats)
        tick(len(order))
    finally:
        generator.close()


def beginning(
    model: "nn.Module", prompts: Sequence[Sequence[int]], tick: Callable[[], None]
) -> tuple[int, list[Any] | None, BatchStats]:
    """What all prompts begin with alike, read once where that pays; each prompt keeps one token of its own.

    Returns
    -------
    tuple
        How many tokens that are, the model's cache behind them, which is None where there are none, and what it cost.
    """
    first, *others = (prompt[:-1] for prompt in prompts)
    count = min((alike(first, other) for other in others), default=0)
    if count < _LEAST_SHARED or not can_go_back(model):
        return 0, None, BatchStats()
    began = time.perf_counter()
    cache = read_once(model, first[:count], tick)
    took = time.perf_counter() - began
    return count, cache, BatchStats(prompt_tokens=count, prompt_time=took, wall_time=took)


def _text(tokenizer: "TokenizerWrapper", ids: Sequence[int]) -> str:
    """The text of `ids`, put together as a streamed answer is."""
    detokenizer = tokenizer.detokenizer
    for token in ids:
        detokenizer.add_token(token)
    detokenizer.finalize()
    return detokenizer.text
