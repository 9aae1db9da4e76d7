import { stringify } from 'yaml'
import type { ExportFormat, PackedBits } from '../../shared/exporting'
import type { Run, WeightsName } from '../../shared/run'
import { cardOf } from '../../shared/scorecard'
import type { BaseModel } from './base-model'

/** What the header of a model card is made of. */
export type HeaderParts = {
  readonly format: ExportFormat
  readonly bits: PackedBits | null
  readonly weights: WeightsName
  readonly base: BaseModel
  /** Whether the rows it was held to are English. */
  readonly english: boolean
}

/**
 * The YAML that a model card of the Hugging Face Hub begins with, between its dashes: origin, library, task, data and figures. What is not known is
 * left out, since the Hub takes a guess for a fact. (huggingface.co/docs/hub/model-cards)
 */
export function cardHeader(run: Run, { format, bits, weights, base, english }: HeaderParts): string {
  const isAdapter = format === 'peft' || format === 'adapter'
  const found = results(run, weights)
  const header = {
    ...(base.hub !== null && { base_model: base.hub, base_model_relation: isAdapter ? 'adapter' : 'finetune' }),
    library_name: libraryOf(format, bits),
    pipeline_tag: 'text-generation',
    ...(english && { language: ['en'] }),
    ...(base.licence !== null && { license: base.licence }),
    ...(base.licenceLink !== null && { license_link: base.licenceLink }),
    tags: [
      'coreference-resolution',
      'text-rewriting',
      ...(run.config.fine_tune_type === 'full' ? [] : ['lora']),
      format === 'gguf' ? 'gguf' : 'mlx',
      'antecedent',
    ],
    // The Hub refuses an index of nothing.
    ...(found.length > 0 && { 'model-index': [{ name: run.name, results: found }] }),
  }
  return `---\n${stringify(header, { lineWidth: 0 })}---`
}

/** What loads an export first of all. */
function libraryOf(format: ExportFormat, bits: PackedBits | null): string {
  if (format === 'peft') return 'peft'
  if (format === 'gguf') return 'gguf'
  return format === 'adapter' || bits !== null ? 'mlx' : 'transformers'
}

/** The figures of the weights that were exported; none where others were scored. */
function results(run: Run, weights: WeightsName): readonly object[] {
  const card = run.comparison === null ? undefined : cardOf(run.comparison, weights)
  if (run.comparison === null || card === undefined) return []
  const metric = (type: string, name: string, value: number) => ({ type, name, value: Number(value.toFixed(4)), verified: false })
  return [
    {
      task: { type: 'text-generation', name: 'Coreference resolution by rewriting' },
      dataset: { type: 'json', name: `${run.dataset.name}, ${run.comparison.data}`, revision: run.dataset.sha256 },
      metrics: [
        metric('f1', 'Mention F1', card.f1),
        metric('recall', 'Mention recall', card.recall),
        metric('precision', 'Mention precision', card.precision),
      ],
    },
  ]
}
