"""The demo model's card."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ModelCard:
    """Figures of one making of the demo model."""

    seed: int
    steps: int
    parameters: int
    vocabulary: int
    seconds: float
    copy_accuracy: float
    mention_f1: float

    def render(self) -> str:
        """The card as Markdown."""
        return _CARD.format(**{field: getattr(self, field) for field in self.__dataclass_fields__})


_CARD = """\
---
license: mit
language: en
pipeline_tag: text-generation
---

# Antecedent demo model

Made for trying the app, not for real text. It is a Llama of {parameters:,} parameters in ordinary Hugging Face layout,
with its own byte-level BPE tokenizer ({vocabulary:,} tokens) and chat template. As it stands it **copies**: asked to
resolve coreferences, it answers with the text it was given. Fine-tuned for about a minute on
`assets/samples/coreference-train.jsonl` it resolves held-out sentences of the same small world. It knows
nothing else.

## How it was made

`python scripts/demo/make_demo_model.py --seed {seed}`: {steps:,} steps of 32 rows, {seconds:.0f} seconds on two CPU
cores, from text that `scripts/demo` generates and nothing else:

- 65 % copying in the chat format, half of it random strings of words and names, half texts of the demo world;
- 20 % replacing words on explicit request ("Write Ana for she: …"), on the same texts;
- 15 % plain text of the demo world, before or after resolving.

No row asks for coreferences and shows them resolved. Held-out names and sentence frames occur in none. The three
instruction phrases of the sample data are one token each. `training_log.jsonl` has the loss and the copy accuracy by
step.

## Figures

| on 400 texts with unseen names and unseen frames | |
|---|---|
| copied exactly | {copy_accuracy:.1%} |
| mention F1 (it should resolve nothing) | {mention_f1:.1%} |
"""
