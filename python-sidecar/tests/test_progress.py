"""A process that works is heard of: progress is counted at least once for each batch, whatever is done with it."""

from collections import Counter
from pathlib import Path
from typing import Any

from conftest import train_params
from msgspec import Raw, json

from antecedent_sidecar import inspecting, training, wire
from antecedent_sidecar.job import Job
from antecedent_sidecar.protocol import InspectParams, Request, TrainParams


class Counting(Job):
    """A job that counts the pieces of work of each phase, those too that are too fresh to be said."""

    def __init__(self) -> None:
        super().__init__(Request(jsonrpc="2.0", method="train", id=1), 1, lambda _line: None)
        self.pieces: Counter[str] = Counter()

    def progress(self, phase: Any, done: int, total: int) -> None:
        assert done <= total
        self.pieces[phase] += 1
        super().progress(phase, done, total)


def test_an_update_that_gathers_many_batches_is_heard_of_at_each(model: Path, data: Path, tmp_path: Path) -> None:
    # 18 rows make nine batches, which are one update; five rows make three batches to validate with, twice.
    config = {"epochs": 1, "batch_size": 2, "grad_accumulation_steps": 64}
    params = train_params(model, data, tmp_path / "a", **config)
    job = Counting()
    result = training.train(wire.params(TrainParams, Raw(json.encode(params))), job)
    assert result.steps == 1
    assert job.pieces["training"] >= 9
    assert job.pieces["validating"] >= 2 * 3
    assert job.pieces["probing"] >= 2


def test_rows_that_are_measured_are_heard_of_at_each_batch(model: Path, data: Path) -> None:
    params = {"model": str(model), "adapter": None, "data": str(data / "train.jsonl"), "maxSeqLength": 512}
    job = Counting()
    inspecting.inspect(
        wire.params(InspectParams, Raw(json.encode({**params, "maskPrompt": True, "batchSize": 2, "top": 3}))), job
    )
    assert job.pieces["preparing"] >= 18
    assert job.pieces["inspecting"] >= 9
