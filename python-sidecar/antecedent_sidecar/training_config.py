"""What a run trains with; `electron/shared/training.ts` is the other half."""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

_Positive = Annotated[int, Meta(ge=1)]


class LoraParameters(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Shape of the adapter; `keys` are module paths within a block, None being every linear layer."""

    rank: Annotated[int, Meta(ge=1, le=256)] = 8
    scale: Annotated[float, Meta(gt=0, le=1000)] = 20.0
    dropout: Annotated[float, Meta(ge=0, le=0.9)] = 0.0
    keys: Annotated[list[Annotated[str, Meta(max_length=200)]], Meta(max_length=64)] | None = None


class TrainingConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Keys are mlx-lm's where it has one; `epochs`, `warmup_fraction`, `validation_fraction`, `clip_norm` are ours."""

    fine_tune_type: Literal["lora"] = "lora"
    optimizer: Literal["adam", "adamw"] = "adam"
    epochs: Annotated[float, Meta(gt=0, le=1000)] = 2.0
    iters: Annotated[int, Meta(ge=1, le=10_000_000)] | None = None
    batch_size: Annotated[int, Meta(ge=1, le=256)] = 4
    grad_accumulation_steps: Annotated[int, Meta(ge=1, le=256)] = 1
    learning_rate: Annotated[float, Meta(gt=0, le=1)] = 1e-4
    schedule: Literal["constant", "cosine_decay"] = "cosine_decay"
    warmup_fraction: Annotated[float, Meta(ge=0, le=0.5)] = 0.05
    clip_norm: Annotated[float, Meta(gt=0)] | None = 1.0
    lora_parameters: LoraParameters = field(default_factory=LoraParameters)
    num_layers: Annotated[int, Meta(ge=-1, le=1000)] = -1
    max_seq_length: Annotated[int, Meta(ge=16, le=131_072)] = 2048
    mask_prompt: bool = True
    steps_per_report: _Positive | None = None
    steps_per_eval: _Positive | None = None
    validation_fraction: Annotated[float, Meta(gt=0, le=0.5)] = 0.1
    grad_checkpoint: bool = False
    seed: Annotated[int, Meta(ge=0, le=2_147_483_647)] = 0
