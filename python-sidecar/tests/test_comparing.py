"""How alike an adapter and its export are, by what they expect at each token."""

from pathlib import Path

import mlx.core as mx
import numpy as np
import pytest
import tiny_adapter
from client import Client
from hypothesis import given
from hypothesis import strategies as st

from antecedent_sidecar.comparing import divergence
from antecedent_sidecar.training_config import TrainingConfig

ROWS = [
    {"messages": [{"role": "user", "content": "Ann sat. She left."}], "answer": "Ann left."},
    {"messages": [{"role": "user", "content": "Bob sat. She left."}], "answer": ""},
]


def compared(client: Client, model: Path, adapter: Path, export: Path) -> dict:
    params = {"model": str(model), "adapter": str(adapter), "export": str(export), "rows": ROWS}
    return client.call("compare", params)


@pytest.fixture(scope="module")
def moved(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("moved") / "adapter"
    return tiny_adapter.untrained(model, folder, TrainingConfig(), spread=0.05)


def fused(client: Client, model: Path, adapter: Path, out: Path, bits: int | None = None) -> Path:
    params = {"model": str(model), "adapter": str(adapter), "out": str(out), "dequantize": True, "bits": bits}
    client.call("fuse", params)
    return out


def test_a_fused_model_expects_what_the_adapter_does_at_every_token_and_at_the_end(
    client: Client, model: Path, moved: Path, tmp_path: Path
) -> None:
    found = compared(client, model, moved, fused(client, model, moved, tmp_path / "out"))
    # A byte is a token here, and each answer ends.
    assert found["tokens"] == found["same"] == len("Ann left.") + 2
    assert found["divergence"] < 1e-4


def test_fewer_bits_are_further_away(client: Client, model: Path, moved: Path, tmp_path: Path) -> None:
    whole, eight, four = (
        compared(client, model, moved, fused(client, model, moved, tmp_path / str(bits), bits))["divergence"]
        for bits in (None, 8, 4)
    )
    assert whole < eight < four


def test_the_base_model_is_another(client: Client, model: Path, moved: Path) -> None:
    found = compared(client, model, moved, model)
    assert found["divergence"] > 0.05


def test_of_no_rows_nothing_is_said(client: Client, model: Path, moved: Path) -> None:
    params = {"model": str(model), "adapter": str(moved), "export": str(model), "rows": []}
    assert client.call("compare", params) == {"tokens": 0, "same": 0, "divergence": 0.0}


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=2, max_size=9), st.integers(1, 8))
def test_merging_what_is_unlikely_never_makes_the_divergence_larger(
    scores: list[tuple[float, float]], kept: int
) -> None:
    known, found = (np.array(part, dtype=np.float64) for part in zip(*scores, strict=True))
    known, found = (part - np.log(np.exp(part).sum()) for part in (known, found))
    whole = (np.exp(known) * (known - found)).sum()
    top = np.argsort(-known)[:kept]
    assert -1e-4 <= divergence(mx.array(known[top][None]), mx.array(found[top][None])) <= whole + 1e-3
