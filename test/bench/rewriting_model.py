"""A model of 97 million random weights that writes a text of its own, so that sources can be made of it.

Its layers are random. Its head is its own embedding in another order: after a word comes the next one of a fixed list.
A source is a stretch of that list in which one or two words, a name, are one other, a pronoun: what the model answers
is then its source with every pronoun replaced, as a rewrite is. No name is anywhere in its source, so none can be
guessed, as they often can in a real text. Passes take what they take in any model of the size.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mlx.core as mx
from mlx_lm.models.llama import Model, ModelArgs
from mlx_lm.utils import save_model
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

SHAPE = {
    "architectures": ["LlamaForCausalLM"],
    "model_type": "llama",
    "hidden_size": 768,
    "num_hidden_layers": 12,
    "intermediate_size": 2048,
    "num_attention_heads": 12,
    "num_key_value_heads": 12,
    "rms_norm_eps": 1e-5,
    "rope_theta": 10000.0,
    "max_position_embeddings": 16384,
    "tie_word_embeddings": False,
}
LISTED = 8000
PRONOUNS = ("he", "she", "it", "they", "his", "her", "its", "their")
#: Words that a question ends with; the answer begins at another place of the list after each.
STARTS = 64
#: What every question begins with, as long as the app's own.
INSTRUCTION = (
    "You are an expert at coreference resolution . Your task is to resolve all pronouns and descriptive references in "
    "text by replacing them with their specific entities . Please resolve all coreferences in this text :"
)
TEMPLATE = "{{ messages | map(attribute='content') | join(' ') }}"


@dataclass(frozen=True)
class Text:
    """A question, the text in it that is answered, and the answer's tokens."""

    question: str
    source: str
    tokens: int
    replaced: int


def listed(place: int) -> str:
    """The word at a place of the list."""
    return f"w{place % LISTED:04d}"


def text(start: int, tokens: int, kept: tuple[int, int], chance: random.Random) -> Text:
    """A text whose answer has so many tokens, with between `kept` words kept from one replacement to the next."""
    place = first = start * (LISTED // STARTS)
    words: list[str] = []
    replaced = 0
    while place < first + tokens:
        stretch = min(chance.randint(*kept), first + tokens - place)
        words += [listed(place + word) for word in range(stretch)]
        place += stretch
        name = min(chance.choice((1, 1, 1, 2)), first + tokens - place)
        if name:
            words.append(chance.choice(PRONOUNS))
            replaced += 1
            place += name
    source = " ".join(words)
    return Text(f"{INSTRUCTION} {source} start{start}", source, tokens, replaced)


def build(folder: Path) -> Path:
    """Write the model and its tokenizer to `folder`."""
    folder.mkdir(parents=True)
    words = [*map(listed, range(LISTED)), *PRONOUNS, *(f"start{start}" for start in range(STARTS))]
    words += [*dict.fromkeys(INSTRUCTION.split()), "<unknown>", "<end>"]
    vocabulary = {word: place for place, word in enumerate(words)}
    _write_tokenizer(folder, vocabulary)
    config = {**SHAPE, "vocab_size": len(words), "eos_token_id": vocabulary["<end>"]}
    (folder / "config.json").write_text(json.dumps(config))
    mx.random.seed(0)
    network = Model(ModelArgs.from_dict(config))
    # Large beside what the layers add, so that they do not change which word comes next.
    embedding = 20 * mx.random.normal((len(words), SHAPE["hidden_size"]))
    before = [[vocabulary[listed(place - 1)]] for place in range(LISTED)]
    for start in range(STARTS):
        before[start * (LISTED // STARTS)].append(vocabulary[f"start{start}"])
    network.model.embed_tokens.weight = embedding
    network.lm_head.weight = _head(embedding, before)
    mx.eval(network.parameters())
    save_model(folder, network)
    return folder


def _head(embedding: mx.array, before: Sequence[Sequence[int]]) -> mx.array:
    """For each word of the list the direction of what it comes after; the others never come."""
    rest = mx.zeros((embedding.shape[0] - len(before), embedding.shape[1]))
    rows = mx.stack([embedding[mx.array(words)].sum(axis=0) for words in before])
    return mx.concatenate([rows / mx.linalg.norm(rows, axis=-1, keepdims=True), rest])


def _write_tokenizer(folder: Path, vocabulary: dict[str, int]) -> None:
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unknown>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unknown>", eos_token="<end>")
    fast.chat_template = TEMPLATE
    fast.save_pretrained(folder)
