"""Adapter folders: what fits is loaded, all of it; what does not is refused in words."""

import json
from collections.abc import Callable
from pathlib import Path

import mlx.core as mx
import pytest
from mlx_lm.utils import load_model

from antecedent_sidecar import adapter_folders, atomic, lora
from antecedent_sidecar.failures import Code, Failure
from antecedent_sidecar.training_config import LoraParameters, TrainingConfig

CONFIG = TrainingConfig(lora_parameters=LoraParameters(rank=4))


@pytest.fixture
def adapter(model: Path, tmp_path: Path) -> Path:
    """An untrained adapter of the tiny model."""
    network, _ = load_model(model)
    lora.prepare(network, CONFIG)
    adapter_folders.write(tmp_path / "a", lora.weights(network), adapter_folders.configuration(str(model), CONFIG))
    return tmp_path / "a"


def refusal(model: Path, folder: Path) -> Failure:
    """Why `folder` is not loaded."""
    network, _ = load_model(model)
    with pytest.raises(Failure) as caught:
        lora.attach(network, folder)
    assert caught.value.code is Code.ADAPTER_INVALID
    return caught.value


def change_weights(folder: Path, change: Callable[[dict[str, mx.array]], object]) -> None:
    weights = mx.load(str(folder / "adapters.safetensors"))
    mx.eval(weights)
    change(weights)
    mx.save_safetensors(str(folder / "adapters.safetensors"), weights)


def change_config(folder: Path, **changes: object) -> None:
    file = folder / "adapter_config.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))


def test_a_written_adapter_is_loaded_whole(model: Path, adapter: Path) -> None:
    network, _ = load_model(model)
    assert lora.attach(network, adapter) is True
    assert len(lora.scaled_layers(network)) == 14


@pytest.mark.parametrize(
    "change",
    [
        lambda weights: weights.pop(sorted(weights)[0]),
        lambda weights: weights.update(extra=mx.zeros((1,))),
        lambda weights: weights.update({sorted(weights)[0]: mx.zeros((1, 1))}),
        lambda weights: weights.clear(),
        lambda weights: weights.update({sorted(weights)[0]: weights[sorted(weights)[0]] * mx.nan}),
    ],
    ids=["missing", "unknown", "shape", "empty", "not finite"],
)
def test_weights_that_do_not_fit_are_refused(
    change: Callable[[dict[str, mx.array]], object], model: Path, adapter: Path
) -> None:
    change_weights(adapter, change)
    refusal(model, adapter)


@pytest.mark.parametrize(
    "changes",
    [
        {"lora_parameters": {"rank": 8, "scale": 20.0, "dropout": 0.0}},
        {"lora_parameters": {"rank": 10**9, "scale": 20.0, "dropout": 0.0}},
        {"lora_parameters": {"rank": 4, "dropout": 0.0}},
        {"lora_parameters": {"rank": True, "scale": 20.0, "dropout": 0.0}},
        {"lora_parameters": "x"},
        {"num_layers": 1},
        {"num_layers": 99},
        {"num_layers": None},
        {"fine_tune_type": "full"},
    ],
)
def test_a_configuration_that_does_not_fit_is_refused(changes: dict, model: Path, adapter: Path) -> None:
    change_config(adapter, **changes)
    refusal(model, adapter)


def test_what_is_no_adapter_folder_is_refused(model: Path, adapter: Path, tmp_path: Path) -> None:
    assert "no adapter folder" in refusal(model, tmp_path / "none").message
    assert "adapter_config.json" in refusal(model, tmp_path).message
    (adapter / "adapters.safetensors").write_bytes(b"torn")
    assert "damaged" in refusal(model, adapter).message
    (adapter / "adapters.safetensors").unlink()
    assert "adapters.safetensors" in refusal(model, adapter).message
    (adapter / "adapter_config.json").write_text("[")
    refusal(model, adapter)


def test_writing_again_replaces_the_weights_and_leaves_nothing_else(model: Path, adapter: Path) -> None:
    change = {"x": mx.ones((2, 2))}
    adapter_folders.write(adapter, change, {})
    assert sorted(file.name for file in adapter.iterdir()) == ["adapter_config.json", "adapters.safetensors"]
    assert list(mx.load(str(adapter / "adapters.safetensors"))) == ["x"]


def test_a_failed_write_leaves_the_old_file_whole(adapter: Path) -> None:
    before = (adapter / "adapters.safetensors").read_bytes()

    full = OSError(28, "No space left on device")
    with pytest.raises(OSError), atomic.replaced_file(adapter / "adapters.safetensors") as file:
        file.write_bytes(b"half")
        raise full
    assert (adapter / "adapters.safetensors").read_bytes() == before
    assert len(list(adapter.iterdir())) == 2


def test_too_little_space_is_noticed_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(Failure) as caught:
        atomic.need_space(tmp_path / "deep" / "below", 10**18)
    assert caught.value.code is Code.DISK_FULL
    assert not (tmp_path / "deep").exists()
