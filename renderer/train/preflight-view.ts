import type { DatasetSummary } from '../../electron/shared/dataset'
import type { Failure } from '../../electron/shared/errors'
import type { ModelInfo } from '../../electron/shared/model'
import type { Preflight } from '../../electron/shared/preflight'
import { countedOf, type PreflightQuestion, type PreflightState, sameQuestion, sameSubject } from './preflight-slice'
import type { FormConfig } from './settings/form-config'

/** The run that the form describes, as far as it is chosen. */
export type Described = { readonly dataset: DatasetSummary | null; readonly model: ModelInfo | null; readonly form: FormConfig }

/** What is shown of a run before it starts. */
export type PreflightView =
  /** Nothing can be counted, and what can be done. */
  | { readonly show: 'reason'; readonly reason: string }
  | { readonly show: 'failure'; readonly failure: Failure }
  /** The first figures are on their way; `id` of the job that counts, null before it has begun. */
  | { readonly show: 'awaited'; readonly id: string | null }
  /** `current` where they are of the very settings in the form; `id` of the job that counts anew. */
  | { readonly show: 'figures'; readonly figures: Preflight; readonly current: boolean; readonly id: string | null }

/** What to ask about a run; null where it cannot be counted as it stands. */
export function questionOf({ dataset, model, form }: Described): PreflightQuestion | null {
  if (dataset === null || dataset.usableRows === 0 || model === null || form.wrong.size > 0) return null
  return { datasetId: dataset.id, model: model.ref, config: form.config }
}

/** What is known of the run in the form: never of another dataset or model. */
export function preflightView(preflight: PreflightState, described: Described): PreflightView {
  const { dataset, model, form } = described
  const missing = missingIn(described)
  if (dataset === null || model === null || missing !== null) return { show: 'reason', reason: missing ?? '' }
  const subject = { datasetId: dataset.id, model: model.ref }
  if (preflight.state === 'failed' && sameSubject(preflight.question, subject)) return { show: 'failure', failure: preflight.failure }
  const counted = countedOf(preflight, subject)
  const id = preflight.state === 'asking' ? preflight.id : null
  if (counted !== null) {
    const current = preflight.state === 'known' && sameQuestion(counted.question, questionOf(described))
    return { show: 'figures', figures: counted.answer, current, id }
  }
  if (form.wrong.size > 0) return { show: 'reason', reason: 'Mend the marked settings to see what the run would be.' }
  return { show: 'awaited', id }
}

function missingIn({ dataset, model }: Described): string | null {
  if (dataset === null) return 'With a dataset and a model, this says what the run would be: rows, lengths, memory, updates.'
  if (dataset.usableRows === 0) return 'No row of this dataset can be used, so there is nothing to count. Mend its rows, or choose another.'
  if (model === null) return 'Add a model to see what the run would be: its tokenizer counts the rows.'
  return null
}
