"""Dataset rows as token ids, with the part to learn marked by its bounds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from . import chat
from .failures import Code, Failure
from .protocol import Message

if TYPE_CHECKING:
    from mlx_lm.tokenizer_utils import TokenizerWrapper


class _Line(msgspec.Struct):
    """A row as the file has it, in one of three forms; what else it holds is the app's affair."""

    messages: list[Message] | None = None
    prompt: str | None = None
    completion: str | None = None
    text: str | None = None


class Tokens(NamedTuple):
    """All of a row's ids, and the first position that is learned; never 0, which nothing predicts."""

    ids: list[int]
    start: int


class Refusal(Exception):
    """The row cannot be learned from; the text says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One example.

    Attributes
    ----------
    number
        Line in its file, from 0.
    tokens
        Ids, shape ``(length,)``, int32, cut at the longest length allowed.
    start
        First position that is learned; never 0, which nothing predicts.
    cut
        How many tokens lie beyond the longest length.
    """

    number: int
    tokens: npt.NDArray[np.int32]
    start: int
    cut: int

    @property
    def learned(self) -> int:
        """How many of its tokens are learned."""
        return max(0, len(self.tokens) - self.start)


class Skipped(NamedTuple):
    """A row that is left out, and why."""

    number: int
    reason: str


def read(
    file: Path,
    tokenizer: "TokenizerWrapper",
    max_length: int,
    mask_prompt: bool,
    tick: Callable[[int, int], None],
) -> Iterator[Row | Skipped]:
    """Yield every line of `file` as a row, or as skipped. `tick(done, total)` is called before each.

    Rows of which nothing is left to learn are still rows; see `Row.learned`.
    """
    for number, line in enumerate(lines(file, tick)):
        try:
            ids, start = tokens(line, tokenizer, mask_prompt)
        except Refusal as refusal:
            yield Skipped(number, str(refusal))
        else:
            kept = np.asarray(ids[:max_length], dtype=np.int32)
            yield Row(number, kept, start, max(0, len(ids) - max_length))


def lines(file: Path, tick: Callable[[int, int], None]) -> Iterator[bytes]:
    """Yield every line of `file`; `tick(done, total)` is called before each and at the end.

    Raises
    ------
    Failure
        dataInvalid, where it cannot be read.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Failure(Code.DATA_INVALID, f"{file.name} could not be read: {error.strerror}.") from error
    found = content.removesuffix(b"\n").split(b"\n") if content else []
    for number, line in enumerate(found):
        tick(number, len(found))
        yield line
    tick(len(found), len(found))


def tokens(line: bytes, tokenizer: "TokenizerWrapper", mask_prompt: bool) -> Tokens:
    """A line's tokens, whole. Where a line could be read in two ways, mlx-lm's order decides.

    Raises
    ------
    Refusal
        Where it is no row, or its row cannot be learned from.
    """
    try:
        row = msgspec.json.decode(line, type=_Line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal("The line is not a row to learn from.") from error
    if row.prompt is not None and row.completion is not None:
        turns = [Message(role="user", content=row.prompt), Message(role="assistant", content=row.completion)]
    elif row.messages is not None:
        turns = row.messages
    elif row.text is not None:
        return _of_text(row.text, tokenizer, mask_prompt)
    else:
        raise Refusal("The line has neither messages, nor a prompt with its completion, nor a text.")
    try:
        ids, answer = chat.answered_ids(tokenizer, turns)
    except chat.TemplateRefusal as refusal:
        raise Refusal(str(refusal)) from refusal
    return Tokens(ids, max(1, answer if mask_prompt else 1))


def _of_text(text: str, tokenizer: "TokenizerWrapper", mask_prompt: bool) -> Tokens:
    if mask_prompt:
        raise Refusal("A row of text has no prompt to leave out: turn mask_prompt off to learn all of it.")
    if not text:
        raise Refusal("The text is empty.")
    return Tokens(chat.text_ids(tokenizer, text), 1)


class Collected(NamedTuple):
    """A file's rows by what becomes of them."""

    usable: list[Row]
    skipped: list[Skipped]


def collect(entries: Iterator[Row | Skipped]) -> Collected:
    """Part the rows that teach something from those that do not."""
    collected = Collected([], [])
    for entry in entries:
        if isinstance(entry, Skipped):
            collected.skipped.append(entry)
        elif entry.learned == 0:
            collected.skipped.append(Skipped(entry.number, "Nothing of the answer fits into the longest row allowed."))
        else:
            collected.usable.append(entry)
    return collected
