"""How alike an adapter and its export are, by what they expect at each token."""

from pathlib import Path

import mlx.core as mx
import numpy as np
import pytest
import tiny_adapter
import tiny_model
from client import Client
from conftest import job_for
from hypothesis import given
from hypothesis import strategies as st
from mlx_lm.models import llama

from antecedent_sidecar import models
from antecedent_sidecar.comparing import divergence, expected_of, read
from antecedent_sidecar.protocol import AnsweredRow, Message
from antecedent_sidecar.training_config import TrainingConfig

ROWS = [
    {"messages": [{"role": "user", "content": "Ann sat. She left."}], "answer": "Ann left."},
    {"messages": [{"role": "user", "content": "Bob sat. She left."}], "answer": ""},
]


def compared(client: Client, model: Path, adapter: Path | None, export: Path) -> dict:
    params = {"model": str(model), "adapter": adapter and str(adapter), "export": str(export), "rows": ROWS}
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


def test_two_models_are_compared_without_an_adapter(client: Client, model: Path, moved: Path, tmp_path: Path) -> None:
    itself = compared(client, model, None, model)
    assert itself == {"tokens": len("Ann left.") + 2, "same": len("Ann left.") + 2, "divergence": 0.0}
    packed = tiny_model.quantize(model, tmp_path / "packed", bits=8)
    assert 0 < compared(client, model, None, packed)["divergence"] < 0.05
    # What an adapter made of it before is gone.
    assert compared(client, model, moved, model)["divergence"] > 0.05
    assert compared(client, model, None, model) == itself


def test_of_no_rows_nothing_is_said(client: Client, model: Path, moved: Path) -> None:
    params = {"model": str(model), "adapter": str(moved), "export": str(model), "rows": []}
    assert client.call("compare", params) == {"tokens": 0, "same": 0, "divergence": 0.0}


def test_of_what_is_expected_only_the_likeliest_tokens_take_memory() -> None:
    mx.synchronize()
    before = mx.get_active_memory()
    scores = mx.log(mx.softmax(mx.random.normal((8, 50_000), key=mx.random.key(1)), axis=-1))
    wanted = np.sort(np.array(scores), axis=-1)[:, :-65:-1]
    likeliest = np.array(scores).argmax(axis=-1)
    told = expected_of(scores)
    del scores
    assert mx.get_active_memory() - before < 16_000
    assert np.array_equal(np.sort(np.array(told.known), axis=-1)[:, ::-1], wanted)
    assert (told.top.shape, told.likeliest.tolist()) == ((8, 64), likeliest.tolist())


def answered(question: str, answer: str) -> AnsweredRow:
    return AnsweredRow(messages=[Message(role="user", content=question)], answer=answer)


def test_an_answer_read_in_parts_reads_as_it_does_whole(model: Path) -> None:
    network, tokenizer = models.load(model)[0], models.load_tokenizer(model)
    parts = list(
        read(network, tokenizer, [answered("Ann sat.", "Ann left. " * 40), answered("x", "")], job_for("compare"))
    )
    assert [part.shape[0] for part in parts] == [256, 145, 1]
    for row, found in (("Ann sat.", parts[:2]), ("x", parts[2:])):
        answer = "Ann left. " * 40 if row == "Ann sat." else ""
        prompt = tokenizer.apply_chat_template([{"role": "user", "content": row}], add_generation_prompt=True)
        logits = network(mx.array([[*prompt, *tokenizer.encode(answer, add_special_tokens=False)]]))[0]
        wanted = (logits - mx.logsumexp(logits, axis=-1, keepdims=True))[len(prompt) - 1 :]
        assert mx.allclose(mx.concatenate(found), wanted, atol=1e-4).item()


def test_a_long_question_is_read_without_a_score_for_every_word(model: Path) -> None:
    tokenizer = models.load_tokenizer(model)
    config = {**tiny_model.CONFIG, "vocab_size": 50_000}
    network = llama.Model(llama.ModelArgs.from_dict(config))
    mx.eval(network.parameters())
    mx.synchronize()
    before = mx.get_active_memory()
    mx.reset_peak_memory()
    for _ in read(network, tokenizer, [answered("x" * 1000, "Ann")], job_for("compare")):
        pass
    # Such scores would take 200 million bytes.
    assert mx.get_peak_memory() - before < 100e6


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=2, max_size=9), st.integers(1, 8))
def test_merging_what_is_unlikely_never_makes_the_divergence_larger(
    scores: list[tuple[float, float]], kept: int
) -> None:
    known, found = (np.array(part, dtype=np.float64) for part in zip(*scores, strict=True))
    known, found = (part - np.log(np.exp(part).sum()) for part in (known, found))
    whole = (np.exp(known) * (known - found)).sum()
    top = np.argsort(-known)[:kept]
    assert -1e-4 <= divergence(mx.array(known[top][None]), mx.array(found[top][None])) <= whole + 1e-3
