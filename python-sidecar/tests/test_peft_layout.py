"""Adapters as PEFT has them: its names, its shapes, and what comes out of them is what mlx-lm's own adapter says."""

import json
from pathlib import Path

import mlx.core as mx
import numpy as np
import pytest
import tiny_adapter
import tiny_model
from client import Client
from mlx_lm import load

from antecedent_sidecar.training_config import LoraParameters, TrainingConfig

TOKENS = [256, 65, 66, 67]
FLIPPED = {"lora_A": "lora_a", "lora_B": "lora_b"}


def configured(kind: str = "lora", **changes: object) -> TrainingConfig:
    shape = LoraParameters(rank=4, scale=5.0, dropout=0.0, keys=None)
    return TrainingConfig(fine_tune_type=kind, lora_parameters=shape, **changes)


def exported(client: Client, model: Path, adapter: Path, out: Path) -> Path:
    params = {"model": str(model), "adapter": str(adapter), "out": str(out), "base": str(model)}
    files = {file["name"]: file["bytes"] for file in client.call("peft", params)["files"]}
    assert files == {file.name: file.stat().st_size for file in out.iterdir()}
    assert set(files) == {"adapter_config.json", "adapter_model.safetensors"}
    return out


def logits(model: Path, adapter: Path | None) -> np.ndarray:
    """Scores of each token, (positions, vocabulary), from mlx-lm itself."""
    network, _ = load(str(model), adapter_path=adapter and str(adapter))
    return np.array(network(mx.array([TOKENS])).astype(mx.float32))[0]


def merged(model: Path, adapter: Path, folder: Path) -> Path:
    """The base with W + (alpha / r) · B · A in place of W, by numpy alone; with DoRA, rows as long as was learned."""
    said = json.loads((adapter / "adapter_config.json").read_text())
    parts = {name: np.array(part) for name, part in mx.load(str(adapter / "adapter_model.safetensors")).items()}
    weights = {name: np.array(part) for name, part in mx.load(str(model / "model.safetensors")).items()}
    for name in [name for name in parts if name.endswith(".lora_A.weight")]:
        module = name.removeprefix("base_model.model.").removesuffix(".lora_A.weight")
        lowered, raised = parts[name], parts[name.replace("lora_A", "lora_B")]
        whole = weights[f"{module}.weight"] + (said["lora_alpha"] / said["r"]) * raised @ lowered
        if said["use_dora"]:
            lengths = parts[name.replace("lora_A.weight", "lora_magnitude_vector")]
            whole *= (lengths / np.linalg.norm(whole, axis=1))[:, None]
        weights[f"{module}.weight"] = whole
    folder.mkdir()
    for file in model.iterdir():
        if file.suffix != ".safetensors":
            (folder / file.name).write_bytes(file.read_bytes())
    tensors = {name: mx.array(weight) for name, weight in weights.items()}
    mx.save_safetensors(str(folder / "model.safetensors"), tensors, metadata={"format": "mlx"})
    return folder


@pytest.mark.parametrize("layers", [-1, 1])
@pytest.mark.parametrize("kind", ["lora", "dora"])
def test_the_base_with_what_peft_adds_to_it_says_what_mlx_lm_says_with_its_adapter(
    kind: str, layers: int, client: Client, model: Path, tmp_path: Path
) -> None:
    adapter = tiny_adapter.untrained(model, tmp_path / "adapter", configured(kind, num_layers=layers), spread=0.05)
    out = exported(client, model, adapter, tmp_path / "out")
    found = logits(merged(model, out, tmp_path / "merged"), None)
    assert np.allclose(found, logits(model, adapter), atol=1e-4)
    assert not np.allclose(found, logits(model, None), atol=1e-2)


def test_every_number_is_there_under_pefts_name(client: Client, model: Path, tmp_path: Path) -> None:
    adapter = tiny_adapter.untrained(model, tmp_path / "adapter", configured(), spread=0.05)
    out = exported(client, model, adapter, tmp_path / "out")
    ours = mx.load(str(adapter / "adapters.safetensors"))
    theirs = mx.load(str(out / "adapter_model.safetensors"))
    assert len(theirs) == len(ours)
    for name, weight in theirs.items():
        module, part, last = name.removeprefix("base_model.model.").rsplit(".", 2)
        assert last == "weight"
        assert mx.array_equal(weight.T, ours[f"{module}.{FLIPPED[part]}"]).item()
    assert theirs["base_model.model.model.layers.0.mlp.down_proj.lora_A.weight"].shape == (4, 64)
    assert theirs["base_model.model.model.layers.0.mlp.down_proj.lora_B.weight"].shape == (32, 4)


def test_its_configuration_says_rank_alpha_and_what_is_adapted(client: Client, model: Path, tmp_path: Path) -> None:
    adapter = tiny_adapter.untrained(model, tmp_path / "adapter", configured(num_layers=1))
    said = json.loads((exported(client, model, adapter, tmp_path / "out") / "adapter_config.json").read_text())
    assert (said["peft_type"], said["task_type"], said["r"], said["lora_alpha"]) == ("LORA", "CAUSAL_LM", 4, 20)
    assert (said["layers_to_transform"], said["use_dora"], said["bias"]) == ([1], False, "none")
    assert said["target_modules"][0] == "mlp.down_proj"
    assert said["base_model_name_or_path"] == str(model)


@pytest.mark.parametrize("kind", ["lora", "dora"])
@pytest.mark.parametrize("layers", [-1, 1])
def test_peft_and_transformers_say_the_same_with_it(
    kind: str, layers: int, client: Client, model: Path, tmp_path: Path
) -> None:
    torch = pytest.importorskip("torch", reason="torch is not installed, so PEFT cannot run a model")
    peft = pytest.importorskip("peft", reason="peft is not installed, so it cannot load the adapter")
    from transformers import AutoModelForCausalLM

    adapter = tiny_adapter.untrained(model, tmp_path / "adapter", configured(kind, num_layers=layers), spread=0.05)
    out = exported(client, model, adapter, tmp_path / "out")
    network = AutoModelForCausalLM.from_pretrained(model)
    tuned = peft.PeftModel.from_pretrained(network, out).eval()
    found = tuned(torch.tensor([TOKENS])).logits.detach().numpy()[0]
    assert np.allclose(found, logits(model, adapter), atol=1e-3)


def test_what_peft_has_no_adapter_for_is_refused_in_words(client: Client, model: Path, tmp_path: Path) -> None:
    def refused(base: Path, adapter: Path) -> str:
        params = {"model": str(base), "adapter": str(adapter), "out": str(tmp_path / "out"), "base": "x"}
        failure = client.fail("peft", params)
        assert failure["code"] == -32002
        return failure["message"]

    full = tiny_adapter.untrained(model, tmp_path / "full", configured("full"))
    assert "trained in full" in refused(model, full)
    head = TrainingConfig(lora_parameters=LoraParameters(rank=4, scale=5.0, dropout=0.0, keys=["model.embed_tokens"]))
    assert "model.embed_tokens" in refused(model, tiny_adapter.untrained(model, tmp_path / "embedding", head))
    gemma = tiny_model.build_gemma(tmp_path / "gemma")
    seeing = tiny_adapter.untrained(gemma, tmp_path / "seeing", configured())
    assert "gemma3" in refused(gemma, seeing)
    assert not (tmp_path / "out").exists()


def test_a_folder_with_something_in_it_is_left_as_it_is(client: Client, model: Path, tmp_path: Path) -> None:
    adapter = tiny_adapter.untrained(model, tmp_path / "adapter", configured())
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    params = {"model": str(model), "adapter": str(adapter), "out": str(tmp_path / "out"), "base": "x"}
    failure = client.fail("peft", params)
    assert failure["code"] == -32008
    assert "already holds something" in failure["message"]
    # Before anything of it is looked at.
    assert client.fail("peft", {**params, "adapter": str(tmp_path / "nowhere")}) == failure
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["thesis.txt"]
