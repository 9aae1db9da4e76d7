"""Adapter folders: what fits is loaded, all of it; what does not is refused in words."""

import json
from collections.abc import Callable
from pathlib import Path

import mlx.core as mx
import pytest
import tiny_adapter
import tiny_model
from mlx.utils import tree_flatten
from mlx_lm import load
from mlx_lm.utils import get_total_parameters, load_model

from antecedent_sidecar import adapter_folders, atomic, lora, residency
from antecedent_sidecar.failures import Code, Failure
from antecedent_sidecar.protocol import Adapter
from antecedent_sidecar.training_config import LoraParameters, TrainingConfig

KINDS = ["lora", "dora", "full"]
TOKENS = mx.array([[256, 65, 66, 67]])


def config(kind: str = "lora", **changes: object) -> TrainingConfig:
    return TrainingConfig(fine_tune_type=kind, **{"lora_parameters": LoraParameters(rank=4), **changes})


@pytest.fixture
def adapter(model: Path, tmp_path: Path) -> Path:
    """An untrained adapter of the tiny model."""
    return tiny_adapter.untrained(model, tmp_path / "a", config())


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


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layers", [-1, 1])
def test_what_is_written_answers_alike_here_and_in_plain_mlx_lm(
    kind: str, layers: int, model: Path, tmp_path: Path
) -> None:
    folder = tiny_adapter.untrained(model, tmp_path / "a", config(kind, num_layers=layers), spread=0.05)
    network, _ = load_model(model)
    base = network(TOKENS)
    assert lora.attach(network, folder) is (kind == "lora")
    found = network(TOKENS)
    assert mx.array_equal(found, load(str(model), adapter_path=str(folder))[0](TOKENS)).item()
    assert not mx.allclose(found, base).item()


@pytest.mark.parametrize("kind", ["lora", "dora"])
@pytest.mark.parametrize("bits", [2, 4, 8])
def test_adapters_of_packed_models_answer_as_in_plain_mlx_lm(kind: str, bits: int, model: Path, tmp_path: Path) -> None:
    packed = tiny_model.quantize(model, tmp_path / "packed", bits)
    folder = tiny_adapter.untrained(packed, tmp_path / "a", config(kind), spread=0.05)
    network, _ = load_model(packed)
    lora.attach(network, folder)
    assert mx.array_equal(network(TOKENS), load(str(packed), adapter_path=str(folder))[0](TOKENS)).item()


@pytest.mark.parametrize("kind", KINDS)
def test_off_is_the_plain_model_bit_for_bit_and_on_is_the_tuned_one(kind: str, model: Path, tmp_path: Path) -> None:
    folder = tiny_adapter.untrained(model, tmp_path / "a", config(kind), spread=0.05)
    base = load(str(model))[0](TOKENS)
    tuned = load(str(model), adapter_path=str(folder))[0](TOKENS)
    found = []
    for enabled in (False, True, True, False, False, True):
        resident = residency.load(str(model), Adapter(path=str(folder), enabled=enabled))
        found.append((enabled, resident.model(TOKENS)))
    residency.clear()
    assert all(mx.array_equal(logits, tuned if enabled else base).item() for enabled, logits in found)


@pytest.mark.parametrize("kind", KINDS)
def test_asked_twice_the_model_is_loaded_once(kind: str, model: Path, tmp_path: Path) -> None:
    folder = tiny_adapter.untrained(model, tmp_path / "a", config(kind))
    for enabled in (False, True):
        first, again = (residency.load(str(model), Adapter(path=str(folder), enabled=enabled)) for _ in range(2))
        assert first.model is again.model
    residency.clear()


def test_an_adapter_that_is_off_is_looked_at_all_the_same(model: Path, tmp_path: Path) -> None:
    residency.load(str(model), None)
    with pytest.raises(Failure) as caught:
        residency.load(str(model), Adapter(path=str(tmp_path / "none"), enabled=False))
    residency.clear()
    assert caught.value.code is Code.ADAPTER_INVALID


def test_in_full_the_last_blocks_are_trained_and_nothing_else(model: Path) -> None:
    network, _ = load_model(model)
    lora.prepare(network, config("full", num_layers=1))
    names = set(lora.weights(network))
    assert {"model.layers.1.self_attn.q_proj.weight", "model.layers.1.input_layernorm.weight"} <= names
    assert all(name.startswith("model.layers.1.") for name in names)
    lora.prepare(network, config("full"))
    assert {name.split(".")[2] for name in lora.weights(network)} == {"0", "1"}


def test_a_packed_model_is_not_trained_in_full(model: Path, tmp_path: Path) -> None:
    network, _ = load_model(tiny_model.quantize(model, tmp_path / "packed"))
    assert "quantized" in unprepared(network, config("full")).message


def test_a_model_in_float16_is_not_trained_in_full_and_takes_an_adapter(model: Path, tmp_path: Path) -> None:
    narrow = tiny_model.halve(model, tmp_path / "float16", "float16")
    assert "float16" in unprepared(load_model(narrow)[0], config("full")).message
    network, _ = load_model(narrow)
    lora.prepare(network, config("lora"))
    assert {weight.dtype for weight in lora.weights(network).values()} == {mx.float32}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_gemma_in_float16_is_not_trained_and_one_in_bfloat16_is(kind: str, packed: bool, tmp_path: Path) -> None:
    gemma = tiny_model.build_gemma(tmp_path / "gemma")
    for dtype in ("float16", "bfloat16"):
        tiny_model.halve(gemma, tmp_path / dtype, dtype)
        if packed:
            tiny_model.quantize(tmp_path / dtype, tmp_path / dtype)
    refused = unprepared(load_model(tmp_path / "float16")[0], config(kind))
    assert "Gemma in float16" in refused.message and "--dtype bfloat16" in refused.hint
    if not (packed and kind == "full"):
        lora.prepare(load_model(tmp_path / "bfloat16")[0], config(kind))


def test_dora_over_packing_it_does_not_know_is_refused_before_training(model: Path, tmp_path: Path) -> None:
    network, _ = load_model(tiny_model.quantize(model, tmp_path / "packed", 6))
    assert unprepared(network, config("dora")).hint == "Use lora, or a model that is not quantized."


@pytest.mark.parametrize("kind", ["lora", "dora"])
def test_keys_that_name_no_linear_layer_are_refused_in_words(kind: str, model: Path) -> None:
    shape = LoraParameters(rank=4, keys=["input_layernorm"])
    assert "RMSNorm" in unprepared(load_model(model)[0], config(kind, lora_parameters=shape)).message
    nothing = LoraParameters(rank=4, keys=["query"])
    assert "nothing to train" in unprepared(load_model(model)[0], config(kind, lora_parameters=nothing)).message


def unprepared(network, config: TrainingConfig) -> Failure:
    """Why it cannot be trained that way."""
    with pytest.raises(Failure) as caught:
        lora.prepare(network, config)
    assert caught.value.code is Code.INVALID_PARAMS
    return caught.value


@pytest.mark.parametrize("packed", [False, True])
def test_parameters_are_counted_as_mlx_lm_counts_them_and_the_adapters_with_them(
    packed: bool, model: Path, tmp_path: Path
) -> None:
    network, _ = load_model(tiny_model.quantize(model, tmp_path / "packed") if packed else model)
    base = get_total_parameters(network)
    assert base == get_total_parameters(load_model(model)[0])
    assert lora.parameter_counts(network)[1] == base
    lora.prepare(network, config())
    added = sum(weight.size for name, weight in tree_flatten(network.parameters()) if "lora_" in name)
    assert lora.parameter_counts(network) == (added, base + added)


def test_a_model_trained_in_full_has_no_more_parameters_than_before(model: Path) -> None:
    network, _ = load_model(model)
    base = get_total_parameters(network)
    lora.prepare(network, config("full", num_layers=1))
    blocks = sum(weight.size for _, weight in tree_flatten(network.layers[1].parameters()))
    assert lora.parameter_counts(network) == (blocks, base)


def test_weights_say_after_which_step_they_were_written(adapter: Path, tmp_path: Path) -> None:
    assert adapter_folders.step_of(adapter) == 0
    tmp_path.joinpath("b").mkdir()
    adapter_folders.fill(tmp_path / "b", {"x": mx.ones(2)}, {}, 1234)
    assert adapter_folders.step_of(tmp_path / "b") == 1234
    assert mx.load(str(tmp_path / "b" / "adapters.safetensors"), return_metadata=True)[1]["format"] == "mlx"


def test_weights_of_others_and_damaged_ones_say_no_step(adapter: Path, tmp_path: Path) -> None:
    change_weights(adapter, lambda weights: None)
    assert adapter_folders.step_of(adapter) is None
    (adapter / "adapters.safetensors").write_bytes(b"torn")
    assert adapter_folders.step_of(adapter) is None
    assert adapter_folders.step_of(tmp_path / "none") is None


def test_an_adapter_trained_in_full_by_mlx_lm_itself_is_loaded(model: Path, tmp_path: Path) -> None:
    folder = tiny_adapter.untrained(model, tmp_path / "a", config("full", num_layers=1), spread=0.05)
    said = {"fine_tune_type": "full", "lora_parameters": None, "num_layers": 1, "model": "x", "iters": 10}
    (folder / "adapter_config.json").write_text(json.dumps(said))
    assert lora.attach(load_model(model)[0], folder) is False
    assert json.loads(json.dumps(adapter_folders.configuration("x", config("full"))))["lora_parameters"] is None


@pytest.mark.parametrize(
    "change",
    [
        lambda weights: weights.pop("model.layers.1.mlp.up_proj.weight"),
        lambda weights: weights.update({"model.embed_tokens.weight": mx.zeros((264, 32))}),
        lambda weights: weights.update({"model.layers.1.mlp.up_proj.weight": mx.zeros((1, 1))}),
        lambda weights: weights.update({"model.layers.1.mlp.up_proj.weight": mx.full((64, 32), mx.inf)}),
    ],
    ids=["missing", "of no block", "shape", "not finite"],
)
def test_weights_in_full_that_do_not_fit_are_refused(
    change: Callable[[dict[str, mx.array]], object], model: Path, tmp_path: Path
) -> None:
    folder = tiny_adapter.untrained(model, tmp_path / "a", config("full"))
    change_weights(folder, change)
    refusal(model, folder)


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
        {"fine_tune_type": "dora"},
        {"fine_tune_type": "prefix"},
        {"fine_tune_type": ["lora"]},
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
