"""What a run trains with; `electron/shared/training.ts` is the other half."""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

_Positive = Annotated[int, Meta(ge=1)]
_Above = Annotated[float, Meta(gt=0)]
_Beta = Annotated[float, Meta(ge=0, lt=1)]
_Decay = Annotated[float, Meta(ge=0, le=10)]


class _Closed(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Part of a configuration: nothing unknown in it."""


class AdamConfig(_Closed):
    """Arguments of `mlx.optimizers.Adam`; bias_correction is on, without it the first steps are too large."""

    betas: tuple[_Beta, _Beta] = (0.9, 0.999)
    eps: _Above = 1e-8
    bias_correction: bool = True


class AdamWConfig(_Closed):
    """Arguments of `mlx.optimizers.AdamW`."""

    betas: tuple[_Beta, _Beta] = (0.9, 0.999)
    eps: _Above = 1e-8
    weight_decay: _Decay = 0.01
    bias_correction: bool = True


class MuonConfig(_Closed):
    """Arguments of `mlx.optimizers.Muon`."""

    momentum: _Beta = 0.95
    weight_decay: _Decay = 0.01
    nesterov: bool = True
    ns_steps: Annotated[int, Meta(ge=1, le=20)] = 5


class SgdConfig(_Closed):
    """Arguments of `mlx.optimizers.SGD`."""

    momentum: _Beta = 0.0
    weight_decay: _Decay = 0.0
    dampening: Annotated[float, Meta(ge=0, le=1)] = 0.0
    nesterov: bool = False


class AdafactorConfig(_Closed):
    """Arguments of `mlx.optimizers.Adafactor`; with relative_step the learning rate asked for would mean nothing."""

    eps: tuple[_Above, _Above] = (1e-30, 1e-3)
    clip_threshold: _Above = 1.0
    decay_rate: Annotated[float, Meta(ge=-1, le=0)] = -0.8
    beta_1: _Beta | None = None
    weight_decay: _Decay = 0.0
    scale_parameter: bool = True
    relative_step: bool = False
    warmup_init: bool = False


class OptimizerConfig(_Closed):
    """Arguments by optimizer; only the chosen one's count."""

    adam: AdamConfig = field(default_factory=AdamConfig)
    adamw: AdamWConfig = field(default_factory=AdamWConfig)
    muon: MuonConfig = field(default_factory=MuonConfig)
    sgd: SgdConfig = field(default_factory=SgdConfig)
    adafactor: AdafactorConfig = field(default_factory=AdafactorConfig)


class LrSchedule(_Closed):
    """A function of `mlx.optimizers.schedulers` with its arguments, in updates, as mlx-lm's configuration has it."""

    name: Literal["cosine_decay", "exponential_decay", "linear_schedule", "step_decay"]
    arguments: Annotated[list[Annotated[float, Meta(ge=-1e30, le=1e30)]], Meta(min_length=2, max_length=3)]
    warmup: Annotated[int, Meta(ge=0, le=10_000_000)] = 0
    warmup_init: Annotated[float, Meta(ge=0, le=1)] = 0.0


class LoraParameters(_Closed):
    """Shape of the adapter; `keys` are module paths within a block, None being every linear layer."""

    rank: Annotated[int, Meta(ge=1, le=256)] = 8
    scale: Annotated[float, Meta(gt=0, le=1000)] = 20.0
    dropout: Annotated[float, Meta(ge=0, le=0.9)] = 0.0
    keys: Annotated[list[Annotated[str, Meta(max_length=200)]], Meta(max_length=64)] | None = None


class TrainingConfig(_Closed):
    """Keys and their meaning are mlx-lm's where it has one: `iters`, `save_every` and `steps_per_*` count batches."""

    fine_tune_type: Literal["lora", "dora", "full"] = "lora"
    optimizer: Literal["adam", "adamw", "muon", "sgd", "adafactor"] = "adam"
    optimizer_config: OptimizerConfig = field(default_factory=OptimizerConfig)
    epochs: Annotated[float, Meta(gt=0, le=1000)] = 2.0
    iters: Annotated[int, Meta(ge=1, le=10_000_000)] | None = None
    batch_size: Annotated[int, Meta(ge=1, le=256)] = 4
    grad_accumulation_steps: Annotated[int, Meta(ge=1, le=256)] = 1
    learning_rate: Annotated[float, Meta(gt=0, le=1)] = 1e-4
    schedule: Literal["constant", "cosine_decay", "linear_schedule"] = "cosine_decay"
    warmup_fraction: Annotated[float, Meta(ge=0, le=0.5)] = 0.05
    lr_schedule: LrSchedule | None = None
    clip_norm: _Above | None = 1.0
    lora_parameters: LoraParameters = field(default_factory=LoraParameters)
    num_layers: Annotated[int, Meta(ge=-1, le=1000)] = -1
    max_seq_length: Annotated[int, Meta(ge=16, le=131_072)] = 2048
    mask_prompt: bool = True
    steps_per_report: _Positive | None = None
    steps_per_eval: _Positive | None = None
    save_every: _Positive | None = None
    save_seconds: Annotated[float, Meta(gt=0, le=86_400)] = 60.0
    best_by: Literal["loss", "score"] = "loss"
    score_rows: Annotated[int, Meta(ge=1, le=512)] = 24
    early_stopping_patience: Annotated[int, Meta(ge=1, le=1000)] | None = None
    on_divergence: Literal["stop", "halve"] = "stop"
    validation_fraction: Annotated[float, Meta(gt=0, le=0.5)] = 0.1
    grad_checkpoint: bool = False
    seed: Annotated[int, Meta(ge=0, le=2_147_483_647)] = 0
    report_to: Literal["tensorboard", "trackio", "wandb"] | None = None
    project_name: Annotated[str, Meta(max_length=120)] | None = None
