"""How the suggested models are asked: chat templates beside those of test_templates, and what each template writes."""

# Each in our words, with the manners of its model.
GEMMA_3 = """{{ bos_token }}
{%- if messages[0]['role'] == 'system' %}
{%- set told = messages[0]['content'] + '\n\n' %}{%- set turns = messages[1:] %}
{%- else %}{%- set told = '' %}{%- set turns = messages %}{%- endif %}
{%- for turn in turns %}
{%- if (turn['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Roles must take turns') }}{% endif %}
{%- set role = 'model' if turn['role'] == 'assistant' else turn['role'] %}
{{- '<turn>' + role + '\n' + (told if loop.first else '') + turn['content'] | trim + '<|end|>\n' }}
{%- endfor %}{% if add_generation_prompt %}{{ '<turn>model\n' }}{% endif %}"""
SMOLLM_3 = """{%- if enable_thinking is not defined %}{%- set enable_thinking = true %}{%- endif %}
{%- set thought = '' if enable_thinking else '<think>\n\n</think>\n' %}
{%- if messages[0].role == 'system' %}{%- set told = messages[0].content | trim %}
{%- else %}{%- set told = 'You are a helper.' %}{%- endif %}
{{- '<|system|>\nToday: ' + strftime_now('%d %B %Y') + '\n' }}
{{- 'Thinks: ' + ('yes' if enable_thinking else 'no') + '\n\n' + told + '\n\n<|end|>\n' }}
{%- for turn in messages %}
{%- if turn.role == 'user' %}{{- '<|user|>\n' + turn.content + '<|end|>\n' }}
{%- elif turn.role == 'assistant' %}{{- '<|assistant|>\n' + thought + turn.content.lstrip('\n') + '<|end|>\n' }}
{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}{{- '<|assistant|>\n' + thought }}{%- endif %}
"""

#: A question with instructions, as the template of each writes it.
ASKED_LLAMA = (
    "<|begin|><|system|>\n\nToday: 01 Jan 2025\n\nYou rewrite.<|end|>"
    "<|user|>\n\nAnn sat. She left.<|end|><|assistant|>\n\n"
)
ASKED_QWEN = "SYSTEM\nYou rewrite.<|end|>\nUSER\nAnn sat. She left.<|end|>\nASSISTANT\n<think>\n\n</think>\n\n"
ASKED_SMOLLM = (
    "<|system|>\nToday: 01 Jan 2025\nThinks: no\n\nYou rewrite.\n\n<|end|>\n"
    "<|user|>\nAnn sat. She left.<|end|>\n<|assistant|>\n<think>\n\n</think>\n"
)
ASKED_GEMMA = "<|begin|><turn>user\nYou rewrite.\n\nAnn sat. She left.<|end|>\n<turn>model\n"
