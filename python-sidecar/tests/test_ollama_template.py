"""Chat templates said in Ollama's language write what the tokenizer's own write, token by token."""

from pathlib import Path

import pytest
import tiny_model
import written_by_go
from client import Client
from test_templates import ANSWER, ASKED, DATED, REASONING, SYSTEM, TEMPLATES

from antecedent_sidecar import chat, models, ollama_template
from antecedent_sidecar.protocol import Message

#: Instructions come before the last question, wherever that is.
LATE = """{%- if messages[0].role == 'system' %}{%- set told = messages[0].content %}{%- set turns = messages[1:] %}
{%- else %}{%- set turns = messages %}{%- endif %}
{{- bos_token }}
{%- for turn in turns %}
{%- if turn.role == 'user' %}
{{- '[INST] ' + (told + '\n\n' if loop.last and told is defined else '') + turn.content + '[/INST]' }}
{%- else %}{{- ' ' + turn.content + eos_token }}{%- endif %}
{%- endfor %}"""
#: Braces around what is said.
BRACED = """{% for turn in messages %}{{ turn.role + '\n{' + turn.content + '}<|end|>\n' }}{% endfor %}
{%- if add_generation_prompt %}{{ 'assistant\n{' }}{% endif %}"""
ALL = {**TEMPLATES, **DATED, "a later Mistral": LATE, "braces": BRACED}
TWO_TURNS = [ASKED, ANSWER, Message(role="user", content="Bob ate.\nHe slept “well” 🙂.")]
#: A manner that no piece of text between contents has: a number that counts the turns.
COUNTING = """{% for turn in messages %}{{ loop.index }}{{ turn.role }}{{ turn.content }}<|end|>{% endfor %}
{%- if add_generation_prompt %}<|assistant|>{% endif %}"""
HOSTILE = """{% for turn in messages %}
{{- '{{ "x" }}\u200b\n\t\\\\' + '"' * 3 + turn.role + ' {' + turn.content + '<|end|>' }}{% endfor %}
{%- if add_generation_prompt %}<|assistant|>{% endif %}"""


CONVERSATIONS = [[ASKED], TWO_TURNS, [SYSTEM, ASKED], [SYSTEM, *TWO_TURNS]]
#: What Ollama gives its template for each.
VALUES = [
    {
        "System": "".join(turn.content for turn in conversation if turn.role == "system"),
        "Messages": [{"Role": turn.role, "Content": turn.content} for turn in conversation],
    }
    for conversation in CONVERSATIONS
]


def conversations(name: str) -> list[list[Message]]:
    """What is asked, with instructions where the template takes them."""
    plain = [[ASKED], TWO_TURNS]
    return plain if name == "Gemma" else [*plain, *([SYSTEM, *turns] for turns in plain)]


def spoken(turns: list[Message]) -> list[dict[str, str]]:
    return [{"role": turn.role, "content": turn.content} for turn in turns]


def asked(model: Path, turns: list[list[Message]]) -> dict:
    return {"model": str(model), "conversations": [spoken(conversation) for conversation in turns]}


def folder_with(folder: Path, template: str | None) -> Path:
    tiny_model.write_tokenizer(folder, template)
    (folder / "config.json").write_text('{"model_type":"llama","eos_token_id":257}')
    return folder


@pytest.mark.parametrize("name", ALL)
def test_the_prompt_is_the_tokenizers_own(name: str, client: Client, tmp_path: Path) -> None:
    model = folder_with(tmp_path / "model", ALL[name])
    found = client.call("ollama", asked(model, conversations(name)))
    tokenizer = models.load_tokenizer(model)
    for turns in conversations(name):
        ids = chat.prompt_ids(tokenizer, turns)
        assert found["begins"] is (ids[0] == tokenizer.bos_token_id)
        text = ollama_template.rendered(found["template"], turns)
        assert tokenizer.encode(text, add_special_tokens=False) == ids[found["begins"] :]
    assert found["stops"] == ["<|end|>"]


def derived_templates(folder: Path) -> list[str]:
    """Each of the templates in Ollama's language."""
    found = []
    for place, template in enumerate([*ALL.values(), HOSTILE]):
        said = ollama_template.derived(models.load_tokenizer(folder_with(folder / str(place), template)))
        assert said is not None
        found.append(said)
    return found


def test_go_itself_writes_the_same(tmp_path: Path) -> None:
    templates = derived_templates(tmp_path)
    assert written_by_go.asked(tmp_path, templates, VALUES) == [
        [ollama_template.rendered(template, conversation) for conversation in CONVERSATIONS] for template in templates
    ]


def test_instructions_are_written_where_the_template_has_them(client: Client, tmp_path: Path) -> None:
    model = folder_with(tmp_path / "model", TEMPLATES["Mistral"])
    template = client.call("ollama", asked(model, [[SYSTEM, ASKED]]))["template"]
    assert ollama_template.rendered(template, [SYSTEM, ASKED]) == "[INST] You rewrite.\n\nAnn sat. She left. [/INST]"


def test_an_answer_that_is_begun_is_gone_on_with(client: Client, tmp_path: Path) -> None:
    model = folder_with(tmp_path / "model", TEMPLATES["ChatML"])
    template = client.call("ollama", asked(model, [[ASKED]]))["template"]
    assert ollama_template.rendered(template, [ASKED, ANSWER]).endswith("im_start assistant\nAnn sat. Ann left.")


@pytest.mark.parametrize(
    ("template", "turns", "why"),
    [
        (COUNTING, [ASKED], "cannot say"),
        (TEMPLATES["Gemma"], [SYSTEM, ASKED], "System role not supported"),
        (TEMPLATES["Llama 3"], [Message(role="user", content=" Ann ")], "cannot say"),
        (None, [ASKED], "no chat template"),
    ],
)
def test_what_it_cannot_say_is_refused_in_words(
    template: str | None, turns: list[Message], why: str, client: Client, tmp_path: Path
) -> None:
    failure = client.fail("ollama", asked(folder_with(tmp_path / "model", template), [turns]))
    assert failure["code"] == -32001
    assert why in failure["message"]


def test_a_template_that_ends_in_a_thought_is_said_as_it_is(client: Client, tmp_path: Path) -> None:
    model = folder_with(tmp_path / "model", REASONING)
    template = client.call("ollama", asked(model, [[ASKED]]))["template"]
    assert ollama_template.rendered(template, [ASKED]).endswith("<think>\n")


def test_no_letter_is_left_that_a_modelfile_loses(client: Client, tmp_path: Path) -> None:
    model = folder_with(tmp_path / "model", HOSTILE)
    template = client.call("ollama", asked(model, [[ASKED], TWO_TURNS]))["template"]
    assert '"""' not in template
    assert "\u200b" not in template
    assert ollama_template.rendered(template, [ASKED]).startswith('{{ "x" }}\u200b\n\t\\"""user {Ann sat.')
