"""Which batches each update of a run gathers: a pure function of data, settings and the update's number."""

from collections.abc import Iterator
from dataclasses import dataclass

from .batches import Batch
from .training_config import TrainingConfig
from .training_data import TrainingData


@dataclass(frozen=True, slots=True)
class Update:
    """One optimizer update: its number from 0, and the batches whose gradients it gathers."""

    number: int
    batches: list[Batch]


def updates(data: TrainingData, config: TrainingConfig, first: int = 0) -> Iterator[Update]:
    """The updates of a run from number `first` on; a pass's leftover batches make a smaller update of their own."""
    size = config.grad_accumulation_steps
    number = first
    while True:
        epoch, place = divmod(number, data.steps_per_epoch)
        planned = data.plan.epoch(config.seed, epoch)
        left = len(planned) if config.iters is None else config.iters - epoch * len(planned)
        for start in range(place * size, len(planned), size):
            if number == data.total_steps:
                return
            yield Update(number, planned[start : min(start + size, left)])
            number += 1
