"""What is expected of every architecture and format, and the tables made of it; the tests hold each cell.

`PYTHONPATH=python-sidecar python python-sidecar/tests/architecture_table.py` writes them into README.md and docs.
"""

import re
from pathlib import Path
from typing import NamedTuple

from architectures import ARCHITECTURES, Architecture

ROOT = Path(__file__).parents[2]
#: What each column stands for, and what it is called in the tables.
TASKS = {
    "train": "train",
    "resolve": "resolve",
    "fuse": "fuse",
    "mlx": "`mlx`",
    "packed": "`mlx`, 8 bits",
    "ollama": "`ollama`",
    "peft": "`peft`",
    "adapter": "`adapter`",
}
WEIGHTS = {"bf16": False, "4-bit": True}


class Refusal(NamedTuple):
    """Why there is no such export: in the table's words, and how the sidecar's sentence begins."""

    because: str
    sentence: str


#: The cells that do not say yes.
REFUSED = {
    ("gemma3", "peft"): Refusal(
        "transformers may name its layers otherwise", "How transformers names the layers of a gemma3 is not known here"
    ),
}


def cell(architecture: Architecture, task: str) -> str:
    """What a table says of it, alike in 16 bits and packed."""
    refusal = REFUSED.get((architecture.name, task))
    return "yes" if refusal is None else f"refused: {refusal.because}"


def results() -> str:
    """Architectures by tasks and formats."""
    rows = [[f"`{found.name}`", *(cell(found, task) for task in TASKS)] for found in ARCHITECTURES]
    return _table(["architecture", *TASKS.values()], rows)


def traits() -> str:
    """What each tiny model is like, and which models it stands for."""
    rows = [
        [
            f"`{found.name}`",
            ", ".join(name.split("/")[1] for name in found.models) or "larger ones",
            found.traits,
            found.system,
        ]
        for found in ARCHITECTURES
    ]
    return _table(["architecture", "stands for", "what is special", "instructions are"], rows)


#: Files and the tables in them, by the name in the comments around each.
TABLES = {
    ROOT / "README.md": {"architectures": results},
    ROOT / "docs" / "architectures.md": {"architectures": results, "traits": traits},
}


def written(file: Path) -> str:
    """The text of `file` with its tables as they should be."""
    text = file.read_text(encoding="utf-8")
    for name, table in TABLES[file].items():
        around = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        assert around.search(text), f"{file.name} has no place for the table {name}"
        text = around.sub(rf"\g<1>\n{table()}\n\g<2>", text)
    return text


def _table(head: list[str], rows: list[list[str]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in [head, ["---"] * len(head), *rows])


if __name__ == "__main__":
    for changed in TABLES:
        changed.write_text(written(changed), encoding="utf-8")
