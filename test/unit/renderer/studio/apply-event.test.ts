import { describe, expect, it } from 'vitest'
import { applyEvent } from '../../../../renderer/studio/apply-event'
import { project } from '../../../../renderer/studio/projection'
import { run, snapshot, train } from '../figures'

const start = project(snapshot([run('one')]))

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
      { type: 'run.metric', runId: 'one', metric: train(1) } as const,
      { type: 'job.progress', id: 'one', job: 'evaluate', phase: 'generating', done: 1, total: 2 } as const,
    ].reduce(applyEvent, start)
    const next = applyEvent(busy, { type: 'run.removed', runId: 'one' })
    expect([next.runs, next.metrics, next.jobs]).toEqual([[], {}, {}])
  })

  it('drops the figures beyond the step that a run went back to', () => {
    const trained = [1, 2, 3].map((step) => ({ type: 'run.metric', runId: 'one', metric: train(step) }) as const)
    const next = applyEvent(trained.reduce(applyEvent, start), { type: 'run.rewound', runId: 'one', step: 2 })
    expect(next.metrics.one?.toArray().map(({ step }) => step)).toEqual([1, 2])
  })

  it('keeps a job until it has ended, however it did', () => {
    const scoring = applyEvent(start, { type: 'job.progress', id: 'one', job: 'evaluate', phase: 'generating', done: 1, total: 2 })
    expect(applyEvent(scoring, { type: 'run.changed', run: run('one', { name: 'other' }) }).jobs.one?.done).toBe(1)
    expect(applyEvent(scoring, { type: 'job.ended', id: 'other' }).jobs).toBe(scoring.jobs)
    expect(applyEvent(scoring, { type: 'job.ended', id: 'one' }).jobs).toEqual({})
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
    applyEvent(start, { type: 'run.metric', runId: 'one', metric: train(1) })
    expect(start).toEqual(before)
  })
})
