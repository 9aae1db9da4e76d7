"""The five optimizers: within the compiled step, and their state through a file and back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim
import pytest
import tiny_model
from mlx.utils import tree_flatten
from mlx_lm.utils import load_model

from antecedent_sidecar import lora, optimizers
from antecedent_sidecar.failures import Code, Failure
from antecedent_sidecar.training_config import (
    AdafactorConfig,
    LoraParameters,
    MuonConfig,
    OptimizerConfig,
    SgdConfig,
    TrainingConfig,
)

OPTIMIZERS = ["adam", "adamw", "muon", "sgd", "adafactor"]
MOVING = OptimizerConfig(sgd=SgdConfig(momentum=0.9), adafactor=AdafactorConfig(beta_1=0.9))
TOKENS = mx.array([[256, 65, 66, 67, 68, 257], [256, 70, 71, 72, 73, 257]])
Update = Callable[[float], None]


def config(optimizer: str, kind: str, layers: int = -1) -> TrainingConfig:
    shape = LoraParameters(rank=4)
    return TrainingConfig(
        optimizer=optimizer,
        fine_tune_type=kind,
        optimizer_config=MOVING,
        learning_rate=1e-3,
        num_layers=layers,
        lora_parameters=shape,
    )


def loss(network: nn.Module) -> mx.array:
    return nn.losses.cross_entropy(network(TOKENS[:, :-1]), TOKENS[:, 1:], reduction="mean")


def prepared(model: Path, config: TrainingConfig) -> tuple[nn.Module, optim.Optimizer, Update]:
    """The model, its optimizer, and an update at a rate, compiled with the state of both as a run's is."""
    network, _ = load_model(model)
    lora.prepare(network, config)
    network.train()
    optimizer = optimizers.build(config)
    optimizer.init(network.trainable_parameters())
    state = [network.state, optimizer.state, mx.random.state]
    gradient = nn.value_and_grad(network, lambda: loss(network))

    @partial(mx.compile, inputs=state, outputs=state)
    def compiled() -> None:
        gradients = gradient()[1]
        network.update(optimizer.apply_gradients(gradients, network.trainable_parameters()))

    def update(rate: float) -> None:
        optimizer.learning_rate = rate
        compiled()
        mx.eval(state[:2])

    return network, optimizer, update


def widths(tree: Any) -> dict[str, mx.Dtype]:
    return {name: array.dtype for name, array in tree_flatten(tree)}


def same(one: nn.Module, other: nn.Module) -> bool:
    both = zip(tree_flatten(one.parameters()), tree_flatten(other.parameters()), strict=True)
    return all(name == twin and mx.array_equal(value, copy).item() for (name, value), (twin, copy) in both)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("kind", ["lora", "dora", "full"])
def test_every_optimizer_lowers_the_loss_of_what_it_learns(optimizer: str, kind: str, model: Path) -> None:
    made = prepared(model, config(optimizer, kind))
    before = loss(made[0]).item()
    rate = 1.0 if optimizer == "sgd" and kind != "lora" else 1e-2
    for _ in range(6):
        made[2](rate)
    assert loss(made[0]).item() < before


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("kind", ["lora", "full"])
def test_an_update_leaves_every_number_as_wide_as_it_was(
    optimizer: str, kind: str, model: Path, tmp_path: Path
) -> None:
    made = prepared(tiny_model.halve(model, tmp_path / "bf16"), config(optimizer, kind))
    before = widths(made[0].parameters()), widths(made[1].state)
    made[2](1e-2)
    made[2](1e-2)
    assert (widths(made[0].parameters()), widths(made[1].state)) == before


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize(
    ("kind", "layers", "dtype"),
    [("lora", 1, "float32"), ("dora", -1, "float32"), ("full", 1, "float32"), ("full", -1, "bfloat16")],
)
def test_a_state_from_a_file_goes_on_bit_for_bit(
    optimizer: str, kind: str, layers: int, dtype: str, model: Path, tmp_path: Path
) -> None:
    model = tiny_model.halve(model, tmp_path / "model", dtype)
    settings = config(optimizer, kind, layers)
    straight = prepared(model, settings)
    for rate in (1e-3, 2e-3):
        straight[2](rate)
    mx.save_safetensors(str(tmp_path / "optimizer.safetensors"), optimizers.flat(straight[1]))
    mx.save_safetensors(str(tmp_path / "weights.safetensors"), lora.weights(straight[0]))

    continued = prepared(model, settings)
    continued[2](5e-2)  # what a compiled step has seen before must not count
    loaded = mx.load(str(tmp_path / "optimizer.safetensors"))
    assert (loaded["step"].dtype, loaded["step"].item()) == (mx.uint64, 2)
    optimizers.restore(continued[1], loaded, continued[0].trainable_parameters())
    continued[0].load_weights(str(tmp_path / "weights.safetensors"), strict=False)
    assert same(continued[0], straight[0])
    for rate in (3e-3, 4e-3):
        straight[2](rate)
        continued[2](rate)
    assert same(continued[0], straight[0])
    gathered = optimizers.flat(straight[1])
    assert all(mx.array_equal(array, gathered[name]).item() for name, array in optimizers.flat(continued[1]).items())


def test_a_state_of_another_optimizer_or_model_is_refused(model: Path) -> None:
    adam = prepared(model, config("adam", "lora"))
    muon = prepared(model, config("muon", "lora"))
    fewer = prepared(model, config("adam", "lora", layers=1))
    for other in (muon, fewer):
        with pytest.raises(ValueError, match="does not fit"):
            optimizers.restore(adam[1], optimizers.flat(other[1]), adam[0].trainable_parameters())


def test_only_the_chosen_optimizers_settings_count() -> None:
    chosen = OptimizerConfig(muon=MuonConfig(ns_steps=3), sgd=SgdConfig(nesterov=True))
    built = optimizers.build(TrainingConfig(optimizer="muon", optimizer_config=chosen, learning_rate=0.5))
    assert isinstance(built, optim.Muon)
    assert (built.ns_steps, built.learning_rate.item()) == (3, 0.5)
    assert optimizers.build(TrainingConfig()).bias_correction


def test_settings_that_contradict_each_other_are_refused_in_words() -> None:
    asked = TrainingConfig(optimizer="sgd", optimizer_config=OptimizerConfig(sgd=SgdConfig(nesterov=True)))
    with pytest.raises(Failure) as caught:
        optimizers.build(asked)
    assert caught.value.code is Code.INVALID_PARAMS
    assert "momentum" in caught.value.message


def test_muon_leaves_the_rate_as_it_was_set(model: Path) -> None:
    made = prepared(model, config("muon", "full"))
    made[2](0.25)
    assert made[1].learning_rate.item() == 0.25
