"""Adapters of the tiny model that change what it says, learned within the test."""

from pathlib import Path

import mlx.core as mx
import mlx.nn as nn
from mlx_lm.utils import load_model

from antecedent_sidecar import adapter_folders, batches, lora, models, optimizers, rows
from antecedent_sidecar.training_config import TrainingConfig


def learn(model: Path, data: Path, folder: Path, config: TrainingConfig, updates: int = 40) -> Path:
    """Write an adapter that has learned the answers of `data`'s train.jsonl to `folder`."""
    tokenizer = models.load_tokenizer(model)
    found = rows.collect(rows.read(data / "train.jsonl", tokenizer, 512, True, lambda done, total: None))
    plan = batches.Plan.of(found.usable, len(found.usable))
    tokens, bounds = (mx.array(part) for part in batches.padded(found.usable, plan.fixed()[0]))
    position = mx.arange(1, tokens.shape[1])
    learned = (position >= bounds[:, 0:1]) & (position < bounds[:, 1:2])
    network, _ = load_model(model)
    lora.prepare(network, config)
    optimizer = optimizers.build(config)

    def loss() -> mx.array:
        return (nn.losses.cross_entropy(network(tokens[:, :-1]), tokens[:, 1:]) * learned).sum() / learned.sum()

    gradient = nn.value_and_grad(network, loss)
    for _ in range(updates):
        optimizer.update(network, gradient()[1])
        mx.eval(network.parameters(), optimizer.state)
    return write(model, folder, network, config, updates)


def untrained(model: Path, folder: Path, config: TrainingConfig, spread: float = 0.0) -> Path:
    """Write a new adapter to `folder`; with a `spread`, its weights are moved by chance, so that it changes answers."""
    network, _ = load_model(model)
    lora.prepare(network, config)
    if spread:
        for name, weight in lora.weights(network).items():
            moved = weight + (spread * mx.random.normal(weight.shape)).astype(weight.dtype)
            network.load_weights([(name, moved)], strict=False)
    return write(model, folder, network, config, 0)


def write(model: Path, folder: Path, network: nn.Module, config: TrainingConfig, step: int) -> Path:
    """Write what of `network` is trained to `folder`."""
    folder.mkdir(parents=True)
    adapter_folders.fill(folder, lora.weights(network), adapter_folders.configuration(str(model), config), step)
    return folder
