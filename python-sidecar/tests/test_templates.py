"""Chat templates as well-known models have them: where the answer begins, or why a row is refused."""

from pathlib import Path

import pytest
import tiny_model
from conftest import chat, write_rows

from antecedent_sidecar import models, rows
from antecedent_sidecar.chat import TemplateRefusal, answered_ids, prompt_ids
from antecedent_sidecar.protocol import Message

# Each in our words, with the manners of its model.
LLAMA_3 = """{{- bos_token }}
{%- if not date_string is defined %}
{%- if strftime_now is defined %}{%- set date_string = strftime_now('%d %b %Y') %}
{%- else %}{%- set date_string = '26 Jul 2024' %}{%- endif %}
{%- endif %}
{%- if messages[0]['role'] == 'system' %}
{%- set system = messages[0]['content'] | trim %}{%- set turns = messages[1:] %}
{%- else %}{%- set system = '' %}{%- set turns = messages %}{%- endif %}
{{- '<|system|>\n\nToday: ' + date_string + '\n\n' + system + '<|end|>' }}
{%- for turn in turns %}{{- '<|' + turn['role'] + '|>\n\n' + turn['content'] | trim + '<|end|>' }}{%- endfor %}
{%- if add_generation_prompt %}{{- '<|assistant|>\n\n' }}{%- endif %}
"""
QWEN_3 = """{%- set ns = namespace(last=0) %}
{%- for turn in messages %}{%- if turn.role == 'user' %}{%- set ns.last = loop.index0 %}{%- endif %}{%- endfor %}
{%- for turn in messages %}
{%- if turn.role == 'assistant' and loop.index0 > ns.last %}
{{- 'ASSISTANT\n<think>\n\n</think>\n\n' + turn.content + '<|end|>\n' }}
{%- elif turn.role == 'assistant' %}{{- 'ASSISTANT\n' + turn.content + '<|end|>\n' }}
{%- else %}{{- turn.role | upper + '\n' + turn.content + '<|end|>\n' }}{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}{{- 'ASSISTANT\n' }}
{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\n\n</think>\n\n' }}{%- endif %}
{%- endif %}
"""
GEMMA = """{{ bos_token }}
{%- if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}
{%- for turn in messages %}
{%- if (turn['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Roles must take turns') }}{% endif %}
{%- set role = 'model' if turn['role'] == 'assistant' else turn['role'] %}
{{- '<turn>' + role + '\n' + turn['content'] | trim + '<|end|>\n' }}
{%- endfor %}{% if add_generation_prompt %}{{ '<turn>model\n' }}{% endif %}"""
MISTRAL = """{%- if messages[0]['role'] == 'system' %}
{%- set system = messages[0]['content'] + '\n\n' %}{%- set turns = messages[1:] %}
{%- else %}{%- set system = '' %}{%- set turns = messages %}{%- endif %}
{{- bos_token }}
{%- for turn in turns %}
{%- if turn['role'] == 'user' %}{{- '[INST] ' + (system if loop.first else '') + turn['content'] + ' [/INST]' }}
{%- else %}{{- ' ' + turn['content'] + eos_token }}{%- endif %}
{%- endfor %}"""
CHATML = """{% if messages[0]['role'] != 'system' %}{{ 'im_start system\nYou help.<|end|>\n' }}{% endif %}
{%- for turn in messages %}{{ 'im_start ' + turn['role'] + '\n' + turn['content'] + '<|end|>' + '\n' }}{% endfor %}
{%- if add_generation_prompt %}{{ 'im_start assistant\n' }}{% endif %}"""
#: Others that write a date.
DATED = {
    "an older Llama 3": """{{- bos_token }}
{%- if not date_string is defined %}{%- set date_string = '26 Jul 2024' %}{%- endif %}
{%- macro day() %}{{ 'Today: ' + date_string + '\n' }}{%- endmacro %}
{{- day() }}
{%- for turn in messages %}{{- '<|' + turn['role'] + '|>' + turn['content'] + '<|end|>' }}{%- endfor %}
{%- if add_generation_prompt %}{{- '<|assistant|>' }}{%- endif %}""",
    "a date by a function alone": """  {%- if strftime_now is defined %}
Today: {{ strftime_now('%d %B %Y') }}
{% endif %}
{%- for turn in messages %}{{- '<|' + turn['role'] + '|>' + turn['content'] + '<|end|>' }}{%- endfor %}
{%- if add_generation_prompt %}{{- '<|assistant|>' }}{%- endif %}""",
}
TEMPLATES = {"Llama 3": LLAMA_3, "Qwen 3": QWEN_3, "Gemma": GEMMA, "Mistral": MISTRAL, "ChatML": CHATML}
REASONING = """{{ bos_token }}{% for turn in messages %}<|{{ turn.role }}|>{{ turn.content }}
{%- if turn.role == 'assistant' %}<|end|>{% endif %}{% endfor %}
{%- if add_generation_prompt %}<|assistant|><think>\n{% endif %}"""

SYSTEM = Message(role="system", content="You rewrite.")
ASKED = Message(role="user", content="Ann sat. She left.")
ANSWER = Message(role="assistant", content="Ann sat. Ann left.")
CONVERSATIONS = {
    "one turn": [ASKED, ANSWER],
    "two turns": [ASKED, ANSWER, Message(role="user", content="Once more."), ANSWER],
    "with instructions": [SYSTEM, ASKED, ANSWER],
}


def tokenizer_with(folder: Path, template: str, merges: tuple[tuple[str, str], ...] = ()):
    tiny_model.write_tokenizer(folder, template, merges)
    (folder / "config.json").write_text('{"model_type":"llama"}')
    return models.load_tokenizer(folder)


@pytest.mark.parametrize("conversation", CONVERSATIONS)
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_answer_and_its_end_are_learned_from_where_the_question_ends(
    name: str, conversation: str, tmp_path: Path
) -> None:
    turns = CONVERSATIONS[conversation]
    tokenizer = tokenizer_with(tmp_path, TEMPLATES[name])
    if name == "Gemma" and SYSTEM in turns:
        with pytest.raises(TemplateRefusal, match="System role not supported"):
            answered_ids(tokenizer, turns)
        return
    ids, start = answered_ids(tokenizer, turns)
    assert ids[:start] == prompt_ids(tokenizer, turns[:-1])
    assert tokenizer.decode(ids[start:]).strip() == "Ann sat. Ann left.<|end|>"


def test_the_row_has_these_bounds(tmp_path: Path) -> None:
    tokenizer = tokenizer_with(tmp_path, QWEN_3)
    write_rows(tmp_path / "x.jsonl", [chat(ASKED.content, ANSWER.content)])
    [row] = rows.read(tmp_path / "x.jsonl", tokenizer, 512, True, lambda done, total: None)
    assert row.start == len(prompt_ids(tokenizer, [ASKED]))
    assert tokenizer.decode(row.tokens[: row.start].tolist()).endswith("<think>\n\n</think>\n\n")


def test_todays_date_is_not_in_it(tmp_path: Path) -> None:
    tokenizer = tokenizer_with(tmp_path, LLAMA_3)
    assert "Today: 01 Jan 2025\n" in tokenizer.decode(prompt_ids(tokenizer, [ASKED]))


def test_a_template_that_asks_for_thoughts_it_does_not_keep_is_refused(tmp_path: Path) -> None:
    tokenizer = tokenizer_with(tmp_path, REASONING)
    with pytest.raises(TemplateRefusal, match="differently"):
        answered_ids(tokenizer, [ASKED, ANSWER])


def test_a_question_whose_last_token_joins_the_answers_first_is_refused(tmp_path: Path) -> None:
    joining = (("Ċ", "Ċ"),)
    tokenizer = tokenizer_with(tmp_path, CHATML, joining)
    with pytest.raises(TemplateRefusal, match="differently"):
        answered_ids(tokenizer, [ASKED, Message(role="assistant", content="\n\nAnn left.")])
    ids, start = answered_ids(tokenizer, [ASKED, ANSWER])
    assert tokenizer.decode(ids[start:]) == "Ann sat. Ann left.<|end|>\n"
