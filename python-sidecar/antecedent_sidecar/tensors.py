"""The head of a safetensors file, read and checked without its weights."""

import json
from pathlib import Path
from typing import Any, NamedTuple

#: Longest head that the format's own readers accept, in bytes.
_MAX_HEAD = 100_000_000


class Tensor(NamedTuple):
    """What a head says of one tensor."""

    dtype: str
    shape: tuple[int, ...]


def read_head(file: Path) -> dict[str, Tensor]:
    """Names, types and shapes in `file`.

    Raises
    ------
    ValueError
        When the head is no safetensors head, or the file is shorter or longer than it says.
    """
    return _read(file)[0]


def read_metadata(file: Path) -> dict[str, str]:
    """What the writer of `file` noted in it.

    Raises
    ------
    ValueError
        As `read_head` does.
    """
    return _read(file)[1]


def _read(file: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    size = file.stat().st_size
    with file.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if size < 8 or not 2 <= length <= min(size - 8, _MAX_HEAD):
            raise ValueError(f"{file.name} is not a whole safetensors file")
        try:
            head: dict[str, Any] = json.loads(stream.read(length))
            metadata = head.pop("__metadata__", None) or {}
            noted = {str(key): str(value) for key, value in metadata.items()}
            end = max((entry["data_offsets"][1] for entry in head.values()), default=0)
            tensors = {name: Tensor(entry["dtype"], tuple(entry["shape"])) for name, entry in head.items()}
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
            raise ValueError(f"{file.name} has a damaged head") from error
    if size != 8 + length + end:
        raise ValueError(f"{file.name} has {size} bytes and should have {8 + length + end}")
    return tensors, noted
