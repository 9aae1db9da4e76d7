"""The architectures of the suggested models, each as a tiny model with random weights, its quirks and its prompts."""

import importlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mlx.core as mx
import tiny_model
from architecture_configs import GEMMA_SEEING, GEMMA_TEXT, LLAMA, QWEN, SMOLLM
from architecture_prompts import ASKED_GEMMA, ASKED_LLAMA, ASKED_QWEN, ASKED_SMOLLM, GEMMA_3, SMOLLM_3
from mlx.utils import tree_flatten
from test_templates import LLAMA_3, QWEN_3
from transformers import AutoTokenizer


@dataclass(frozen=True)
class Architecture:
    """An architecture as its tiny model has it.

    Attributes
    ----------
    models
        Suggested models that are of it, as `well-known-models.ts` names them; empty for one beside them.
    config
        config.json.
    quirks
        Keys of the text model's configuration, and what they would be without what is special about it.
    traits
        The same in words.
    prompt
        What the template writes of a question with instructions.
    system
        Where these instructions stand, in words.
    read
        What transformers makes of the language model's configuration, by its own names.
    end
        The token that ends a text, where it is another than the one that ends a turn.
    beside
        Weights that lie in the folder and are not part of the language model.
    """

    name: str
    models: tuple[str, ...]
    config: dict[str, Any]
    quirks: dict[str, Any]
    traits: str
    template: str
    prompt: str
    system: str
    read: dict[str, Any]
    end: str | None = None
    beside: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def text_config(self) -> Mapping[str, Any]:
        """The part of config.json that describes the language model."""
        said: Mapping[str, Any] = self.config.get("text_config", self.config)
        return said

    @property
    def text_type(self) -> str:
        """The type of the language model alone."""
        return str(self.text_config["model_type"])

    @property
    def tied(self) -> bool:
        """Whether the embedding is also what the logits are made with; a Gemma's configuration leaves it out."""
        return bool(self.text_config.get("tie_word_embeddings", self.text_type == "gemma3_text"))


def _read_of_gemma(windows: int, positions: dict[str, Any], heads: int, pairs: int) -> dict[str, Any]:
    """What transformers reads of a Gemma with so many layers that see a window before the one that sees all."""
    return {
        "layer_types": ["sliding_attention"] * windows + ["full_attention"],
        "sliding_window": 16,
        "query_pre_attn_scalar": 12,
        "rope_parameters": {
            "sliding_attention": {"rope_type": "default", "rope_theta": 10000.0},
            "full_attention": {**positions, "rope_theta": 1000000.0},
        },
        "num_attention_heads": heads,
        "num_key_value_heads": pairs,
        "tie_word_embeddings": True,
    }


_OWN, _FOLDED = "a turn of its own", "before the first question"
_ENDS = "a text's end beside a turn's end"

ARCHITECTURES = (
    Architecture(
        "llama",
        ("meta-llama/Llama-3.2-3B-Instruct", "meta-llama/Llama-3.2-1B-Instruct"),
        {**LLAMA, "tie_word_embeddings": True},
        {"rope_scaling": None},
        "Llama-3 rope scaling, tied embeddings, several end tokens, a date in the prompt",
        LLAMA_3,
        ASKED_LLAMA,
        _OWN,
        {"rope_parameters": {**LLAMA["rope_scaling"], "rope_theta": 500000.0}, "tie_word_embeddings": True},
    ),
    Architecture(
        "llama, untied",
        (),
        {**LLAMA, "tie_word_embeddings": False},
        {"rope_scaling": None},
        "the same with an output layer of its own, as larger ones have",
        LLAMA_3,
        ASKED_LLAMA,
        _OWN,
        {"rope_parameters": {**LLAMA["rope_scaling"], "rope_theta": 500000.0}, "tie_word_embeddings": False},
    ),
    Architecture(
        "qwen3",
        ("Qwen/Qwen3-4B", "Qwen/Qwen3-1.7B", "Qwen/Qwen3-0.6B"),
        QWEN,
        {"rope_theta": 10.0},
        "normed queries and keys, heads wider than the layer, tied embeddings that are in the file twice, thinking off",
        QWEN_3,
        ASKED_QWEN,
        _OWN,
        {"head_dim": 16, "sliding_window": None, "tie_word_embeddings": True},
        beside={"lm_head.weight": (264, 32)},
    ),
    Architecture(
        "smollm3",
        ("HuggingFaceTB/SmolLM3-3B",),
        SMOLLM,
        {"no_rope_layers": [1, 1, 1, 1]},
        "a layer in four without positions, tied embeddings, a date and thinking off in the prompt",
        SMOLLM_3,
        ASKED_SMOLLM,
        _OWN,
        {"no_rope_layers": [1, 1, 1, 0], "tie_word_embeddings": True},
    ),
    Architecture(
        "gemma3_text",
        ("google/gemma-3-1b-it",),
        GEMMA_TEXT,
        {"sliding_window": 400, "query_pre_attn_scalar": 8},
        f"layers that see a window, a scale of attention of its own, tied embeddings, {_ENDS}",
        GEMMA_3,
        ASKED_GEMMA,
        _FOLDED,
        _read_of_gemma(2, {"rope_type": "default"}, 4, 1),
        end="<|over|>",
    ),
    Architecture(
        "gemma3",
        ("google/gemma-3-4b-it",),
        GEMMA_SEEING,
        {"sliding_window": 400, "rope_scaling": None, "query_pre_attn_scalar": 8},
        f"the same within a model that sees, most of its shape left unsaid, linear rope scaling, {_ENDS}",
        GEMMA_3,
        ASKED_GEMMA,
        _FOLDED,
        _read_of_gemma(5, {"rope_type": "linear", "factor": 8.0}, 8, 4),
        end="<|over|>",
        beside={
            "vision_tower.vision_model.embeddings.patch_embedding.weight": (32, 3, 4, 4),
            "multi_modal_projector.mm_input_projection_weight": (32, 32),
        },
    ),
)


def build(architecture: Architecture, folder: Path, packed: bool, template: str | None = None) -> Path:
    """Write the tiny model to `folder`: bfloat16, or `packed` in 4 bits with bfloat16 scales; `template` is another."""
    folder.mkdir(parents=True)
    tiny_model.write_tokenizer(folder, template or architecture.template)
    if architecture.end is not None:
        tokenizer = AutoTokenizer.from_pretrained(folder)
        tokenizer.add_special_tokens({"eos_token": architecture.end})
        tokenizer.save_pretrained(folder)
    (folder / "config.json").write_text(json.dumps(architecture.config))
    module = importlib.import_module(f"mlx_lm.models.{architecture.config['model_type']}")
    mx.random.seed(0)
    model = module.Model(module.ModelArgs.from_dict(json.loads((folder / "config.json").read_text())))
    weights = {name: _worn(name, weight) for name, weight in tree_flatten(model.parameters())}
    if architecture.tied:
        weights = {name: weight for name, weight in weights.items() if "lm_head" not in name}
    mx.save_safetensors(str(folder / "model.safetensors"), weights, metadata={"format": "pt"})
    if packed:
        tiny_model.quantize(folder, folder)
    if architecture.beside:
        unread = {name: mx.zeros(shape, mx.bfloat16) for name, shape in architecture.beside.items()}
        mx.save_safetensors(str(folder / "model-beside.safetensors"), unread, metadata={"format": "pt"})
    return folder


def _worn(name: str, weight: mx.array) -> mx.array:
    """The weight in 16 bits; those of norms are new all alike, and would hide whether they are kept."""
    moved = weight + 0.3 * mx.random.normal(weight.shape) if "norm" in name else weight
    return moved.astype(mx.bfloat16)
