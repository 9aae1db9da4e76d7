"""The one model in memory: it is alone there, also while another takes its place."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import mlx.core as mx
import pytest
import tiny_adapter
from conftest import job_for

from antecedent_sidecar import comparing, residency
from antecedent_sidecar.protocol import Adapter, CompareParams
from antecedent_sidecar.training_config import TrainingConfig


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    residency.clear()
    yield
    residency.clear()


@pytest.fixture
def other(model: Path, tmp_path: Path) -> Path:
    """The same model at another place."""
    return Path(shutil.copytree(model, tmp_path / "other"))


def most_memory(work: Callable[[], object]) -> int:
    """Bytes that arrays took at once while something was done, beside those that were there before."""
    mx.synchronize()
    before = mx.get_active_memory()
    mx.reset_peak_memory()
    work()
    return mx.get_peak_memory() - before


def test_the_model_before_is_gone_when_the_next_one_is_loaded(model: Path, other: Path) -> None:
    one = most_memory(lambda: residency.load(str(model), None))
    # What is there already is the first model's.
    assert most_memory(lambda: residency.load(str(other), None)) < one / 2


def test_the_adapters_model_is_gone_when_its_export_is_loaded(model: Path, other: Path, tmp_path: Path) -> None:
    folder = tiny_adapter.untrained(model, tmp_path / "adapter", TrainingConfig(), spread=0.05)
    adapter = Adapter(path=str(folder), enabled=True)
    one = most_memory(lambda: residency.load(str(model), adapter))
    residency.clear()
    params = CompareParams(model=str(model), adapter=str(folder), export=str(other), rows=[])
    job = job_for("compare")
    assert most_memory(lambda: comparing.compare(params, job)) < 1.5 * one


@pytest.mark.parametrize("kind", ["lora", "dora"])
def test_what_an_adapter_is_is_not_read_again_for_each_answer(kind: str, model: Path, tmp_path: Path) -> None:
    config = TrainingConfig(fine_tune_type=kind)
    folder = tiny_adapter.untrained(model, tmp_path / "adapter", config)
    adapter = Adapter(path=str(folder), enabled=True)
    first = residency.load(str(model), adapter)
    # Neither its size nor its time tells that it is another: who reads it finds that it is none.
    file = folder / "adapter_config.json"
    stat = file.stat()
    file.write_bytes(b"x" * stat.st_size)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert residency.load(str(model), adapter) is first
