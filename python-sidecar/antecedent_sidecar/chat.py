"""Conversations to token ids, the same way for training and for answering."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .protocol import Message

if TYPE_CHECKING:
    from mlx_lm.tokenizer_utils import TokenizerWrapper

#: Llama-3 templates write today's date, so training day and use day would differ. Some ask for it by a function.
_DATE = "01 Jan 2025"
#: What is put before a template that asks for one of these names. A line each, which Jinja, as transformers sets it up,
#: takes away whole; what it says goes before what the template is called with, as by mlx-lm, which asks for thoughts.
_SETTLED = {
    "strftime_now": "{%- macro strftime_now(format) -%}" + _DATE + "{%- endmacro %}\n",
    "date_string": "{%- set date_string = '" + _DATE + "' %}\n",
    # A rewrite needs no reasoning before it.
    "enable_thinking": "{%- set enable_thinking = false %}\n",
}


class TemplateRefusal(Exception):
    """The model's chat template does not take the conversation; the text says why."""


def settled(template: str) -> str:
    """The same chat template without what depends on the day or the caller: it asks everywhere as in training."""
    lines = "".join(line for name, line in _SETTLED.items() if name in template)
    return template if template.startswith(lines) else lines + template


def prompt_ids(tokenizer: "TokenizerWrapper", messages: Sequence[Message]) -> list[int]:
    """Token ids up to where the answer begins."""
    if not tokenizer.has_chat_template:
        return tokenizer.encode("".join(f"{message.content}\n" for message in messages))
    return _rendered(tokenizer, messages, add_generation_prompt=True)


def prompt_text(tokenizer: "TokenizerWrapper", messages: Sequence[Message]) -> str:
    """The text that a chat template writes up to where the answer begins; `prompt_ids` are its tokens.

    Raises
    ------
    TemplateRefusal
        When the template does not take the conversation.
    """
    return _applied(tokenizer, messages, add_generation_prompt=True, tokenize=False)


def answered_ids(tokenizer: "TokenizerWrapper", messages: Sequence[Message]) -> tuple[list[int], int]:
    """Token ids of a conversation that ends with an answer, and the place where the answer begins.

    The model has to learn where to stop, so an end-of-text token is added where the template sets none.

    Raises
    ------
    TemplateRefusal
        When the last turn is no answer, or what the model is asked with is not what the whole begins with.
    """
    if len(messages) < 2 or messages[-1].role != "assistant":
        raise TemplateRefusal("The last turn is not an answer.")
    prompt = prompt_ids(tokenizer, messages[:-1])
    if tokenizer.has_chat_template:
        whole = _rendered(tokenizer, messages, add_generation_prompt=False)
    else:
        whole = prompt + tokenizer.encode(messages[-1].content, add_special_tokens=False)
    if whole[: len(prompt)] != prompt:
        raise TemplateRefusal("The chat template writes the question differently once it is answered.")
    if tokenizer.eos_token_id is not None and not tokenizer.eos_token_ids.intersection(whole[len(prompt) :]):
        whole.append(tokenizer.eos_token_id)
    return whole, len(prompt)


def text_ids(tokenizer: "TokenizerWrapper", text: str) -> list[int]:
    """Token ids of a text that is learned as it is, with the end-of-text token where it lacks one, as mlx-lm has it."""
    ids = [int(token) for token in tokenizer.encode(text)]
    end = tokenizer.eos_token_id
    return ids if end is None or (ids and ids[-1] == end) else [*ids, end]


def _rendered(tokenizer: "TokenizerWrapper", messages: Sequence[Message], add_generation_prompt: bool) -> list[int]:
    ids = _applied(tokenizer, messages, add_generation_prompt=add_generation_prompt)
    return [int(token) for token in ids]


def _applied(tokenizer: "TokenizerWrapper", messages: Sequence[Message], **how: bool) -> Any:
    turns = [{"role": message.role, "content": message.content} for message in messages]
    try:
        # Said once more for those models whose template mlx-lm has as a function.
        return tokenizer.apply_chat_template(turns, enable_thinking=False, **how)
    except Exception as error:  # a template is a program of the model's and may raise anything
        raise TemplateRefusal(f"The chat template refuses the row: {_first_line(error)}") from error


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
