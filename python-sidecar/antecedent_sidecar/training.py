"""The `train` method: from a model folder and rows to adapter folders."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import mlx.core as mx
import mlx.nn as nn
from mlx_lm.tuner.trainer import grad_checkpoint
from mlx_lm.utils import maybe_set_recommended_wired_limit

from . import adapter_folders, lora, models, residency, training_data
from .failures import Cancelled, Code, Failure
from .job import Job
from .keeper import Keeper
from .protocol import TrainParams, TrainResult
from .training_loop import Loop

#: Most memory that freed buffers may hold for reuse: this share of the machine's, and never more than a GiB.
_CACHE_SHARE = 16
_CACHE_BYTES = 1 << 30


def train(params: TrainParams, job: Job) -> TrainResult:
    """Fine-tune with LoRA; cancelling ends it with status ``stopped`` and what was learned."""
    began = time.monotonic()
    adapters = Path(params.adapters)
    for which in ("best", "last"):
        if (adapters / which).exists():
            sentence = f"{adapters.name} already holds the adapters of a run."
            raise Failure(Code.NOT_WRITTEN, sentence, "Train into a new folder.")
    try:
        return _train(params, adapters, job, began)
    except Cancelled:
        return TrainResult(
            status="stopped", steps=0, best_step=None, best_loss=None, seconds=time.monotonic() - began, diverged=None
        )


def _train(params: TrainParams, adapters: Path, job: Job, began: float) -> TrainResult:
    config = params.config
    job.check()
    residency.clear()
    path = models.check(params.model)
    tokenizer = models.load_tokenizer(path)
    job.progress("loading", 1, 2)
    data, report = training_data.load(Path(params.data), tokenizer, config, job)
    job.data(report)
    job.check()
    model, _ = models.load(path)
    lora.prepare(model, config)
    job.progress("loading", 2, 2)
    job.check()
    maybe_set_recommended_wired_limit()
    mx.reset_peak_memory()
    keeper = Keeper(adapters, adapter_folders.configuration(params.model, config), model, job)
    with _limited_cache(), _checkpointed(model, config.grad_checkpoint):
        loop = Loop(model, data, config, keeper, job)
        status = loop.run()
    return TrainResult(
        status=status,
        steps=loop.steps,
        best_step=keeper.best_step,
        best_loss=keeper.best_loss,
        seconds=time.monotonic() - began,
        diverged=loop.divergence,
    )


@contextmanager
def _limited_cache() -> Iterator[None]:
    """Batches of many widths would fill the memory with freed buffers of many sizes."""
    before = mx.set_cache_limit(min(residency.memory_bytes() // _CACHE_SHARE, _CACHE_BYTES))
    try:
        yield
    finally:
        mx.set_cache_limit(before)
        mx.clear_cache()


@contextmanager
def _checkpointed(model: nn.Module, wanted: bool) -> Iterator[None]:
    """Recompute activations in the backward pass; mlx-lm changes the block's class, which is undone here."""
    block = type(model.layers[0])
    call = block.__call__
    if wanted:
        grad_checkpoint(model.layers[0])
    try:
        yield
    finally:
        block.__call__ = call
