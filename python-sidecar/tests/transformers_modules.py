"""What transformers calls the modules of a model, read from the source of its classes: that needs no torch."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path


@cache
def modules(model_type: str, architecture: str) -> frozenset[str]:
    """Names of the modules that the class `architecture` makes, as in its weights; a block's number is *.

    Layers of torch's own are all that is called `nn.` there; what is made by another file's classes is left out.
    """
    package = model_type.removesuffix("_text")
    spec = importlib.util.find_spec("transformers")
    assert spec is not None and spec.submodule_search_locations
    file = Path(spec.submodule_search_locations[0]) / "models" / package / f"modeling_{package}.py"
    parsed = ast.parse(file.read_text(encoding="utf-8"))
    classes = {node.name: node for node in parsed.body if isinstance(node, ast.ClassDef)}
    return frozenset(_within(architecture, classes))


def module_of(weight: str) -> str:
    """The module that a weight is of, by its name; a block's number is *."""
    return re.sub(r"\.\d+\.", ".*.", weight).rpartition(".")[0]


def _within(name: str, classes: dict[str, ast.ClassDef]) -> Iterator[str]:
    for child, made, listed in _made_by(classes[name], classes):
        path = f"{child}.*" if listed else child
        yield path
        if made in classes:
            yield from (f"{path}.{inner}" for inner in _within(made, classes))


def _made_by(made: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> Iterator[tuple[str, str, bool]]:
    """Attributes that a class or those it is made from set to a module: name, class, whether there is a list of it."""
    for base in made.bases:
        if isinstance(base, ast.Name) and base.id in classes:
            yield from _made_by(classes[base.id], classes)
    for node in ast.walk(made):
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Attribute):
            continue
        calls = [_called(call) for call in ast.walk(node.value) if isinstance(call, ast.Call)]
        found = [call for call in calls if call in classes or call in ("nn.Linear", "nn.Embedding")]
        if found:
            yield node.targets[0].attr, found[0], "nn.ModuleList" in calls


def _called(call: ast.Call) -> str:
    return ast.unparse(call.func)
