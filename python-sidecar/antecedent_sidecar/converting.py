"""The `convert` method: a model's whole weights packed into few bits, as a model folder of its own."""

from pathlib import Path

import mlx.core as mx
from mlx.utils import tree_flatten

from . import atomic, model_folders, models, quantizing, residency, written_folders
from .failures import Code, Failure
from .job import Job
from .protocol import ConvertParams, FuseResult


def convert(params: ConvertParams, job: Job) -> FuseResult:
    """Write the packed model to `out`, whole or not at all.

    Weights are read as they are packed, so that no more than a few of them are in memory unpacked.

    Raises
    ------
    Failure
        notWritten when `out` holds something, diskFull before anything is packed, modelInvalid also where it is packed
        already, invalidParams where its layers are too narrow.
    """
    out = Path(params.out)
    written_folders.refuse_taken(out)
    residency.clear()
    path = models.check(params.model)
    model, config = models.load(path, lazy=True)
    if any(key in config for key in model_folders.PACKING_KEYS) or quantizing.is_packed(model):
        sentence = f"The weights of {path.name} are packed already."
        raise Failure(Code.MODEL_INVALID, sentence, "Choose the model that they were packed from.")
    tokenizer = models.load_tokenizer(path)
    job.progress("loading", 1, 1)
    model, config = quantizing.pack(*model_folders.as_text_model(model, config), params.bits)
    atomic.need_space(out, model_folders.size_of(model))
    weights = [weight for _, weight in tree_flatten(model.parameters())]
    for done, weight in enumerate(weights):
        job.check()
        job.progress("packing", done, len(weights))
        mx.eval(weight)
    job.progress("packing", len(weights), len(weights))
    del weights
    return model_folders.write(out, path, model, tokenizer, config, job)
