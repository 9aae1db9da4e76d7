"""The `train` method: from a model folder and rows to checkpoints and adapter folders."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import mlx.core as mx
import mlx.nn as nn
import msgspec
from mlx_lm.tuner.trainer import grad_checkpoint
from mlx_lm.utils import maybe_set_recommended_wired_limit

from . import adapter_folders, fingerprint, lora, models, reporting, residency, schedule, training_data
from .checkpoints import Archive, Checkpoint
from .failures import Cancelled, Code, Failure
from .fingerprint import Fingerprint
from .job import Job
from .learner import Learner
from .protocol import TrainParams, TrainResult
from .team import Team, rank
from .training_loop import Loop
from .validation import Judge, Validator


def train(params: TrainParams, job: Job) -> TrainResult:
    """Fine-tune, from the start or the newest checkpoint; cancelling ends it as ``stopped``, with a checkpoint.

    Raises
    ------
    Failure
        notWritten where the folders hold a run and `resume` is not asked for; runDiffers where it is, and settings,
        data or model are others; modelInvalid, dataInvalid, invalidParams, outOfMemory, diskFull.
    """
    try:
        return _train(params, job)
    except Cancelled:
        # Before its first update: nothing was learned this time.
        return TrainResult(
            status="stopped", steps=0, best_step=None, best_loss=None, early=False, seconds=0.0, diverged=None
        )


def _train(params: TrainParams, job: Job) -> TrainResult:
    config = params.config
    if rank() == 0:
        # In a team the others go on to meet it: one that is ended while it waits for them ends them all.
        job.check()
    residency.clear()
    team = Team()
    path = team.together(lambda: models.check(params.model))
    tokenizer = team.together(lambda: models.load_tokenizer(path))
    archive = Archive(
        Path(params.checkpoints), Path(params.adapters), adapter_folders.configuration(params.model, config)
    )
    job.progress("loading", 1, 2)
    data = training_data.load(Path(params.data), tokenizer, config, job, team)
    schedule.check(config, data.total_steps)
    mine = team.together(
        lambda: fingerprint.encode(fingerprint.of(path, Path(params.data), data, config)) if team.leads else b""
    )
    identity = fingerprint.decode(team.share_bytes(mine))
    team.together(lambda: _refuse_other_model(path, identity))
    found = team.together(lambda: _beginning(archive, identity, params.resume, job) if team.leads else None)
    team.check(job)
    folder = Path(params.checkpoints).parent
    # In a team one speaks for all. What is not installed is said before weights are loaded.
    told = config if team.leads else msgspec.structs.replace(config, report_to=None)
    with closing(team.together(lambda: reporting.reporter(told, folder, folder.name, job.note))) as reporter:
        model, _ = team.together(lambda: models.load(path))
        team.together(lambda: lora.prepare(model, config))
        job.data(training_data.report(data, lora.parameter_counts(model)))
        job.progress("loading", 2, 2)
        team.check(job)
        maybe_set_recommended_wired_limit()
        mx.reset_peak_memory()
        judge = Judge(model, tokenizer, params.judge, job, team) if params.judge else None
        with _limited_cache(), _checkpointed(model, config.grad_checkpoint):
            learner = Learner(model, data, config, team)
            validator = Validator(model, data.valid, data.valid_plan, team) if data.valid_plan else None
            loop = Loop(learner, validator, judge, data, config, identity, archive, job, reporter, team)
            loop.restore(found)
            if params.resume:
                loop.tell_resumed()
            status = loop.run()
    return TrainResult(
        status=status,
        steps=loop.steps,
        best_step=loop.keeper.step,
        best_loss=loop.keeper.loss,
        early=loop.early,
        seconds=loop.seconds,
        diverged=loop.divergence,
    )


def _refuse_other_model(path: Path, identity: Fingerprint) -> None:
    """Another model at the same place on another machine would be averaged with this one in silence."""
    if fingerprint.of_model(path) != identity.model:
        raise Failure(Code.MODEL_INVALID, "This machine has another model at the same place.", "Copy the model over.")


def _beginning(archive: Archive, identity: Fingerprint, resume: bool, job: Job) -> Checkpoint | None:
    """The checkpoint to go on from; None to begin."""
    if not resume:
        archive.begin(identity)
        return None
    found = archive.newest(identity, job.note)
    if found is None:
        job.note("The run had not come to its first checkpoint, so it begins anew.")
    else:
        found = archive.settle(found)
    return found


def most_kept_for_reuse(machine: int) -> int:
    """The most bytes that freed buffers may hold on a machine with so many; `python-memory.ts` says it beforehand."""
    return min(machine // 16, 1 << 30)


@contextmanager
def _limited_cache() -> Iterator[None]:
    """Batches of many widths would fill the memory with freed buffers of many sizes."""
    before = mx.set_cache_limit(most_kept_for_reuse(residency.memory_bytes()))
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
