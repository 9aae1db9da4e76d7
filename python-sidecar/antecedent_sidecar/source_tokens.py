"""The tokens of a source as an answer would have them, and the names in it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from . import chat
from .drafting import Source
from .protocol import Message

if TYPE_CHECKING:
    from mlx_lm.tokenizer_utils import TokenizerWrapper

#: How tokenizers write the space a word begins with: byte pairs and sentence pieces.
_SPACES = "Ġ▁"


def tokenized(tokenizer: "TokenizerWrapper", messages: Sequence[Message], text: str) -> Source:
    """`text` as the answer to `messages`, up to and with the token that ends it."""
    try:
        whole, start = chat.answered_ids(tokenizer, [*messages, Message(role="assistant", content=text)])
        ids = whole[start:]
    except chat.TemplateRefusal:
        ids = [int(token) for token in tokenizer.encode(text, add_special_tokens=False)]
    end = next((place for place, token in enumerate(ids) if token in tokenizer.eos_token_ids), len(ids) - 1)
    ids = ids[: end + 1]
    return Source(ids, list(_names(tokenizer, ids)))


def _names(tokenizer: "TokenizerWrapper", ids: Sequence[int]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Each place where a word begins with a capital: its first token, and the rest of it and of such words behind it.

    A name at the beginning of a text has other tokens than one behind a space, so each is told of in both spellings.
    """
    pieces = [piece or "" for piece in tokenizer.convert_ids_to_tokens(list(ids))]
    ends = [len(ids)] * len(ids)
    for place in range(len(ids) - 2, -1, -1):
        ends[place] = ends[place + 1] if _goes_on(pieces[place + 1]) else place + 1
    spelled: dict[str, list[list[int]]] = {}
    for place in (place for place, piece in enumerate(pieces) if _begins(piece)):
        name = ids[place : ends[place]]
        text = tokenizer.decode(name).strip()
        if text not in spelled:
            spelled[text] = [tokenizer.encode(space + text, add_special_tokens=False) for space in ("", " ")]
        for spelling in {tuple(spelling) for spelling in (name, *spelled[text]) if spelling}:
            yield place, spelling[0], spelling[1:]


def _begins(piece: str) -> bool:
    return piece.lstrip(_SPACES)[:1].isupper()


def _goes_on(piece: str) -> bool:
    """Whether a token is more of the word before it, or another word with a capital."""
    return _begins(piece) if piece[:1] in _SPACES else piece[:1].isalpha()
