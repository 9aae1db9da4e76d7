"""Models as folders in Hugging Face layout: nothing in them runs code, and nothing that only this app could load."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlx.utils import tree_flatten
from mlx_lm.utils import save

from . import models, written_folders
from .job import Job
from .protocol import FuseResult

if TYPE_CHECKING:
    import mlx.nn as nn
    from mlx_lm.tokenizer_utils import TokenizerWrapper

#: Keys that make other loaders run code from the folder.
_CODE_KEYS = ("auto_map", "model_file")
#: Keys that say in how many bits weights are.
PACKING_KEYS = ("quantization", "quantization_config")


def size_of(model: "nn.Module") -> int:
    """Bytes of its weights, whether they are computed yet or not."""
    return sum(weight.nbytes for _, weight in tree_flatten(model.parameters()))


def write(
    out: Path, source: Path, model: "nn.Module", tokenizer: "TokenizerWrapper", config: dict[str, Any], job: Job
) -> FuseResult:
    """Write a model that was made from the folder `source` to `out`, whole or not at all; its weights are gone then.

    Raises
    ------
    Failure
        notWritten, diskFull, and modelInvalid where what was written is no model.
    """

    def fill(folder: Path) -> None:
        save(folder, source, model, tokenizer, without(config, _CODE_KEYS), donate_model=True)
        for script in folder.glob("*.py"):
            script.unlink()
        _clean(folder)
        models.check(str(folder))

    return written_folders.written(out, size_of(model), fill, job)


def as_text_model(model: "nn.Module", config: dict[str, Any]) -> "tuple[nn.Module, dict[str, Any]]":
    """The language model alone, where the folder described one with eyes: its vision weights are not loaded.

    Other loaders would look for them, so the text model is written under its own name.
    """
    if config["model_type"] != "gemma3":
        return model, config
    text = {**model.args.text_config, "model_type": "gemma3_text", "architectures": ["Gemma3ForCausalLM"]}
    for key in ("bos_token_id", "eos_token_id", "pad_token_id"):
        if key in config:
            text.setdefault(key, config[key])
    if quantization := config.get("quantization"):
        text["quantization"] = {name.removeprefix("language_model."): value for name, value in quantization.items()}
    return model.language_model, text


def without(content: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """The same object without some of its keys."""
    return {key: value for key, value in content.items() if key not in keys}


def _clean(folder: Path) -> None:
    """The tokenizer's settings as every loader has them: transformers 4, which vLLM and others still ask, calls a class
    otherwise than 5, wants a mapping where 5 writes a list, and does not look for added tokens in tokenizer.json."""
    file = folder / "tokenizer_config.json"
    if not file.exists():
        return
    content = without(json.loads(file.read_text(encoding="utf-8")), _CODE_KEYS)
    if content.get("tokenizer_class") == "TokenizersBackend":
        content["tokenizer_class"] = "PreTrainedTokenizerFast"
    if isinstance(extra := content.get("extra_special_tokens"), list):
        del content["extra_special_tokens"]
        content["additional_special_tokens"] = extra
    content.setdefault("added_tokens_decoder", _added_tokens(folder / "tokenizer.json"))
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False), encoding="utf-8")


def _added_tokens(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    tokens = json.loads(file.read_text(encoding="utf-8")).get("added_tokens") or []
    return {str(token["id"]): without(token, ("id",)) for token in tokens}
