"""Training through the real process."""

from pathlib import Path

from client import Client


def test_loss_goes_down_and_adapters_are_written(client: Client, model: Path, data: Path, tmp_path: Path) -> None:
    config = {"iters": 30, "learning_rate": 5e-3, "steps_per_eval": 10}
    result = client.call(
        "train", {"model": str(model), "data": str(data), "adapters": str(tmp_path / "a"), "config": config}
    )
    assert result["status"] == "finished"
    assert result["steps"] == 30
    valid = [found["metric"] for found in client.notified("metric") if found["metric"]["split"] == "valid"]
    assert [metric["step"] for metric in valid] == [0, 10, 20, 30]
    assert valid[-1]["loss"] < valid[0]["loss"] * 0.8
    assert result["bestLoss"] == min(metric["loss"] for metric in valid[1:])
    for which in ("best", "last"):
        assert sorted(file.name for file in (tmp_path / "a" / which).iterdir()) == [
            "adapter_config.json",
            "adapters.safetensors",
        ]
