import { batchWords, fullWords } from '../../shared/config-words'
import { assertNever } from '../../shared/errors'
import { type Certificate, type ExportFormat, type GgufFacts, isFused, type PackedBits, remedyFor } from '../../shared/exporting'
import type { Run, WeightsName } from '../../shared/run'
import { f1Words } from '../../shared/score-words'
import { cardOf, type Interval, type Scorecard } from '../../shared/scorecard'
import type { PromptTemplate } from '../rows/prompt-template'
import type { BaseModel } from './base-model'
import { cardHeader } from './card-header'
import { exportCommands, quoted, trainingDate, transformersExample, type Usable } from './export-commands'
import { endOf, recordName, type Versions } from './replay'

/** What was exported. */
export type Exported = {
  readonly format: ExportFormat
  readonly bits: PackedBits | null
  readonly weights: WeightsName
  readonly base: BaseModel
  readonly english: boolean
  readonly prompt: PromptTemplate
  readonly versions: Versions | null
  readonly certificate: Certificate
  /** What the certified weights were converted into; null where they were not. */
  readonly gguf: GgufFacts | null
  /** What could not be made, a sentence or two each. */
  readonly notes: readonly string[]
  /** As it is used from within its own folder. */
  readonly usable: Usable
}

/** The README that travels with an export, a model card of the Hub: what it is, from what, how well it does, how it is asked. */
export function exportCard(run: Run, exported: Exported): string {
  const { format, bits, weights, base, prompt, usable } = exported
  const example = transformersExample(usable, prompt)
  const parts = [
    cardHeader(run, exported),
    `# ${plain(run.name)}`,
    `${whatItIs(format, bits)}, tuned with Antecedent from ${base.hub === null ? plain(run.model.name) : `[${base.hub}](https://huggingface.co/${base.hub})`}.`,
    'A rewrite repeats its text and says in place of every pronoun and description whom or what it means.',
    `## How it is asked\n\n${asking(prompt)}\n\n${templateNote(format)}`,
    ...exportCommands(usable, run, prompt).map(({ label, command }) => `With ${label}, in this folder:\n\n${fenced('sh', command)}`),
    ...(example === null ? [] : [`With transformers, in this folder:\n\n${fenced('python', example)}`]),
    ...(format === 'ollama' ? [ollamaNote] : []),
    ...exported.notes,
    `## How well it does\n\n${scores(run, weights)}`,
    `## Certificate\n\n${certified(exported)}`,
    `## How it was made\n\n${made(run, exported)}`,
    `\`${recordName}\` holds all of it for programs. \`antecedent train --from ${recordName} DATA\` trains again with the same settings.`,
    `## Licence\n\n${licence(base)}`,
  ]
  return `${parts.join('\n\n')}\n`
}

function whatItIs(format: ExportFormat, bits: PackedBits | null): string {
  if (!isFused(format)) return 'An adapter for resolving coreferences by rewriting'
  return `A language model that resolves coreferences by rewriting${bits === null ? '' : `, packed into ${bits} bits`}`
}

function asking({ system, before }: PromptTemplate): string {
  const turns = [...(system === null ? [] : [`System:\n\n${fenced('text', system)}`]), `User:\n\n${fenced('text', `${before}THE TEXT`)}`]
  return turns.join('\n\n')
}

/** How a model is asked with this export, next to how it was in training. */
function templateNote(format: ExportFormat): string {
  if (isFused(format))
    return `Its chat template asks as in training, on any day and whatever it is called with: where it would write today's date it writes ${trainingDate}, and where it could ask for reasoning it does not.`
  const settings = `--chat-template-config ${quoted(JSON.stringify({ date_string: trainingDate, enable_thinking: false }))}`
  return `In training the chat template wrote ${trainingDate} where it would write today's date, and did not ask for reasoning. Where the base model's template does either, add \`${settings}\` to ask mlx-lm the same way.`
}

const ollamaNote =
  'Ollama converts the weights when it makes its model. Where `ollama create` says that it does not know the architecture, convert this folder with `convert_hf_to_gguf.py` of llama.cpp and put the name of that file behind `FROM` in the Modelfile.'

function scores({ comparison }: Run, weights: WeightsName): string {
  const tuned = comparison === null ? undefined : cardOf(comparison, weights)
  if (comparison === null || tuned === undefined) return 'Not scored.'
  const base = cardOf(comparison, 'base')
  const row = (name: string, say: (card: Scorecard) => string) => `| ${name} | ${base ? say(base) : '–'} | ${say(tuned)} |`
  const share = (value: number, { low, high }: Interval) => `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`
  return `On ${tuned.texts} texts with ${tuned.mentions} mentions (${plain(comparison.data)}), with 95 % intervals (Wilson):

| | base model | this one |
|---|---|---|
${row('mention F1', ({ f1 }) => f1Words(f1))}
${row('mention recall', ({ recall, intervals }) => share(recall, intervals.recall))}
${row('mention precision', ({ precision, intervals }) => share(precision, intervals.precision))}
${row('wrong or invented entity', ({ wrongEntityRate, intervals }) => share(wrongEntityRate, intervals.wrongEntityRate))}
${row('perfect texts', ({ perfectTexts, texts, intervals }) => share(texts === 0 ? 0 : perfectTexts / texts, intervals.perfectTexts))}`
}

/** What becomes of an adapter that was learned beside packed weights. */
function packedNote({ packed }: BaseModel): string {
  switch (packed) {
    case 'no':
      return ''
    case 'of-known':
      return ' It was learned beside packed weights; transformers loads those they were made from, which are a little finer, so some answers may differ.'
    case 'of-unknown':
      return ' It was learned beside weights that were packed for mlx, which transformers does not load, and nothing here says what they were made from: put the name of that model into `adapter_config.json` as `base_model_name_or_path`.'
    default:
      return assertNever(packed)
  }
}

/** What has to be changed where the base model is known by its folder alone. */
function folderNote({ packed, transformers, named }: BaseModel): string {
  if (transformers === named || packed !== 'no') return ''
  return ` The base model has no name on the Hub: put its folder in place of \`${named}\`, and into \`adapter_config.json\` as \`base_model_name_or_path\`, which says where it lay when this was made.`
}

/** What a certificate does not speak of. */
function convertedNote(gguf: GgufFacts | null): string {
  if (gguf === null) return ''
  const loss = gguf.type === 'q8_0' ? 'packs its numbers into 8 bits' : `keeps its numbers as ${gguf.type}`
  return ` That was before llama.cpp's converter made the .gguf of it, which ${loss}: the certificate is of the weights before the conversion, and the .gguf itself was asked nothing.`
}

function certified({ format, bits, certificate, base, gguf }: Exported): string {
  if (format === 'peft')
    return `The numbers of the adapter, each of them, under the names that PEFT gives them.${packedNote(base)}${folderNote(base)}`
  if (format === 'adapter') return 'The files of the adapter, byte for byte.'
  const { rows, same, tokens, baseF1, adapterF1, exportF1, parting } = certificate
  if (rows === 0) return `There were no held-out rows to ask.${convertedNote(gguf)}`
  const f1 = (value: number | null) => (value === null ? 'not measured' : f1Words(value))
  const remedy = remedyFor(certificate, bits)
  const what = gguf === null ? 'The written folder' : 'The fused model'
  return `${what} was loaded afresh, asked held-out rows, and compared with the adapter.${convertedNote(gguf)}

| | |
|---|---|
| same text as the adapter | ${same} of ${rows} rows |
${tokens === null ? '' : `| same next token | ${tokens.same} of ${tokens.read} |\n| divergence from the adapter | ${tokens.divergence.toExponential(1)} nats a token |\n`}| mention F1: base, adapter, export | ${f1(baseF1)}, ${f1(adapterF1)}, ${f1(exportF1)} |
${parting === null ? '' : `\nThey first part in row ${parting.row + 1}. The adapter goes on with:\n\n${fenced('text', parting.adapter)}\n\nThe export goes on with:\n\n${fenced('text', parting.export)}\n`}${remedy === null ? '' : `\n${remedy}\n`}`.trimEnd()
}

function made(run: Run, { weights, versions, gguf }: Exported): string {
  const { dataset, data, config } = run
  const { steps, bestStep, bestLoss, seconds } = endOf(run)
  const counts = data === null ? '' : `; ${data.trainRows} to learn from, ${data.validRows} to validate with`
  const rows = [
    ['dataset', `${cell(dataset.name)}, ${dataset.rows} rows${counts}`],
    ['its SHA-256', `\`${cell(dataset.sha256)}\``],
    ['trained', trainedParts(config)],
    ['weights', weights === 'best' ? 'the best by its own measure' : 'those of the last checkpoint'],
    ['updates', steps === null ? null : `${steps}${bestStep === null ? '' : `, best after ${bestStep}`}`],
    ['validation loss', bestLoss === null || weights !== 'best' ? null : `${bestLoss.toFixed(4)} nats a token`],
    ['time', seconds === null ? null : `${Math.round(seconds)} s`],
    ['rate, batch, rows at most', `${rateWords(config)}, ${batchWords(config)}, ${config.max_seq_length} tokens`],
    ['seed', String(config.seed)],
    [
      'converted',
      gguf === null
        ? null
        : `to GGUF ${gguf.version} by llama.cpp: ${gguf.type}, ${gguf.tensors} tensors, architecture ${gguf.architecture}`,
    ],
    ['versions', versions === null ? null : `mlx ${versions.mlx}, mlx-lm ${versions.mlxLm}, Python ${versions.python}`],
  ]
  const lines = rows.flatMap(([name, value]) => (value === null ? [] : [`| ${name} | ${value} |`]))
  return `| | |\n|---|---|\n${lines.join('\n')}`
}

function trainedParts({ fine_tune_type, num_layers, lora_parameters: { rank, scale } }: Run['config']): string {
  switch (fine_tune_type) {
    case 'lora':
      return `LoRA, rank ${rank}, scale ${scale}`
    case 'dora':
      return `DoRA, rank ${rank}, scale ${scale}`
    case 'full':
      return fullWords(num_layers)
    default:
      return assertNever(fine_tune_type)
  }
}

const rateWords = ({ learning_rate, lr_schedule }: Run['config']): string =>
  lr_schedule === null ? String(learning_rate) : `by ${lr_schedule.name}`

function licence({ licence, licenceLink }: BaseModel): string {
  const said = licence === null ? 'not stated in its README or config.json' : `${licence}${licenceLink === null ? '' : ` (${licenceLink})`}`
  return `The base model's licence: ${said}. It holds for what was made from it as well.`
}

/** A text in a fence that nothing in it closes. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

/** A name from outside as text of Markdown and nothing else. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|]/g, (sign) => `\\${sign}`)
}

function cell(text: string): string {
  return plain(text).slice(0, 300)
}
