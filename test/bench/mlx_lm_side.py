"""Trains as `mlx_lm.lora --train --config` does, through its own functions, and says how many real tokens each report is at.

`mlx_lm.lora.run` puts its own callback in the place of the one it is given, so this makes the same calls as `run` does:
load, load_dataset, train_model. No validation: neither side's is measured.
"""

import json
import os
import sys
import types
from typing import Any

import mlx.core as mx
import numpy as np
from mlx_lm import lora
from mlx_lm.tuner.callbacks import TrainingCallback


class CountingDataset(lora.CacheDataset):
    """Counts the tokens of every row that is drawn; `train` draws a batch just before its step."""

    drawn = 0

    def __getitem__(self, place: int) -> Any:
        """A row."""
        row = super().__getitem__(place)
        CountingDataset.drawn += len(row[0])
        return row


class Reports(TrainingCallback):
    """Says a line at every report."""

    def on_train_loss_report(self, train_info: dict[str, Any]) -> None:
        """A report."""
        # Not print: mlx-lm's progress bar stands between.
        os.write(1, f"\nreport {CountingDataset.drawn} {mx.get_peak_memory()}\n".encode())


def main() -> None:
    with open(sys.argv[1]) as file:
        settings = json.load(file)
    args = types.SimpleNamespace(**{**lora.CONFIG_DEFAULTS, **settings})
    np.random.seed(args.seed)
    model, tokenizer = lora.load(args.model, tokenizer_config={"trust_remote_code": False})
    train, _, _ = lora.load_dataset(args, tokenizer)
    lora.CacheDataset = CountingDataset
    lora.train_model(args, model, train, [], Reports())


if __name__ == "__main__":
    main()
