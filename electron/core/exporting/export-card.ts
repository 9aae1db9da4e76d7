import { assertNever } from '../../shared/errors'
import type { Certificate, ExportFormat, ExportResult } from '../../shared/exporting'
import type { Run, WeightsName } from '../../shared/run'
import type { PromptTemplate } from '../rows/prompt-template'

type Command = ExportResult['commands'][number]

/** What every chat template writes in training where it would write today's date; `chat.py` of the sidecar has it so. */
const date = '01 Jan 2025'

/** Commands that use an export, ready for a terminal. */
export function exportCommands(format: ExportFormat, path: string, run: Run, template: PromptTemplate): readonly Command[] {
  const system = template.system === null ? '' : ` --system-prompt ${quoted(template.system)}`
  const prompt = `${system} --prompt ${quoted(`${template.before}Paul went to a shop. He met Andy.`)}`
  if (format === 'adapter') {
    const model = run.model.ref.kind === 'hub' ? run.model.ref.repo : 'BASE_MODEL'
    return [{ label: 'mlx-lm', command: `mlx_lm.generate --model ${model} --adapter-path ${quoted(path)}${prompt}` }]
  }
  return [
    { label: 'mlx-lm', command: `mlx_lm.generate --model ${quoted(path)}${prompt}` },
    { label: 'vLLM', command: `vllm serve ${quoted(path)}` },
  ]
}

/** What was exported, and how it can be used. */
export type Exported = {
  readonly format: ExportFormat
  readonly weights: WeightsName
  readonly certificate: Certificate
  readonly commands: readonly Command[]
}

/** The README that travels with an export: what it is, from what, how well it does. */
export function exportCard(run: Run, { format, weights, certificate, commands }: Exported): string {
  const share = (f1: number | null) => (f1 === null ? 'not measured' : f1.toFixed(3))
  const what =
    format === 'mlx' ? 'A language model that resolves coreferences by rewriting' : 'An adapter for resolving coreferences by rewriting'
  return `# ${run.name}

${what}, tuned with Antecedent.

| | |
|---|---|
| base model | ${run.model.name} |
| dataset | ${run.dataset.name}, ${run.dataset.rows} rows |
| trained | ${trainedParts(run.config)} |
| weights | ${weights === 'best' ? 'the best by its own measure' : 'those of the last checkpoint'} |
${format === 'mlx' ? `| same text as the adapter | ${certificate.same} of ${certificate.rows} held-out rows |\n| mention F1, adapter and export | ${share(certificate.adapterF1)}, ${share(certificate.exportF1)} |\n` : ''}
${templateNote(format)}

${commands.map(({ label, command }) => `With ${label}:\n\n\`\`\`sh\n${command}\n\`\`\`\n`).join('\n')}`
}

/** How a model is asked with this export, next to how it was in training. */
function templateNote(format: ExportFormat): string {
  if (format === 'mlx')
    return `Its chat template asks as in training, on any day and whatever it is called with: where it would write today's date it writes ${date}, and where it could ask for reasoning it does not.`
  const settings = `--chat-template-config ${quoted(JSON.stringify({ date_string: date, enable_thinking: false }))}`
  return `In training the chat template wrote ${date} where it would write today's date, and did not ask for reasoning. Where the base model's template does either, add \`${settings}\` to ask it the same way.`
}

function trainedParts({ fine_tune_type, lora_parameters: { rank, scale } }: Run['config']): string {
  switch (fine_tune_type) {
    case 'lora':
      return `LoRA, rank ${rank}, scale ${scale}`
    case 'dora':
      return `DoRA, rank ${rank}, scale ${scale}`
    case 'full':
      return 'all weights of its blocks'
    default:
      return assertNever(fine_tune_type)
  }
}

/** A word for a POSIX shell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
