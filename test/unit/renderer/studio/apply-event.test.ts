import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../../electron/shared/contract'
import type { Run } from '../../../../electron/shared/run'
import { trainingConfig } from '../../../../electron/shared/training'
import { applyEvent } from '../../../../renderer/studio/apply-event'
import { mergedMetrics, project } from '../../../../renderer/studio/projection'

const config = trainingConfig.parse({})

const run = (id: string, changes: Partial<Run> = {}): Run => ({
  id,
  name: id,
  createdAt: '2026-01-01T00:00:00Z',
  dataset: { name: 'a.jsonl', location: '/a.jsonl', rows: 1, sha256: 'x' },
  model: { ref: { kind: 'demo' }, name: 'Demo' },
  config,
  state: { state: 'running', phase: 'training', step: 1, totalSteps: 10, startedAt: '2026-01-01T00:00:00Z' },
  data: null,
  usable: false,
  comparison: null,
  exports: [],
  ...changes,
})

const point = (step: number, loss = 1) =>
  ({
    split: 'train',
    step,
    epoch: 0,
    loss,
    learningRate: 0,
    gradientNorm: 0,
    tokensPerSecond: 0,
    trainedTokens: 0,
    peakMemoryBytes: 0,
    seconds: step,
  }) as const

const snapshot: Snapshot = {
  version: '0',
  host: 'web',
  platform: 'linux',
  home: '/h',
  engine: { state: 'off' },
  datasets: [],
  runs: [run('one')],
  models: [],
  examples: [],
  defaultConfig: { demo: config, other: config },
}
const start = project(snapshot)

describe('applyEvent', () => {
  it('puts a changed run in the place of the old one', () => {
    const next = applyEvent(start, { type: 'run.changed', run: run('one', { name: 'renamed' }) })
    expect(next.runs.map((each) => each.name)).toEqual(['renamed'])
  })

  it('puts a new run in front', () => {
    expect(applyEvent(start, { type: 'run.changed', run: run('two') }).runs.map((each) => each.id)).toEqual(['two', 'one'])
  })

  it('forgets the curve and the job of a removed run', () => {
    const busy = [
      { type: 'run.metric', runId: 'one', metric: point(1) } as const,
      { type: 'job.progress', id: 'one', job: 'evaluate', phase: 'generating', done: 1, total: 2 } as const,
    ].reduce(applyEvent, start)
    const next = applyEvent(busy, { type: 'run.removed', runId: 'one' })
    expect([next.runs, next.metrics, next.jobs]).toEqual([[], {}, {}])
  })

  it('ends an evaluation when its scores reach the run', () => {
    const scoring = applyEvent(start, { type: 'job.progress', id: 'one', job: 'evaluate', phase: 'generating', done: 1, total: 2 })
    expect(scoring.jobs.one?.done).toBe(1)
    expect(applyEvent(scoring, { type: 'run.changed', run: run('one', { name: 'other' }) }).jobs.one).toBeDefined()
    const card = { at: '2026-01-02T00:00:00Z' } as Run['comparison']
    expect(applyEvent(scoring, { type: 'run.changed', run: run('one', { comparison: card }) }).jobs.one).toBeUndefined()
  })

  it('joins the deltas of each side in order', () => {
    const delta = (side: 'base' | 'tuned', text: string) => ({ type: 'resolve.delta', requestId: 'r', side, text }) as const
    const next = [delta('base', 'Paul '), delta('tuned', 'x'), delta('base', 'met')].reduce(applyEvent, start)
    expect(next.streams.r).toEqual({ base: 'Paul met', tuned: 'x' })
  })

  it('leaves the state as it is for signals to the window', () => {
    expect(applyEvent(start, { type: 'command.invoked', command: 'file.open' })).toBe(start)
    expect(applyEvent(start, { type: 'file.opened', file: { handle: 'h', name: 'a', location: '/a' } })).toBe(start)
  })

  it('changes nothing that it was given', () => {
    const before = structuredClone(start)
    applyEvent(start, { type: 'run.metric', runId: 'one', metric: point(1) })
    expect(start).toEqual(before)
  })
})

describe('mergedMetrics', () => {
  it('keeps points that arrived while the curve was fetched, once and in order', () => {
    const merged = mergedMetrics([point(1), point(2)], [point(2, 5), point(3)])
    expect(merged.map(({ step, loss }) => [step, loss])).toEqual([
      [1, 1],
      [2, 5],
      [3, 1],
    ])
  })
})
