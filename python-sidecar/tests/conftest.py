"""What several tests share: a tiny model, a small dataset, a warm sidecar."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tiny_model
from client import Client
from hypothesis import settings
from local_hub import LocalHub, publish

from antecedent_sidecar.job import Job
from antecedent_sidecar.protocol import Request

# No deadline: nothing here states a time. No database: nothing is written into the checkout.
settings.register_profile("sidecar", deadline=None, database=None)
settings.load_profile("sidecar")
os.environ.update({"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"})


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a tiny model."""
    return tiny_model.build(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with train.jsonl (18 rows of mixed lengths) and valid.jsonl (5 rows)."""
    folder = tmp_path_factory.mktemp("data")
    names = ["Ann", "Bob", "Eve", "Dan", "Kim", "Lee"]
    rows = [chat(f"{name} sat{' down' * more}. She left.", f"{name} left.") for name in names for more in (0, 1, 3)]
    write_rows(folder / "train.jsonl", rows)
    write_rows(folder / "valid.jsonl", rows[:5])
    return folder


@pytest.fixture(scope="session")
def adapter(model: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An adapter that changes what the model says."""
    import tiny_adapter

    from antecedent_sidecar.training_config import TrainingConfig

    return tiny_adapter.learn(model, data, tmp_path_factory.mktemp("run") / "last", TrainingConfig(learning_rate=5e-3))


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A sidecar that has shaken hands and serves a module's tests."""
    client = Client()
    yield client
    client.close()


@pytest.fixture
def hub(model: Path, tmp_path: Path) -> Iterator[LocalHub]:
    """A Hub on this machine with one model."""
    publish(model, tmp_path / "hub")
    server = LocalHub(tmp_path / "hub")
    yield server
    server.close()


def chat(question: str, answer: str) -> dict:
    """A row of one question and its answer."""
    return {"messages": [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]}


def write_rows(file: Path, rows: list[dict]) -> None:
    """Write rows as JSONL."""
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def asked(model: Path, adapter: Path | None, enabled: bool = True, text: str = "Ann sat. She left.") -> dict[str, Any]:
    """Parameters of `generate`."""
    return {
        "model": str(model),
        "adapter": adapter and {"path": str(adapter), "enabled": enabled},
        "messages": [{"role": "user", "content": text}],
        "maxTokens": 24,
    }


def train_params(model: Path, data: Path, folder: Path, resume: bool = False, judge: Any = None, **config: Any) -> dict:
    """Parameters of `train`; adapters go to `folder`, checkpoints into it."""
    return {
        "model": str(model),
        "data": str(data),
        "adapters": str(folder),
        "checkpoints": str(folder / "checkpoints"),
        "config": config,
        "resume": resume,
        "judge": judge,
    }


def job_for(method: str, write: Callable[[bytes], None] = lambda line: None) -> Job:
    """A job of a method that is called within the test; what it says goes to `write`."""
    return Job(Request(jsonrpc="2.0", method=method, id=1), 1, write)
