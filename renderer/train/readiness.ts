import type { DatasetSummary } from '../../electron/shared/dataset'
import type { ModelInfo } from '../../electron/shared/model'
import type { Preflight } from '../../electron/shared/preflight'
import { count, counted } from '../../electron/shared/quantities'
import type { Tone } from '../parts/Flag'

/** Rows below which hardly anything is learned, and from which on a small model learns the task well. */
const [few, enough] = [50, 200]
/** Rows kept back, on either side, below which one row decides. */
const fewChecks = 5

/** How rows are divided. */
type Division = Pick<Preflight, 'validRows' | 'testRows'>

/** Something a person's own data need before they are trained on, whether it is there, and what can be done. */
export type Need = {
  readonly id: 'rows' | 'checks' | 'mended' | 'model' | 'room'
  readonly tone: Extract<Tone, 'ok' | 'warn' | 'bad' | 'live'>
  readonly words: string
  readonly remedy: 'write-rows' | 'look-at-rows' | 'divide' | 'choose-model' | null
}

/**
 * What is there and what is missing for a run on one's own data; nothing to say of the sample, which is made for the demo model.
 * @param divided how its rows would be divided; null while that is not known
 */
export function needsOf(dataset: DatasetSummary, model: ModelInfo | null, divided: Division | null): readonly Need[] {
  if (dataset.origin === 'sample') return []
  return [
    rowsNeed(dataset),
    ...(divided === null || dataset.usableRows < few ? [] : [checksNeed(divided)]),
    mendedNeed(dataset),
    modelNeed(model),
    ...(model === null ? [] : roomNeed(model)),
  ]
}

/** Whether enough rows are kept back for the curve and the score to say something. */
function checksNeed({ validRows, testRows }: Division): Need {
  const kept = `${counted(validRows, 'row')} to check on, ${count(testRows)} held out for the score`
  if (Math.min(validRows, testRows) >= fewChecks) return { id: 'checks', tone: 'ok', words: kept, remedy: null }
  return { id: 'checks', tone: 'warn', words: `Only ${kept}: curve and score say little`, remedy: 'divide' }
}

function rowsNeed({ usableRows }: DatasetSummary): Need {
  const rows = counted(usableRows, 'row')
  if (usableRows < few) return { id: 'rows', tone: 'bad', words: `${rows}: too few to learn the task from`, remedy: 'write-rows' }
  if (usableRows < enough)
    return { id: 'rows', tone: 'warn', words: `${rows}: enough to try it; some hundred learn it well`, remedy: 'write-rows' }
  return { id: 'rows', tone: 'ok', words: `${rows} to learn from`, remedy: null }
}

function mendedNeed({ flaggedRows, checking }: DatasetSummary): Need {
  if (flaggedRows > 0) return { id: 'mended', tone: 'warn', words: `${counted(flaggedRows, 'row')} to look at`, remedy: 'look-at-rows' }
  if (checking !== null) return { id: 'mended', tone: 'live', words: 'The rows are being looked through', remedy: null }
  return { id: 'mended', tone: 'ok', words: 'Nothing to mend was found', remedy: null }
}

function modelNeed(model: ModelInfo | null): Need {
  const remedy = 'choose-model'
  if (model === null) return { id: 'model', tone: 'bad', words: 'No model is chosen', remedy }
  if (model.ref.kind === 'demo')
    return { id: 'model', tone: 'warn', words: 'The demo model knows only the small world of the sample, no real text', remedy }
  return { id: 'model', tone: 'ok', words: 'A model for real text', remedy: null }
}

/** Of the demo model it says nothing: it fits anywhere. */
function roomNeed({ ref, memory }: ModelInfo): readonly Need[] {
  if (ref.kind === 'demo' || memory === null) return []
  switch (memory.train.verdict) {
    case 'fits':
      return [{ id: 'room', tone: 'ok', words: 'Memory enough to train it', remedy: null }]
    case 'tight':
      return [{ id: 'room', tone: 'warn', words: 'Memory is tight for it: close other apps', remedy: null }]
    case 'too-large':
      return memory.trainSparingly.verdict === 'too-large'
        ? [{ id: 'room', tone: 'bad', words: 'It is too large to be trained here', remedy: 'choose-model' }]
        : [{ id: 'room', tone: 'warn', words: 'It fits with one row at a time and gradient checkpointing', remedy: null }]
  }
}
