import type { Snapshot } from '../../../electron/shared/contract'
import type { DatasetSummary } from '../../../electron/shared/dataset'
import type { Figures } from '../../../electron/shared/resolution'
import type { Run } from '../../../electron/shared/run'
import { ordinarySettings } from '../../../electron/shared/settings'
import { type Metric, trainingConfig } from '../../../electron/shared/training'

type Of<S extends Metric['split']> = Extract<Metric, { split: S }>

/** A training figure; what does not matter is nought. */
export const train = (step: number, loss: number | null = 1, changes: Partial<Of<'train'>> = {}): Of<'train'> => ({
  split: 'train',
  step,
  epoch: 0,
  loss,
  learningRate: 0,
  gradientNorm: 0,
  tokensPerSecond: 0,
  trainedTokens: 0,
  peakMemoryBytes: 0,
  footprintBytes: 0,
  seconds: step,
  ...changes,
})

/** A validation; what does not matter is nought. */
export const valid = (step: number, loss: number | null = 1, changes: Partial<Of<'valid'>> = {}): Of<'valid'> => ({
  split: 'valid',
  step,
  epoch: 0,
  loss,
  score: null,
  rows: 1,
  tokens: 1,
  best: false,
  seconds: step,
  ...changes,
})

/** What an answer cost that cost nothing. */
export const noFigures: Figures = {
  promptTokens: 0,
  promptTokensPerSecond: 0,
  generationTokens: 0,
  generationTokensPerSecond: 0,
  peakMemoryBytes: 0,
  forwardPasses: 0,
  drafted: 0,
  accepted: 0,
  weights: null,
}

/** A run that trains at step 1 of 10. */
export const run = (id: string, changes: Partial<Run> = {}): Run => ({
  id,
  name: id,
  createdAt: '2026-01-01T00:00:00Z',
  dataset: { name: 'a.jsonl', location: '/a.jsonl', rows: 1, unusableRows: 0, sha256: 'x' },
  model: { ref: { kind: 'demo' }, name: 'Demo' },
  config: trainingConfig.parse({}),
  state: { state: 'running', phase: 'training', step: 1, totalSteps: 10, startedAt: '2026-01-01T00:00:00Z' },
  data: null,
  usable: false,
  comparison: null,
  checkpoint: null,
  probe: null,
  notes: [],
  continueAutomatically: false,
  interruptions: [],
  workers: 1,
  exports: [],
  ...changes,
})

/** What a window loads of a host with nothing in it but these runs. */
export const snapshot = (runs: readonly Run[] = [], changes: Partial<Snapshot> = {}): Snapshot => {
  const config = trainingConfig.parse({})
  const both = { demo: config, other: config }
  return {
    version: '0',
    host: 'web',
    platform: 'linux',
    home: '/h',
    memoryBytes: 16e9,
    unreadableRuns: [],
    engine: { state: 'off' },
    datasets: [],
    growth: [],
    runs,
    models: [],
    downloads: [],
    jobs: [],
    settings: ordinarySettings,
    examples: [],
    presets: { quick: both, balanced: both, thorough: both },
    ...changes,
  }
}

/** A dataset's summary as a window hears of it. */
export const datasetSummary = (more: Partial<DatasetSummary> & Pick<DatasetSummary, 'id'>): DatasetSummary => ({
  name: 'rows.jsonl',
  location: `/${more.id}/rows.jsonl`,
  origin: 'file',
  bytes: 1,
  sha256: 'x',
  rows: 9,
  usableRows: 9,
  format: 'chat',
  problems: [],
  flaggedRows: 0,
  checking: null,
  checksSense: true,
  isEnglish: true,
  unsavedRows: 0,
  undo: null,
  redo: null,
  changedOnDisk: false,
  note: null,
  parts: { train: 0, valid: 0, test: 0 },
  epoch: 0,
  changes: 0,
  revision: 0,
  ...more,
})
