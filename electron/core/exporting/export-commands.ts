import { basename } from 'node:path'
import type { ExportFormat, ExportResult, PackedBits } from '../../shared/exporting'
import type { Run } from '../../shared/run'
import type { PromptTemplate } from '../rows/prompt-template'
import { lmStudioPublisher } from './lm-studio'

type Command = ExportResult['commands'][number]

/** An export to be used: what it is, where it lies (an absolute path, or `.`), what it is called, and what its base is loaded by. */
export type Usable = {
  readonly format: ExportFormat
  readonly bits: PackedBits | null
  readonly path: string
  readonly name: string
  /** Whether a Modelfile of Ollama's lies in it. */
  readonly modelfile: boolean
  /** The base model for mlx-lm and for transformers: a name on the Hub or a path. */
  readonly base: { readonly mlx: string; readonly transformers: string }
}

/** The text that every command and example asks for. */
export const exampleText = 'Paul went to a shop. He met Andy.'

/** What every chat template writes in training where it would write today's date; `chat.py` of the sidecar has it so. */
export const trainingDate = '01 Jan 2025'

/** Commands that use an export, ready for a terminal. */
export function exportCommands(usable: Usable, run: Run, template: PromptTemplate): readonly Command[] {
  const { format, path, base } = usable
  const system = template.system === null ? '' : ` --system-prompt ${quoted(template.system)}`
  const prompt = `${system} --prompt ${quoted(template.before + exampleText)}`
  const rank = run.config.lora_parameters.rank
  switch (format) {
    case 'lm-studio':
      return lmStudioCommands(usable, template)
    case 'gguf':
      return [...llamaCommands(usable, template), ...(usable.modelfile ? ollamaCommands(usable, template) : [])]
    case 'mlx': {
      const generate = { label: 'mlx-lm', command: `mlx_lm.generate --model ${quoted(path)}${prompt}` }
      // Nothing else reads weights that mlx-lm packed.
      return usable.bits === null ? [generate, { label: 'vLLM', command: `vllm serve ${quoted(path)}` }] : [generate]
    }
    case 'ollama':
      return ollamaCommands(usable, template)
    case 'peft':
      return [
        {
          label: 'vLLM',
          command: `vllm serve ${quoted(base.transformers)} --enable-lora --max-lora-rank ${vllmRank(rank)} --lora-modules ${quoted(`tuned=${path}`)}`,
        },
      ]
    case 'adapter':
      return [{ label: 'mlx-lm', command: `mlx_lm.generate --model ${quoted(base.mlx)} --adapter-path ${quoted(path)}${prompt}` }]
  }
}

function ollamaCommands({ path, name }: Usable, { before }: PromptTemplate): readonly Command[] {
  const model = ollamaName(name)
  return [
    { label: 'Ollama', command: `ollama create ${model} -f ${quoted(within(path, 'Modelfile'))}` },
    { label: 'Ollama, ask', command: `ollama run ${model} ${quoted(before + exampleText)}` },
  ]
}

/** Loaded under a name of its own, so that its server is asked for it and no other. */
function lmStudioCommands({ name }: Usable, template: PromptTemplate): readonly Command[] {
  const model = ollamaName(name)
  const asked = { model, temperature: 0, messages: turnsOf(template) }
  return [
    { label: 'LM Studio', command: `lms load ${quoted(`${lmStudioPublisher}/${name}`)} --identifier ${model} -y` },
    { label: 'LM Studio, its server', command: 'lms server start' },
    {
      label: 'LM Studio, ask its server',
      command: `curl http://localhost:1234/v1/chat/completions -H 'Content-Type: application/json' -d ${quoted(JSON.stringify(asked))}`,
    },
  ]
}

function llamaCommands({ path, name }: Usable, { system, before }: PromptTemplate): readonly Command[] {
  const model = `-m ${quoted(within(path, `${name}.gguf`))} --jinja --temp 0`
  const told = system === null ? '' : ` -sys ${quoted(system)}`
  return [
    { label: 'llama.cpp', command: `llama-cli ${model} -st${told} -p ${quoted(before + exampleText)}` },
    { label: 'llama.cpp, as a server', command: `llama-server ${model}` },
  ]
}

/** A file in a folder; by its name alone in the folder itself. */
function within(path: string, file: string): string {
  return path === '.' ? file : `${path}/${file}`
}

function turnsOf({ system, before }: PromptTemplate): readonly { readonly role: string; readonly content: string }[] {
  return [...(system === null ? [] : [{ role: 'system', content: system }]), { role: 'user', content: before + exampleText }]
}

/** A Python program that asks an export through transformers; null for what transformers does not load. */
export function transformersExample({ format, bits, base }: Usable, template: PromptTemplate): string | null {
  if (format === 'adapter' || format === 'gguf' || bits !== null) return null
  const asked = `turns = ${python(turnsOf(template))}`
  if (format !== 'peft')
    return `from transformers import pipeline

${asked}
ask = pipeline("text-generation", model=".")
print(ask(turns, max_new_tokens=512, do_sample=False)[0]["generated_text"][-1]["content"])`
  return `from peft import AutoPeftModelForCausalLM
from transformers import AutoTokenizer

${asked}
model = AutoPeftModelForCausalLM.from_pretrained(".")
tokenizer = AutoTokenizer.from_pretrained(${JSON.stringify(base.transformers)})
# As in training: a fixed date where the template writes one, and no reasoning before the answer.
asked = tokenizer.apply_chat_template(
    turns, add_generation_prompt=True, return_tensors="pt", return_dict=True, date_string="${trainingDate}", enable_thinking=False
)
answer = model.generate(**asked, max_new_tokens=512, do_sample=False)
print(tokenizer.decode(answer[0, asked["input_ids"].shape[1] :], skip_special_tokens=True))`
}

/** A name that Ollama takes, from a folder's. */
export function ollamaName(folder: string): string {
  const name = basename(folder)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 60)
  return name === '' ? 'antecedent' : name
}

/** vLLM takes ranks of certain sizes: the smallest that is enough. */
function vllmRank(rank: number): number {
  return [8, 16, 32, 64, 128, 256].find((size) => size >= rank) ?? rank
}

/** A word for a POSIX shell. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** Turns as Python writes them: JSON without the words in which the two differ. */
function python(turns: readonly { readonly role: string; readonly content: string }[]): string {
  return `[\n${turns.map((turn) => `    {"role": "${turn.role}", "content": ${JSON.stringify(turn.content)}},`).join('\n')}\n]`
}
