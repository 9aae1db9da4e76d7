"""Our own training loop without its process boundary: the same call as the sidecar makes, and nobody to tell."""

import json
import os
import sys
from pathlib import Path

import mlx.core as mx

sys.path.insert(0, str(Path(__file__).parents[2] / "python-sidecar"))

from antecedent_sidecar import training, wire  # noqa: E402
from antecedent_sidecar.job import Job  # noqa: E402
from antecedent_sidecar.notifications import TrainMetric, ValidMetric  # noqa: E402
from antecedent_sidecar.protocol import Request, TrainParams  # noqa: E402


class Silent(Job):
    """A job that says its reports as `mlx_lm_side.py` does, and nothing else to anybody."""

    def metric(self, metric: TrainMetric | ValidMetric) -> None:
        """A report."""
        if isinstance(metric, TrainMetric):
            os.write(1, f"report {metric.trained_tokens} {mx.get_peak_memory()}\n".encode())

    def _notify(self, method: str, body: object) -> None:
        """Nothing."""


def main() -> None:
    with open(sys.argv[1], "rb") as file:
        params = wire.params(TrainParams, wire.msgspec.Raw(json.dumps(json.load(file)).encode()))
    training.train(params, Silent(Request(jsonrpc="2.0", method="train", id=1), 1, lambda line: None))


if __name__ == "__main__":
    main()
