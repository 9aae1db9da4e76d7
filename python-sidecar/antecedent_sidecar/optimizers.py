"""The optimizer of a run, and its whole state as named arrays and back."""

from typing import Any

import mlx.core as mx
import mlx.optimizers as optim
import msgspec
from mlx.utils import tree_flatten, tree_map_with_path

from .failures import Code, Failure
from .training_config import TrainingConfig

_KINDS: dict[str, type[optim.Optimizer]] = {
    "adam": optim.Adam,
    "adamw": optim.AdamW,
    "muon": optim.Muon,
    "sgd": optim.SGD,
    "adafactor": optim.Adafactor,
}


def build(config: TrainingConfig) -> optim.Optimizer:
    """The chosen optimizer with its part of `optimizer_config`; its rate is a plain number, for the loop to set.

    Raises
    ------
    Failure
        invalidParams, where its arguments contradict each other.
    """
    arguments = msgspec.structs.asdict(getattr(config.optimizer_config, config.optimizer))
    try:
        return _KINDS[config.optimizer](learning_rate=config.learning_rate, **arguments)
    except ValueError as error:
        sentence = f"The settings of {config.optimizer} do not go together: {str(error).rstrip('.')}."
        raise Failure(Code.INVALID_PARAMS, sentence, "Change optimizer_config.") from error


def flat(optimizer: optim.Optimizer) -> dict[str, mx.array]:
    """The whole state by name, for a safetensors file: step, learning rate, and what each weight has gathered."""
    return dict(tree_flatten(optimizer.state))


def restore(optimizer: optim.Optimizer, state: dict[str, mx.array], parameters: dict[str, Any]) -> None:
    """Put what `flat` gave into `optimizer`, in place, so that a compiled step goes on with it.

    Parameters
    ----------
    optimizer
        Made from the same configuration.
    parameters
        The model's trainable ones, as a tree.

    Raises
    ------
    ValueError
        Where `state` is not one of this optimizer for these parameters.
    """
    optimizer.init(parameters)
    wanted = {name: (array.shape, array.dtype) for name, array in flat(optimizer).items()}
    if {name: (array.shape, array.dtype) for name, array in state.items()} != wanted:
        raise ValueError("the optimizer's state does not fit the model")
    # Leaf by leaf: a tree made of the names alone would lack the modules that have no weights.
    optimizer.state.update(tree_map_with_path(lambda name, _: state[name], optimizer.state))
