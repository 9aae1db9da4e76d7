"""The demo model's tokenizer: byte-level BPE that spells any text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

import prompts

VOCABULARY = 2560
MODEL_MAXIMUM = 1024


def train_tokenizer(corpus: Iterable[str]) -> Tokenizer:
    """Train the tokenizer.

    A space is put before every text, so that a name at the start has the tokens it has elsewhere. Special tokens take
    the first ids (padding is 0), the instruction phrases follow the merges.
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    special = [prompts.PAD, prompts.END, *prompts.ROLES.values()]
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY - len(prompts.PHRASES),
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(corpus, trainer)
    tokenizer.add_tokens([AddedToken(phrase, normalized=False) for phrase in prompts.PHRASES])
    return tokenizer


def save_tokenizer(tokenizer: Tokenizer, folder: Path) -> None:
    """Write tokenizer, its configuration and the chat template in Hugging Face layout."""
    tokenizer.save(str(folder / "tokenizer.json"))
    configuration = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "pad_token": prompts.PAD,
        "eos_token": prompts.END,
        "model_max_length": MODEL_MAXIMUM,
        "clean_up_tokenization_spaces": False,
        "add_prefix_space": True,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(configuration, indent=2) + "\n")
    (folder / "chat_template.jinja").write_text(prompts.CHAT_TEMPLATE)
