"""A Llama with random weights and a byte tokenizer, made in a second."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}"
    "{% if message['content'] == 'forbidden' %}{{ raise_exception('forbidden words') }}{% endif %}"
    "<|{{ message['role'] }}|>{{ message['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)

CONFIG = {
    "architectures": ["LlamaForCausalLM"],
    "model_type": "llama",
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "intermediate_size": 64,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "rms_norm_eps": 1e-5,
    "vocab_size": 264,
    "rope_theta": 10000.0,
    "max_position_embeddings": 512,
    "tie_word_embeddings": True,
    "bos_token_id": 256,
    "eos_token_id": 257,
}


def build(folder: Path, template: str | None = TEMPLATE, broken_letter: str | None = None) -> Path:
    """Write the model to `folder`; rows with `broken_letter` in them give a loss that is no number."""
    import mlx.core as mx
    from mlx_lm.models.llama import Model, ModelArgs
    from mlx_lm.utils import save_model

    folder.mkdir(parents=True)
    write_tokenizer(folder, template)
    config = {**CONFIG, "tie_word_embeddings": broken_letter is None}
    (folder / "config.json").write_text(json.dumps(config))
    mx.random.seed(0)
    model = Model(ModelArgs.from_dict(config))
    if broken_letter:
        model.model.embed_tokens.weight[letters().index(broken_letter)] = mx.nan
    mx.eval(model.parameters())
    save_model(folder, model)
    return folder


def quantize(model: Path, folder: Path, bits: int = 4, mode: str = "affine") -> Path:
    """Write `model` with packed weights to `folder`, which may be the same."""
    from mlx_lm.utils import load_model, quantize_model, save_config, save_model

    if folder != model:
        shutil.copytree(model, folder)
    network, config = load_model(model)
    network, config = quantize_model(network, config, group_size=32, bits=bits, mode=mode)
    save_model(folder, network)
    save_config(config, folder / "config.json")
    return folder


def halve(model: Path, folder: Path, dtype: str = "bfloat16") -> Path:
    """Write `model` to `folder` with its numbers in 16 bits, as real models have them."""
    import mlx.core as mx
    from mlx_lm.utils import load_model, save_model

    shutil.copytree(model, folder)
    network, _ = load_model(model)
    network.set_dtype(getattr(mx, dtype))
    save_model(folder, network)
    return folder


def build_gemma(folder: Path) -> Path:
    """Write a model with the layout of a Gemma 3 that could also see; only its language part has weights."""
    import mlx.core as mx
    from mlx_lm.models.gemma3 import Model, ModelArgs
    from mlx_lm.utils import save_model

    folder.mkdir(parents=True)
    write_tokenizer(folder, TEMPLATE)
    text = {**CONFIG, "model_type": "gemma3_text", "head_dim": 8, "sliding_window": 64, "query_pre_attn_scalar": 8}
    text["sliding_window_pattern"] = 2
    config = {
        "architectures": ["Gemma3ForConditionalGeneration"],
        "model_type": "gemma3",
        "vocab_size": CONFIG["vocab_size"],
        "eos_token_id": CONFIG["eos_token_id"],
        "text_config": text,
        "vision_config": {"model_type": "siglip_vision_model"},
    }
    (folder / "config.json").write_text(json.dumps(config))
    mx.random.seed(0)
    model = Model(ModelArgs.from_dict(config))
    mx.eval(model.parameters())
    save_model(folder, model)
    return folder


def build_state_space(folder: Path) -> Path:
    """Write a model that keeps a state of what it has read, which cannot be taken back."""
    import mlx.core as mx
    from mlx_lm.models.mamba import Model, ModelArgs
    from mlx_lm.utils import save_model

    folder.mkdir(parents=True)
    write_tokenizer(folder, TEMPLATE)
    shape = {"hidden_size": 32, "intermediate_size": 64, "state_size": 8, "num_hidden_layers": 2, "conv_kernel": 4}
    rest = {"use_bias": False, "use_conv_bias": True, "time_step_rank": 2}
    common = {key: CONFIG[key] for key in ("vocab_size", "bos_token_id", "eos_token_id")}
    config = {"architectures": ["MambaForCausalLM"], "model_type": "mamba", **shape, **rest, **common}
    (folder / "config.json").write_text(json.dumps(config))
    mx.random.seed(0)
    model = Model(ModelArgs.from_dict(config))
    mx.eval(model.parameters())
    save_model(folder, model)
    return folder


def write_tokenizer(folder: Path, template: str | None, merges: Sequence[tuple[str, str]] = ()) -> None:
    """Bytes as tokens 0 to 255, then what `merges` makes of two, then the special ones."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    vocabulary = [*letters(), *("".join(merge) for merge in merges)]
    tokenizer = Tokenizer(models.BPE({piece: place for place, piece in enumerate(vocabulary)}, list(merges)))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(["<|begin|>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>"])
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<|begin|>", eos_token="<|end|>")
    if template is not None:
        fast.chat_template = template
    fast.save_pretrained(folder)


def letters() -> list[str]:
    """The byte alphabet; a letter's place is its token."""
    from tokenizers import pre_tokenizers

    return sorted(pre_tokenizers.ByteLevel.alphabet())
