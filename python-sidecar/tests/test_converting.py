"""Packed models: as mlx-lm packs them, loadable anywhere, whole or not there."""

import json
import shutil
from pathlib import Path

import mlx.core as mx
import pytest
import tiny_model
from client import Client
from conftest import job_for
from mlx_lm import load
from mlx_lm.utils import load_model, quantize_model
from small_disk import fill, small_disk

from antecedent_sidecar import converting
from antecedent_sidecar.failures import Cancelled, Code
from antecedent_sidecar.protocol import ConvertParams


def convert(client: Client, model: Path, out: Path, bits: int) -> list[dict]:
    return client.call("convert", {"model": str(model), "out": str(out), "bits": bits})["files"]


def weights(folder: Path) -> dict[str, mx.array]:
    return mx.load(str(folder / "model.safetensors"))


@pytest.mark.parametrize("bits", [4, 8])
def test_a_model_is_packed_as_mlx_lm_packs_it(bits: int, client: Client, model: Path, tmp_path: Path) -> None:
    files = convert(client, model, tmp_path / "out", bits)
    assert {file["name"]: file["bytes"] for file in files} == {
        file.name: file.stat().st_size for file in (tmp_path / "out").iterdir()
    }
    said = json.loads((tmp_path / "out" / "config.json").read_text())
    assert said["quantization"] == {"group_size": 32, "bits": bits, "mode": "affine"}
    theirs, _ = quantize_model(*load_model(model), group_size=32, bits=bits)
    network, tokenizer = load(str(tmp_path / "out"))
    asked = mx.array([tokenizer.apply_chat_template([{"role": "user", "content": "Ann"}], add_generation_prompt=True)])
    assert mx.array_equal(network(asked), theirs(asked)).item()
    assert (tmp_path / "out" / "model.safetensors").stat().st_size < (model / "model.safetensors").stat().st_size / 2
    phases = [said["phase"] for said in client.notified("progress")]
    assert phases.index("packing") < len(phases) - 1 - phases[::-1].index("saving")


def test_wide_layers_share_a_scale_among_as_many_numbers_as_mlx_lm_has_it(client: Client, tmp_path: Path) -> None:
    wide = {**tiny_model.CONFIG, "hidden_size": 64}
    folder = tmp_path / "wide"
    folder.mkdir()
    tiny_model.write_tokenizer(folder, tiny_model.TEMPLATE)
    (folder / "config.json").write_text(json.dumps(wide))
    network, _ = load_model(folder, strict=False)
    network.save_weights(str(folder / "model.safetensors"))
    convert(client, folder, tmp_path / "out", 4)
    assert json.loads((tmp_path / "out" / "config.json").read_text())["quantization"]["group_size"] == 64
    theirs, _ = quantize_model(*load_model(folder), group_size=None, bits=4)
    tokens = mx.array([[256, 65, 66, 67]])
    assert mx.array_equal(load_model(tmp_path / "out")[0](tokens), theirs(tokens)).item()


def test_numbers_keep_their_width(client: Client, model: Path, tmp_path: Path) -> None:
    narrow = tiny_model.halve(model, tmp_path / "bf16")
    convert(client, narrow, tmp_path / "out", 4)
    assert {weight.dtype for weight in weights(tmp_path / "out").values()} == {mx.uint32, mx.bfloat16}


def test_of_a_model_that_could_see_the_language_model_is_packed(client: Client, tmp_path: Path) -> None:
    model = tiny_model.build_gemma(tmp_path / "gemma")
    convert(client, model, tmp_path / "out", 8)
    assert json.loads((tmp_path / "out" / "config.json").read_text())["model_type"] == "gemma3_text"
    tokens = mx.array([[256, 65, 66, 67]])
    found, wanted = (load_model(folder)[0](tokens) for folder in (tmp_path / "out", model))
    assert (mx.abs(found - wanted).mean() < 0.05).item()


def test_code_beside_the_model_stays_behind(client: Client, model: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(model, source)
    (source / "modeling_evil.py").write_text("raise SystemExit")
    assert not any(file["name"].endswith(".py") for file in convert(client, source, tmp_path / "out", 8))


def test_what_is_packed_already_is_refused(client: Client, model: Path, tmp_path: Path) -> None:
    packed = tiny_model.quantize(model, tmp_path / "packed")
    error = client.fail("convert", {"model": str(packed), "out": str(tmp_path / "out"), "bits": 8})
    assert (error["code"], error["message"]) == (Code.MODEL_INVALID, "The weights of packed are packed already.")
    assert not (tmp_path / "out").exists()


def test_a_folder_with_something_in_it_is_left_as_it_is(client: Client, model: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    params = {"model": str(model), "out": str(tmp_path / "out"), "bits": 8}
    assert client.fail("convert", params)["code"] == Code.NOT_WRITTEN
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["thesis.txt"]


def test_without_room_nothing_is_packed(client: Client, model: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path, 32 << 20) as disk:
        filler = fill(disk, 1 << 20)
        client.said.clear()
        params = {"model": str(model), "out": str(disk / "out"), "bits": 8}
        assert client.fail("convert", params)["code"] == Code.DISK_FULL
        assert list(disk.iterdir()) == [filler]
    phases = {progress["phase"] for progress in client.notified("progress")}
    assert "loading" in phases
    assert "packing" not in phases


def test_taken_back_it_leaves_nothing(model: Path, tmp_path: Path) -> None:
    asked = job_for("convert")
    asked.cancel()
    with pytest.raises(Cancelled):
        converting.convert(ConvertParams(model=str(model), out=str(tmp_path / "out"), bits=8), asked)
    assert list(tmp_path.iterdir()) == []
