"""What `ollama_template` writes in the language of Go's text/template, evaluated.

There is text, and between `{{` and `}}` one of: a string, a field or a variable, which is written and has to be text;
`if`, `else if`, `else`, `end`; `range $index, $value := …`; `$name := …`; and the functions `eq` (of two), `not`,
`and`, `len` and `slice` (of a list, from a number on). Variables live to the end of their branch. All else, trim
markers, comments and pipes among it, raises ValueError when it is come to. (pkg.go.dev/text/template)
"""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

#: A string as Go and Python both read it.
_STRING = r'"(?:[^"\\\n]|\\(?:["\\abfnrtv]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}))*"'
_ACTION = re.compile(rf'\{{\{{((?:{_STRING}|[^"{{}}])*)\}}\}}')
_WORD = re.compile(rf'\s*({_STRING}|:=|[(),]|[^\s(),"]+)\s*')
_VARIABLE = re.compile(r"\$\w+")
#: A variable, the whole's or the present turn's, with fields, of which the turn has at least one.
_PATH = re.compile(r"(\$\w*|(?=\.))((?:\.\w+)*)")


def _equal(first: Any, second: Any) -> bool:
    if type(first) is not type(second):
        raise ValueError("only like is compared with like")
    return bool(first == second)


def _listed(values: Any) -> list[Any]:
    if not isinstance(values, list):
        raise ValueError("only lists are counted and cut")
    return values


_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "eq": _equal,
    "not": lambda value: not value,
    "and": lambda first, *others: next((value for value in (first, *others) if not value), [first, *others][-1]),
    "len": lambda values: len(_listed(values)),
    "slice": lambda values, start: _listed(values)[start:],
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
    try:
        return _Evaluation(values).write(_parsed(template))
    except (LookupError, TypeError, SyntaxError, RecursionError) as error:
        raise ValueError(f"the template cannot be evaluated: {error}") from error


def _parsed(template: str) -> list[Any]:
    """Texts, lists of words and branches, in order."""
    root = _Branch("root", None)
    open_branches, at = [root], 0
    while (begin := template.find("{{", at)) >= 0:
        action = _ACTION.match(template, begin)
        if action is None:
            raise ValueError("an action is not known or does not end")
        open_branches[-1].body.append(template[at:begin])
        at = action.end()
        words = _words(action[1])
        if words[0] in ("if", "range"):
            branch = _Branch(words[0], words[1:])
            open_branches[-1].body.append(branch)
            open_branches.append(branch)
        elif words[0] == "else":
            branch = _alternative(words, open_branches[-1])
            open_branches[-1].otherwise = branch
            open_branches[-1] = branch
        elif words == ["end"]:
            open_branches.pop()
        else:
            open_branches[-1].body.append(words)
    if open_branches != [root]:
        raise ValueError("a branch does not end")
    root.body.append(template[at:])
    return root.body


def _words(action: str) -> list[str]:
    words, at = [], 0
    while at < len(action):
        word = _WORD.match(action, at)
        if word is None:
            raise ValueError("only spaces, or a string that does not end, where a word should be")
        words.append(word[1])
        at = word.end()
    return words


def _alternative(words: list[str], branch: _Branch) -> _Branch:
    if branch.keyword != "if" or branch.words is None:
        raise ValueError("else has no if")
    if len(words) > 1 and words[1] != "if":
        raise ValueError(f"{words[1]} is too much")
    return _Branch("if", words[2:] if len(words) > 1 else None)


class _Evaluation:
    def __init__(self, values: Mapping[str, Any]) -> None:
        self._here: Any = values
        self._variables: dict[str, Any] = {"$": values}

    def write(self, nodes: list[Any]) -> str:
        """What nodes write; the variables that they have set are gone afterwards."""
        before = dict(self._variables)
        text = "".join(self._node(node) for node in nodes)
        self._variables = before
        return text

    def _node(self, node: Any) -> str:
        if isinstance(node, str):
            return node
        if isinstance(node, _Branch):
            return self._range(node) if node.keyword == "range" else self._choice(node)
        if node[1:2] == [":="]:
            self._set(node[0], self._value(node[2:]))
            return ""
        value = self._value(node)
        if not isinstance(value, str):
            raise ValueError("only texts are written")
        return value

    def _choice(self, branch: _Branch | None) -> str:
        while branch is not None:
            if branch.words is None or self._value(branch.words):
                return self.write(branch.body)
            branch = branch.otherwise
        return ""

    def _range(self, branch: _Branch) -> str:
        words = branch.words or []
        if words[1:2] != [","] or words[3:4] != [":="]:
            raise ValueError("only range with an index and a value is known")
        here, variables, pieces = self._here, self._variables, []
        for place, item in enumerate(_listed(self._value(words[4:]))):
            self._variables, self._here = dict(variables), item
            self._set(words[0], place)
            self._set(words[2], item)
            pieces.append(self.write(branch.body))
        self._here, self._variables = here, variables
        return "".join(pieces)

    def _set(self, name: str, value: Any) -> None:
        if not _VARIABLE.fullmatch(name):
            raise ValueError(f"{name} is no variable")
        self._variables[name] = value

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
            return ast.literal_eval(word), rest
        if word.isascii() and word.isdecimal():
            return int(word), rest
        path = _PATH.fullmatch(word)
        if path is None:
            raise ValueError(f"{word} is not known")
        value = self._variables[path[1]] if path[1] else self._here
        for part in path[2].split(".")[1:]:
            value = value[part]
        return value, rest
