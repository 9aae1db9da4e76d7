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
resolve coreferences, it answers with the text it was given. Fine-tuned for a few minutes on
`assets/samples/coreference-train.jsonl` it resolves most held-out sentences of the same small world
(`scripts/demo/README.md` has the scores). It knows nothing else: words and names whose parts it has not met, and longer
texts, come back garbled; real prose does not even copy.

## How it was made

`python scripts/demo/make_demo_model.py --seed {seed}`: {steps:,} steps of 16 rows in three phases, about 25
minutes on a busy machine of two cores, from text that `scripts/demo` generates and nothing else. First it learns to **copy**:

- 75 % copying in the chat format, half of it random strings of words and names, half texts of the demo world;
- 15 % replacing words on explicit request ("Write Ana for she: …"), on the same texts;
- 10 % plain text of the demo world.

Then it learns to **read**, as a large model has before anybody tunes it: 45 % copying; 30 % replacing words or
references by what the request gives; 25 % noting whom a reference means ("Who or what is meant: …" answered with
"she: Ana, his: Tom's"), half on texts of the demo world and half on strings of words without sense.

No row resolves a text without being told what to write for what. Held-out names and sentence frames occur in none, the
words of held-out frames do. The three instruction phrases of the sample data are one token each.
`training_log.jsonl` has the loss and the copy accuracy by step.

## Figures

| on 400 texts with unseen names and unseen frames | |
|---|---|
| copied exactly | {copy_accuracy:.1%} |
| mention F1 (it should resolve nothing) | {mention_f1:.1%} |
"""
