"""config.json of the suggested models, each with its own quirks, in a few numbers."""

from typing import Any

_SHAPE: dict[str, Any] = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 8,
    "rms_norm_eps": 1e-5,
    "vocab_size": 264,
    "max_position_embeddings": 512,
    "bos_token_id": 256,
    "torch_dtype": "bfloat16",
}
LLAMA: dict[str, Any] = {
    **_SHAPE,
    "architectures": ["LlamaForCausalLM"],
    "model_type": "llama",
    "eos_token_id": [258, 257],
    "rope_theta": 500000.0,
    "rope_scaling": {
        "factor": 32.0,
        "high_freq_factor": 4.0,
        "low_freq_factor": 1.0,
        "original_max_position_embeddings": 64,
        "rope_type": "llama3",
    },
}
QWEN: dict[str, Any] = {
    **_SHAPE,
    "architectures": ["Qwen3ForCausalLM"],
    "model_type": "qwen3",
    # Wider together than what they read, as in the smallest of them.
    "head_dim": 16,
    "eos_token_id": 257,
    "rope_theta": 1000000.0,
    "rope_scaling": None,
    "sliding_window": None,
    "use_sliding_window": False,
    "tie_word_embeddings": True,
}
SMOLLM: dict[str, Any] = {
    **_SHAPE,
    "architectures": ["SmolLM3ForCausalLM"],
    "model_type": "smollm3",
    "num_hidden_layers": 4,
    "eos_token_id": 257,
    "pad_token_id": 262,
    "rope_theta": 5000000.0,
    "no_rope_layers": [1, 1, 1, 0],
    "no_rope_layer_interval": 4,
    "tie_word_embeddings": True,
}
GEMMA_TEXT: dict[str, Any] = {
    **_SHAPE,
    "architectures": ["Gemma3ForCausalLM"],
    "model_type": "gemma3_text",
    "num_hidden_layers": 3,
    "num_key_value_heads": 1,
    "rms_norm_eps": 1e-6,
    "eos_token_id": [261, 257],
    "hidden_activation": "gelu_pytorch_tanh",
    "query_pre_attn_scalar": 12,
    "rope_theta": 1000000.0,
    "rope_local_base_freq": 10000.0,
    "rope_scaling": None,
    "sliding_window": 16,
    "sliding_window_pattern": 3,
}
#: Much is left to be known: heads, the pattern of windows, bases of positions.
GEMMA_SEEING: dict[str, Any] = {
    "architectures": ["Gemma3ForConditionalGeneration"],
    "model_type": "gemma3",
    "vocab_size": 264,
    "eos_token_id": [261, 257],
    "torch_dtype": "bfloat16",
    "text_config": {
        "model_type": "gemma3_text",
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 6,
        "head_dim": 8,
        "query_pre_attn_scalar": 12,
        "rope_scaling": {"factor": 8.0, "rope_type": "linear"},
        "sliding_window": 16,
    },
    "vision_config": {"model_type": "siglip_vision_model", "hidden_size": 32, "num_hidden_layers": 1},
}
