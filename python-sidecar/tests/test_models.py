"""Model folders are judged before anything in them is loaded."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from antecedent_sidecar import models
from antecedent_sidecar.failures import Code, Failure, explain


def rewrite(folder: Path, name: str, **changes: object) -> None:
    content = json.loads((folder / name).read_text())
    (folder / name).write_text(json.dumps({**content, **changes}))


def tear(folder: Path) -> None:
    file = folder / "model.safetensors"
    file.write_bytes(file.read_bytes()[:-100])


WRONG: dict[str, Callable[[Path], object]] = {
    "no config.json": lambda folder: (folder / "config.json").unlink(),
    "unreadable config.json": lambda folder: (folder / "config.json").write_text("{"),
    "config.json is a list": lambda folder: (folder / "config.json").write_text("[]"),
    "no model_type": lambda folder: rewrite(folder, "config.json", model_type=None),
    "unknown model_type": lambda folder: rewrite(folder, "config.json", model_type="clippy"),
    "a module that is no model": lambda folder: rewrite(folder, "config.json", model_type="cache"),
    "model_type as a path": lambda folder: rewrite(folder, "config.json", model_type="../evil"),
    "auto_map": lambda folder: rewrite(folder, "config.json", auto_map={"AutoModel": "evil.Model"}),
    "model_file": lambda folder: rewrite(folder, "config.json", model_file="evil.py"),
    "auto_map of the tokenizer": lambda folder: rewrite(folder, "tokenizer_config.json", auto_map={}),
    "no weights": lambda folder: (folder / "model.safetensors").unlink(),
    "torn weights": tear,
    "weights that are none": lambda folder: (folder / "model.safetensors").write_bytes(b"\xff" * 64),
    "a missing part": lambda folder: rewrite(
        folder, "model.safetensors.index.json", weight_map={"x": "model-00002-of-00002.safetensors"}
    ),
    "no tokenizer": lambda folder: (folder / "tokenizer.json").unlink(),
}


@pytest.mark.parametrize("spoil", WRONG.values(), ids=WRONG.keys())
def test_a_folder_that_is_no_whole_harmless_model_is_refused(
    spoil: Callable[[Path], object], model: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(model, folder)
    models.check(str(folder))
    spoil(folder)
    with pytest.raises(Failure) as caught:
        models.check(str(folder))
    assert caught.value.code is Code.MODEL_INVALID
    assert caught.value.message.endswith(".")


def test_a_folder_that_does_not_exist_is_never_looked_up_on_the_network() -> None:
    with pytest.raises(Failure) as caught:
        models.check("owner/name")
    assert caught.value.code is Code.MODEL_INVALID


def test_weights_of_another_shape_are_refused_when_loaded(model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(model, folder)
    rewrite(folder, "config.json", hidden_size=64)
    with pytest.raises(Failure) as caught:
        models.load(models.check(str(folder)))
    assert caught.value.code is Code.MODEL_INVALID


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MemoryError(), Code.OUT_OF_MEMORY),
        (RuntimeError("[metal::malloc] Attempting to allocate 9 bytes"), Code.OUT_OF_MEMORY),
        (RuntimeError("[METAL] Command buffer execution failed: Insufficient Memory"), Code.OUT_OF_MEMORY),
        (RuntimeError("std::bad_alloc"), Code.OUT_OF_MEMORY),
        (OSError(28, "No space left on device"), Code.DISK_FULL),
        (RuntimeError("write failed: No space left on device"), Code.DISK_FULL),
        (KeyError("x"), Code.INTERNAL_ERROR),
        (RuntimeError(""), Code.INTERNAL_ERROR),
    ],
)
def test_any_error_becomes_a_sentence_with_a_code(error: Exception, code: Code) -> None:
    failure = explain(error)
    assert failure.code is code
    assert "\n" not in failure.message
