"""Model folders: checked before anything of them is loaded, then loaded without running code of theirs."""

import importlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import chat
from .failures import Code, Failure
from .tensors import read_head

if TYPE_CHECKING:
    import mlx.nn as nn
    from mlx_lm.tokenizer_utils import TokenizerWrapper

_DOWNLOAD_AGAIN = "Download the model again, or choose another one."
_TOKENIZER_FILES = ("tokenizer.json", "tokenizer.model", "vocab.json")


def check(folder: str) -> Path:
    """Make sure that `folder` holds a whole model which mlx-lm can load.

    Raises
    ------
    Failure
        modelInvalid, with what is missing or wrong.
    """
    path = check_tokenizer(folder)
    weights = sorted(path.glob("model*.safetensors"))
    if not weights:
        raise _invalid(f"{path.name} has no model weights (model*.safetensors).", _DOWNLOAD_AGAIN)
    missing = _named_in_index(path) - {file.name for file in weights}
    if missing:
        raise _invalid(f"{path.name} is not whole: {min(missing)} is missing.", _DOWNLOAD_AGAIN)
    for file in weights:
        try:
            read_head(file)
        except (OSError, ValueError) as error:
            raise _invalid(f"The weights of {path.name} are damaged: {error}.", _DOWNLOAD_AGAIN) from error
    return path


def check_tokenizer(folder: str) -> Path:
    """Make sure that `folder` describes a known model and has a tokenizer; its weights are not looked at."""
    path = Path(folder)
    if not path.is_dir():
        raise _invalid(f"There is no model folder at {folder}.", "Choose the model again.")
    config = _read_json(path / "config.json")
    if config is None:
        raise _invalid(f"{path.name} is not a model folder: it has no config.json.", "Choose a folder that has one.")
    for name, content in (
        ("config.json", config),
        ("tokenizer_config.json", _read_json(path / "tokenizer_config.json")),
    ):
        for key in ("auto_map", "model_file"):
            if content and key in content:
                sentence = f"{path.name} wants to run code of its own ({key} in {name})."
                raise _invalid(sentence, "Choose a model that needs no code beside it.")
    _check_type(path, config)
    if not any((path / name).is_file() for name in _TOKENIZER_FILES):
        raise _invalid(f"{path.name} has no tokenizer.", _DOWNLOAD_AGAIN)
    return path


def load(path: Path, lazy: bool = False) -> "tuple[nn.Module, dict[str, Any]]":
    """Load the weights of a checked folder, or where `lazy` each when it is needed: the model and its configuration."""
    from mlx_lm.utils import load_model

    try:
        return load_model(path, lazy=lazy)
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise _invalid(f"{path.name} could not be loaded: {_first_line(error)}", _DOWNLOAD_AGAIN) from error


def load_tokenizer(path: Path) -> "TokenizerWrapper":
    """Load the tokenizer of a checked folder, without weights, its chat template settled."""
    from mlx_lm import utils

    try:
        stops = utils.load_config(path).get("eos_token_id")
        tokenizer = utils.load_tokenizer(path, {"trust_remote_code": False}, eos_token_ids=stops)
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise _invalid(f"The tokenizer of {path.name} could not be loaded: {_first_line(error)}") from error
    template = tokenizer.chat_template
    if isinstance(template, dict):
        # Of several, transformers takes this one.
        template = template.get("default")
    if isinstance(template, str):
        tokenizer.chat_template = chat.settled(template)
    return tokenizer


def _check_type(path: Path, config: dict[str, Any]) -> None:
    from mlx_lm.utils import MODEL_REMAPPING

    kind = config.get("model_type")
    if not isinstance(kind, str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", kind):
        raise _invalid(f"The config.json of {path.name} names no model_type.", _DOWNLOAD_AGAIN)
    try:
        known = hasattr(importlib.import_module(f"mlx_lm.models.{MODEL_REMAPPING.get(kind, kind)}"), "Model")
    except ImportError:
        known = False
    if not known:
        raise _invalid(f"Models of type {kind!r} are not supported.", "Choose a Llama, Qwen, Gemma or Mistral model.")


def _named_in_index(path: Path) -> set[str]:
    index = _read_json(path / "model.safetensors.index.json") or {}
    names = index.get("weight_map", {})
    return {str(name) for name in names.values()} if isinstance(names, dict) else set()


def _read_json(file: Path) -> dict[str, Any] | None:
    """The object in `file`, or None where there is no such file."""
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise _invalid(f"{file.parent.name} has an unreadable {file.name}.", _DOWNLOAD_AGAIN) from error
    if not isinstance(value, dict):
        raise _invalid(f"{file.parent.name} has an unreadable {file.name}.", _DOWNLOAD_AGAIN)
    return value


def _invalid(message: str, hint: str | None = None) -> Failure:
    return Failure(Code.MODEL_INVALID, message, hint)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
