"""What the resident model has read of its last prompts, one for the base model and one for the tuned one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .failures import Cancelled
from .reading import Reader

if TYPE_CHECKING:
    import mlx.nn as nn

#: Most memory that is kept of one prompt, in bytes: of a model of 3 billion weights about 4,000 tokens.
_MOST_BYTES = 512 * 1024 * 1024


class Prefixes:
    """Readers that are kept from one answer to the next, so that what prompts begin with alike is read once.

    Weights of another scale read otherwise, so a reader serves one scale: the base model has its own, and the tuned
    model one, for the scale it had last.

    Parameters
    ----------
    most_bytes
        Most memory that is kept of one prompt.
    """

    def __init__(self, model: "nn.Module", most_bytes: int = _MOST_BYTES) -> None:
        self._model = model
        self._most_bytes = most_bytes
        self._kept: dict[bool, tuple[float, Reader]] = {}

    @contextmanager
    def reader(self, scale: float) -> Iterator[Reader]:
        """A reader for a time, with what it had read before; afterwards its prompt is kept, unless it is too large.

        Parameters
        ----------
        scale
            Of the adapter, 0 for the base model.
        """
        known, reader = self._kept.pop(scale > 0, (scale, None))
        if reader is None or known != scale:
            reader = Reader(self._model)
        try:
            yield reader
        except Cancelled:
            self._keep(scale, reader)
            raise
        self._keep(scale, reader)

    def _keep(self, scale: float, reader: Reader) -> None:
        reader.keep_prompt()
        reader.compact()
        if reader.memory_bytes <= self._most_bytes:
            self._kept[scale > 0] = (scale, reader)
