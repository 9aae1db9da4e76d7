"""How a text is put to the model: instructions, chat rows and their rendering."""

from __future__ import annotations

from typing import TypedDict

SYSTEM = (
    "You are an expert at coreference resolution. Your task is to resolve all pronouns and descriptive references "
    "in text by replacing them with their specific entities."
)
INSTRUCTION = "Please resolve all coreferences in this text:"
LONG_INSTRUCTION = (
    "Resolve coreferences in the following text by replacing pronouns and descriptive references with their original "
    "entities. Maintain the same meaning and structure while making all references explicitly:"
)

# One token each, so that a row of the sample dataset costs little more than its text.
PHRASES = (SYSTEM, INSTRUCTION, LONG_INSTRUCTION)

PAD, END, ROLES = "<|pad|>", "<|end|>", {role: f"<|{role}|>" for role in ("system", "user", "assistant")}

CHAT_TEMPLATE = """\
{%- for message in messages -%}
{%- if message['role'] not in ['system', 'user', 'assistant'] -%}
{{- raise_exception('Roles are system, user and assistant, not ' + message['role']) -}}
{%- endif -%}
{{- '<|' + message['role'] + '|>' + message['content'] + '<|end|>' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|assistant|>' -}}{%- endif -%}
"""


class Message(TypedDict):
    """One turn of a chat."""

    role: str
    content: str


def chat(source: str, rewrite: str | None = None) -> list[Message]:
    """The chat of the sample dataset; without a rewrite it ends at the person's turn."""
    messages = [Message(role="system", content=SYSTEM), Message(role="user", content=f"{INSTRUCTION} {source}")]
    return messages if rewrite is None else [*messages, Message(role="assistant", content=rewrite)]


def source_of(messages: list[Message]) -> str:
    """The source text of a row of the sample dataset."""
    return messages[1]["content"].removeprefix(INSTRUCTION + " ")


def render(messages: list[Message]) -> str:
    """The text of a chat, as `CHAT_TEMPLATE` renders it; it awaits an answer unless it ends with one."""
    text = "".join(ROLES[message["role"]] + message["content"] + END for message in messages)
    return text if messages[-1]["role"] == "assistant" else text + ROLES["assistant"]
