"""Whole weights packed into few bits on purpose, by mlx-lm's own quantization."""

from typing import TYPE_CHECKING, Any

from mlx.utils import tree_flatten
from mlx_lm.utils import quantize_model

from .failures import Code, Failure

if TYPE_CHECKING:
    import mlx.nn as nn

#: Numbers that share a scale, as mlx-lm has them by default, and what narrow layers are left with.
_GROUPS = (64, 32)


def pack(model: "nn.Module", config: dict[str, Any], bits: int) -> "tuple[nn.Module, dict[str, Any]]":
    """The model with its linear layers and embedding in `bits` bits, and a configuration that says so.

    Raises
    ------
    Failure
        invalidParams, where no layer's width is a multiple of what shares a scale.
    """
    widths = [module.weight.shape[-1] for _, module in model.named_modules() if hasattr(module, "to_quantized")]
    fitting = {size: sum(width % size == 0 for width in widths) for size in _GROUPS}
    group = max(_GROUPS, key=lambda size: fitting[size])
    if fitting[group] == 0:
        raise Failure(Code.INVALID_PARAMS, "This model's layers are too narrow to be packed.", "Leave it unpacked.")
    packed, said = quantize_model(model, config, group_size=group, bits=bits)
    assert is_packed(packed)
    return packed, said


def is_packed(model: "nn.Module") -> bool:
    """Whether any of its weights are in few bits, whatever its configuration says."""
    return any(name.endswith(".scales") for name, _ in tree_flatten(model.parameters()))
