"""Write the sample dataset and its held-out files.

Usage: python make_samples.py [--out FOLDER] [--seed N]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import samples

SEED = 4


def main() -> None:
    """Write every file and the folder's README."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=samples.FOLDER)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    counts: dict[str, str] = {}
    for name, texts in samples.sample_texts(options.seed).items():
        samples.write_rows(options.out / name, texts)
        mentions = sum(len(text.mentions) for text in texts)
        clean = sum(not text.mentions for text in texts)
        counts[name] = f"{len(texts):,} | {mentions:,} | {clean:,}"
    (options.out / "README.md").write_text(_README.format(seed=options.seed, **{
        name.removesuffix(".jsonl").replace("-", "_"): count for name, count in counts.items()
    }))


_README = """\
# Sample dataset

Coreference resolution by rewriting, in the chat format: system prompt, "Please resolve all coreferences in this
text: …", and the same text with third-person pronouns and descriptive references replaced by names. Reflexives,
relative pronouns, *I/you/we*, pleonastic *it* and quoted text stay as they are.

| file | rows | mentions | nothing to resolve | what is new in it |
|---|---|---|---|---|
| `coreference-train.jsonl` | {coreference_train} | for training |
| `heldout.jsonl` | {heldout} | the texts |
| `heldout-names.jsonl` | {heldout_names} | and every name: made-up names that training never shows |
| `heldout-frames.jsonl` | {heldout_frames} | and every sentence frame |

The texts are made, not collected: `python scripts/demo/make_samples.py --seed {seed}` writes these files from the
frames and words beside it. By construction one noun phrase of a text agrees with each pronoun, so the antecedent is
certain, and everything outside the references is equal in text and rewrite. Names are half common ones, half made up;
made-up ones carry a cue where the pronoun alone would not tell (Mr, Ms, Bank, …). No text occurs in two files.

It teaches the demo model in `assets/demo-model` the whole task within its small world. For real text, bring real
data.

Licence: MIT.
"""


if __name__ == "__main__":
    main()
