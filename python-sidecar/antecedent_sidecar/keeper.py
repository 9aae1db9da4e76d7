"""Which adapters of a run stay: the best one by validation loss, and the last one."""

import time
from pathlib import Path
from typing import Any

import mlx.nn as nn

from . import adapter_folders, lora
from .job import Job

#: Longest time between two savings of last/, in seconds: what a crash may cost.
_INTERVAL = 60.0


class Keeper:
    """Writes `best/` and `last/` of one run.

    Parameters
    ----------
    folder
        Of the run's adapters.
    configuration
        For adapter_config.json.
    """

    def __init__(self, folder: Path, configuration: dict[str, Any], model: nn.Module, job: Job) -> None:
        self._folder = folder
        self._configuration = configuration
        self._model = model
        self._job = job
        self._saved = time.monotonic()
        self._last_step = 0
        self.best_step: int | None = None
        self.best_loss: float | None = None

    def improves(self, step: int, loss: float | None) -> bool:
        """Note a validation; whether it is the best so far. The untrained model at step 0 never is."""
        if step == 0 or loss is None or (self.best_loss is not None and loss >= self.best_loss):
            return False
        self.best_step, self.best_loss = step, loss
        return True

    def save(self, step: int, which: str) -> None:
        """Write the model's adapter as it is now, unless that is what last/ holds already.

        Until a validation has named a best one, best/ follows last/: there is always something to answer with.
        """
        if which == "last":
            self._saved = time.monotonic()
            if step == self._last_step:
                return
            self._last_step = step
            if self.best_step is None:
                self.save(step, "best")
        self._job.progress("saving", 0, 1)
        adapter_folders.write(self._folder / which, lora.weights(self._model), self._configuration)
        self._job.progress("saving", 1, 1)
        self._job.checkpoint(step, which)

    @property
    def overdue(self) -> bool:
        """Whether last/ is older than a crash may cost."""
        return time.monotonic() - self._saved > _INTERVAL
