"""The part of Go's text/template that prompt templates for Ollama use, evaluated.

What there is: text, `{{ … }}` with trim markers, fields, variables, `if`, `else if`, `else`, `range $index, $value :=`,
`:=`, and the functions eq, ne, not, and, or, len, slice. Everything else raises ValueError. (pkg.go.dev/text/template)
"""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_ACTION = re.compile(r'\{\{(- )?((?:"(?:[^"\\]|\\.)*"|[^"])*?)( -)?\}\}')
_WORD = re.compile(r'\s*("(?:[^"\\]|\\.)*"|:=|[(),]|[^\s(),"]+)')

_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "eq": lambda first, *others: first in others,
    "ne": lambda first, other: first != other,
    "not": lambda value: not value,
    "and": lambda *values: next((value for value in values if not value), values[-1]),
    "or": lambda *values: next((value for value in values if value), values[-1]),
    "len": len,
    "slice": lambda values, *bounds: values[slice(*(bounds if len(bounds) > 1 else (bounds[0], None)))],
}


@dataclass
class _Branch:
    """An `if` or `range` with what it holds; `words` is None for an `else` without a condition."""

    keyword: str
    words: list[str] | None
    body: list[Any] = field(default_factory=list)
    otherwise: "_Branch | None" = None


def rendered(template: str, values: Mapping[str, Any]) -> str:
    """What `template` writes of `values`, whose keys are its fields.

    Raises
    ------
    ValueError
        Where the template uses what is not known here, or has no such field.
    """
    return _Evaluation(values).write(_parsed(template))


def _parsed(template: str) -> list[Any]:
    """Texts, lists of words and branches, in order."""
    root = _Branch("root", None)
    open_branches, at, trim = [root], 0, False
    for action in _ACTION.finditer(template):
        text = template[at : action.start()]
        text = text.lstrip() if trim else text
        open_branches[-1].body.append(text.rstrip() if action[1] else text)
        at, trim = action.end(), bool(action[3])
        words = _WORD.findall(action[2])
        if words[0] in ("if", "range"):
            branch = _Branch(words[0], words[1:])
            open_branches[-1].body.append(branch)
            open_branches.append(branch)
        elif words[0] == "else":
            branch = _Branch("if", words[2:] if words[1:2] == ["if"] else None)
            open_branches[-1].otherwise = branch
            open_branches[-1] = branch
        elif words == ["end"]:
            open_branches.pop()
        else:
            open_branches[-1].body.append(words)
    if open_branches != [root]:
        raise ValueError("a branch does not end")
    rest = template[at:]
    root.body.append(rest.lstrip() if trim else rest)
    return root.body


class _Evaluation:
    def __init__(self, values: Mapping[str, Any]) -> None:
        self._here: Any = values
        self._variables: dict[str, Any] = {"$": values}

    def write(self, nodes: list[Any]) -> str:
        return "".join(self._node(node) for node in nodes)

    def _node(self, node: Any) -> str:
        if isinstance(node, str):
            return node
        if isinstance(node, _Branch):
            return self._range(node) if node.keyword == "range" else self._choice(node)
        if node[1:2] == [":="]:
            self._variables[node[0]] = self._value(node[2:])
            return ""
        return _printed(self._value(node))

    def _choice(self, branch: _Branch | None) -> str:
        while branch is not None:
            if branch.words is None or self._value(branch.words):
                return self.write(branch.body)
            branch = branch.otherwise
        return ""

    def _range(self, branch: _Branch) -> str:
        index, comma, value, sign, *words = branch.words or []
        if (comma, sign) != (",", ":="):
            raise ValueError("only range with an index and a value is known")
        before, pieces = self._here, []
        for place, item in enumerate(self._value(words)):
            self._variables[index], self._variables[value], self._here = place, item, item
            pieces.append(self.write(branch.body))
        self._here = before
        return "".join(pieces)

    def _value(self, words: list[str]) -> Any:
        value, rest = self._term(words)
        if rest:
            raise ValueError(f"{rest[0]} is too much")
        return value

    def _term(self, words: list[str]) -> tuple[Any, list[str]]:
        """A function with all that follows, or one operand."""
        if words[0] not in _FUNCTIONS:
            return self._operand(words)
        function, rest, arguments = _FUNCTIONS[words[0]], words[1:], []
        while rest and rest[0] != ")":
            argument, rest = self._operand(rest)
            arguments.append(argument)
        return function(*arguments), rest

    def _operand(self, words: list[str]) -> tuple[Any, list[str]]:
        word, rest = words[0], words[1:]
        if word == "(":
            value, rest = self._term(rest)
            if rest[:1] != [")"]:
                raise ValueError("a parenthesis does not end")
            return value, rest[1:]
        if word.startswith('"'):
            # Python reads these escapes as Go does.
            return ast.literal_eval(word), rest
        if word.isdecimal():
            return int(word), rest
        name, *fields = word.split(".")
        if name.startswith("$"):
            value = self._variables[name]
        elif name == "" and fields:
            value = self._here
        else:
            raise ValueError(f"{word} is not known")
        for part in filter(None, fields):
            value = value[part]
        return value, rest


def _printed(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError("only texts and numbers are written")
    return str(value)
