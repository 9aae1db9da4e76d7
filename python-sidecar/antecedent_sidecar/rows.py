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
    """A row as the file has it; what else it holds is the app's affair."""

    messages: list[Message]


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
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Failure(Code.DATA_INVALID, f"{file.name} could not be read: {error.strerror}.") from error
    lines = content.removesuffix(b"\n").split(b"\n") if content else []
    for number, line in enumerate(lines):
        tick(number, len(lines))
        try:
            messages = msgspec.json.decode(line, type=_Line).messages
            ids, answer = chat.answered_ids(tokenizer, messages)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            yield Skipped(number, "The line is not a chat row.")
        except chat.TemplateRefusal as refusal:
            yield Skipped(number, str(refusal))
        else:
            start = max(1, answer if mask_prompt else 1)
            kept = np.asarray(ids[:max_length], dtype=np.int32)
            yield Row(number, kept, start, max(0, len(ids) - max_length))
    tick(len(lines), len(lines))


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
