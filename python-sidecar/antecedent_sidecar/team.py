"""The processes that train one model together, as MLX's launcher started them; alone where it did not."""

import os
from collections.abc import Callable
from typing import TypeVar

import mlx.core as mx
import mlx.nn as nn
from mlx.utils import tree_map

from .failures import Cancelled, Code, Failure, explain
from .job import Job

_T = TypeVar("_T")
_Tree = TypeVar("_Tree")


def rank() -> int:
    """This process's place among those that MLX's launcher started; 0 where it started none."""
    return int(os.environ.get("MLX_RANK", "0"))


class Team:
    """This process and those beside it; every method has to be called by all of them, in the same order."""

    def __init__(self) -> None:
        self._group = mx.distributed.init(strict=True, backend="ring") if "MLX_RANK" in os.environ else None

    @property
    def rank(self) -> int:
        """0 speaks to the app and keeps the checkpoints."""
        return self._group.rank() if self._group else 0

    @property
    def size(self) -> int:
        """How many processes there are."""
        return self._group.size() if self._group else 1

    @property
    def leads(self) -> bool:
        """Whether this process speaks for all."""
        return self.rank == 0

    def sum(self, value: mx.array) -> mx.array:
        """Sum over all processes; may be compiled."""
        return mx.distributed.all_sum(value, group=self._group) if self._group else value

    def sum_gradients(self, gradients: _Tree) -> _Tree:
        """Sum of each array over all processes, in few messages; may be compiled."""
        if self._group is None:
            return gradients
        averaged = nn.average_gradients(gradients, group=self._group)
        return tree_map(lambda gradient: gradient * self.size, averaged)

    def agree(self, value: float) -> float:
        """What rank 0 says."""
        if self._group is None:
            return value
        return self.sum(mx.array(value if self.leads else 0.0, dtype=mx.float32)).item()

    def check(self, job: Job) -> None:
        """Raise `Cancelled` on every process once rank 0 was asked to end."""
        if self._group is None:
            job.check()
        elif self.agree(float(job.cancelled)):
            raise Cancelled

    def share(self, arrays: dict[str, mx.array]) -> dict[str, mx.array]:
        """Rank 0's arrays, handed to all; the others give arrays of the same names, shapes and types."""
        if self._group is None:
            return arrays
        shared = {
            name: self.sum(array if self.leads else mx.zeros_like(array)) for name, array in sorted(arrays.items())
        }
        mx.eval(shared)
        return shared

    def share_bytes(self, content: bytes) -> bytes:
        """Rank 0's bytes, handed to all."""
        if self._group is None:
            return content
        size = int(self.sum(mx.array(len(content) if self.leads else 0, dtype=mx.int32)).item())
        mine = mx.array(memoryview(content), dtype=mx.uint8) if self.leads and size else mx.zeros(size, dtype=mx.uint8)
        return bytes(memoryview(self.sum(mine))) if size else b""

    def together(self, work: Callable[[], _T]) -> _T:
        """Do what may fail on one process alone, so that all go on or all fail with the same words.

        Raises
        ------
        Failure
            Of the first process that failed, saying which where it is not the one that speaks to the app.
        """
        if self._group is None:
            return work()
        result: _T | None = None
        failure: Failure | None = None
        try:
            result = work()
        except Exception as error:
            failure = explain(error)
        codes = mx.zeros(self.size, dtype=mx.int32)
        codes[self.rank] = int(failure.code) if failure else 0
        found = [int(code) for code in self.sum(codes).tolist()]
        if not any(found):
            return result  # type: ignore[return-value]
        if failure is not None:
            raise failure
        worker = next(place for place, code in enumerate(found) if code)
        sentence = f"Machine {worker + 1} of {self.size} could not take part."
        hint = "Its own log says why. Each machine needs this app and the model at the same place."
        raise Failure(Code(found[worker]), sentence, hint)
