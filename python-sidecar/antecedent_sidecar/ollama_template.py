"""The `ollama` method: a chat template in the language of Ollama's, derived by asking it, proved by asking both."""

import json
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from . import chat, go_template, models
from .failures import Code, Failure
from .job import Job
from .protocol import Message, OllamaParams, OllamaResult

if TYPE_CHECKING:
    from mlx_lm.tokenizer_utils import TokenizerWrapper

#: Contents that no chat template has in it and none changes.
_SYSTEM, _FIRST, _ANSWER, _SECOND = "Qx1System1xQ", "Qx2First2xQ", "Qx3Answer3xQ", "Qx4Second4xQ"
_HINT = "Export the fused model instead: what reads its own chat template asks it right."


def describe(params: OllamaParams, job: Job) -> OllamaResult:
    """Say the chat template in Ollama's language.

    Raises
    ------
    Failure
        modelInvalid, where there is no template, or it writes a conversation that this language cannot.
    """
    path = models.check_tokenizer(params.model)
    tokenizer = models.load_tokenizer(path)
    job.progress("loading", 1, 1)
    if not tokenizer.has_chat_template:
        raise Failure(Code.MODEL_INVALID, f"{path.name} has no chat template that Ollama could be given.", _HINT)
    begins = _written(tokenizer, [_said("user", _FIRST)])[1]
    template = derived(tokenizer)
    for conversation in [*_probes(tokenizer), *params.conversations]:
        wanted, _ = _written(tokenizer, conversation)
        if template is None or not _writes(template, conversation, wanted):
            sentence = f"The chat template of {path.name} writes what Ollama's language cannot say."
            raise Failure(Code.MODEL_INVALID, sentence, _HINT)
    stops = sorted({tokenizer.decode([end]) for end in tokenizer.eos_token_ids} - {""})
    return OllamaResult(template=template or "", begins=begins, stops=stops)


def derived(tokenizer: "TokenizerWrapper") -> str | None:
    """The template by what stands between a conversation's contents; None where they are not written as they are."""
    [asked, again, *instructed] = _probes(tokenizer)
    first, both = _around(tokenizer, asked, [_FIRST]), _around(tokenizer, again, [_FIRST, _ANSWER, _SECOND])
    if first is None or both is None:
        return None
    [head, tail], [_, turn, end, _] = first, both
    opening, before_content = _text(head), ""
    if instructed:
        told = _around(tokenizer, instructed[0], [_SYSTEM, _FIRST])
        if told is None:
            return None
        before, after = _text(told[0]), _text(told[1])
        if _around(tokenizer, instructed[1], [_SYSTEM, _FIRST, _ANSWER, _SECOND]) is not None:
            opening = "{{ if .System }}" + before + "{{ .System }}" + after + "{{ else }}" + opening + "{{ end }}"
        else:
            # Some repeat the instructions nowhere but before the last question.
            before_content = "{{ if and $last $.System }}{{ $.System }}" + after + "{{ end }}"
    behind = "{{ if $last }}" + _text(tail) + "{{ else }}" + _text(turn) + "{{ end }}" if tail != turn else _text(tail)
    user = before_content + "{{ .Content }}" + behind
    assistant = "{{ .Content }}{{ if not $last }}" + _text(end) + "{{ end }}"
    turns = '{{ if eq .Role "user" }}' + user + '{{ else if eq .Role "assistant" }}' + assistant + "{{ end }}"
    last = "{{ $last := eq (len (slice $.Messages $index)) 1 }}"
    return opening + "{{ range $index, $_ := .Messages }}" + last + turns + "{{ end }}"


def rendered(template: str, conversation: Sequence[Message]) -> str:
    """What Ollama writes with `template`: it is given every turn, and the instructions once more by themselves.

    Raises
    ------
    ValueError
        Where the template is none of those that are `derived`.
    """
    system = "\n\n".join(message.content for message in conversation if message.role == "system")
    turns = [{"Role": message.role, "Content": message.content} for message in conversation]
    return go_template.rendered(template, {"System": system, "Messages": turns})


def _writes(template: str, conversation: Sequence[Message], wanted: str) -> bool:
    try:
        return rendered(template, conversation) == wanted
    except ValueError:
        return False


def _probes(tokenizer: "TokenizerWrapper") -> list[list[Message]]:
    """A question, one more after its answer, and both after instructions where the template takes them."""
    asked = [_said("user", _FIRST)]
    again = [*asked, _said("assistant", _ANSWER), _said("user", _SECOND)]
    system = [_said("system", _SYSTEM)]
    try:
        _written(tokenizer, [*system, *asked])
    except Failure:
        return [asked, again]
    return [asked, again, [*system, *asked], [*system, *again]]


def _around(
    tokenizer: "TokenizerWrapper", conversation: Sequence[Message], contents: Sequence[str]
) -> list[str] | None:
    """What stands before, between and behind the contents; None where one is not there once, in this order."""
    rest, pieces = _written(tokenizer, conversation)[0], []
    for content in contents:
        piece, found, rest = rest.partition(content)
        if not found or content in rest:
            return None
        pieces.append(piece)
    return [*pieces, rest]


def _written(tokenizer: "TokenizerWrapper", conversation: Sequence[Message]) -> tuple[str, bool]:
    """The prompt as text without the token it begins with, which Ollama puts there itself, and whether there is one.

    Raises
    ------
    Failure
        modelInvalid, where the template refuses the conversation, or its text stands for other tokens than its own.
    """
    try:
        ids, text = chat.prompt_ids(tokenizer, conversation), chat.prompt_text(tokenizer, conversation)
    except chat.TemplateRefusal as refusal:
        raise Failure(Code.MODEL_INVALID, str(refusal), _HINT) from refusal
    begins = tokenizer.bos_token_id is not None and ids[:1] == [tokenizer.bos_token_id]
    if tokenizer.encode(text, add_special_tokens=False) != ids:
        raise Failure(Code.MODEL_INVALID, "The chat template's text stands for other tokens than it asks with.", _HINT)
    return (text.removeprefix(tokenizer.bos_token) if begins else text), begins


def _text(piece: str) -> str:
    """A piece of text for the template and the file around it: as it is, or as a string where that would be misread."""
    misread = "{{" in piece or '"""' in piece or piece.endswith("{")
    if not misread and all(_is_kept(letter) for letter in piece):
        return piece
    letters = "".join(letter if _is_kept(letter) and letter not in '"\\\n\t' else _escaped(letter) for letter in piece)
    return f'{{{{ "{letters}" }}}}'


def _is_kept(letter: str) -> bool:
    """Whether a Modelfile keeps the letter: what Go calls printable, and line ends and tabs."""
    return letter in " \n\t" or unicodedata.category(letter)[0] in "LMNPS"


def _escaped(letter: str) -> str:
    code = ord(letter)
    return json.dumps(letter)[1:-1] if code < 0x80 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _said(role: str, content: str) -> Message:
    return Message(role=role, content=content)  # type: ignore[arg-type]
