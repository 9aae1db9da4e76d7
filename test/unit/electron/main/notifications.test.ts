// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'
import { noticeOf } from '../../../../electron/main/notifications'
import type { Run, RunState } from '../../../../electron/shared/run'
import { finished, runIn, running } from './running-run'

vi.mock('electron', () => import('./electron-stand-in'))

const checkpoint = { step: 40, at: '2026-01-02T03:04:05Z' }
const finishedAt = checkpoint.at
const failure = { code: 'sidecar-died', message: 'The graphics processor was reset.' } as const
const interrupted = (cause: Extract<RunState, { state: 'interrupted' }>['failure']): RunState => ({
  state: 'interrupted',
  step: 41,
  bestStep: 40,
  failure: cause,
})

describe('the notice of a run that has ended', () => {
  const cases: readonly (readonly [RunState, Run['checkpoint'], string, string])[] = [
    [finished, checkpoint, 'Evening run has finished', 'Validation loss 0.123 at step 90.'],
    [{ ...finished, early: true } as RunState, checkpoint, 'Evening run has finished early', 'Validation loss 0.123 at step 90.'],
    [
      { state: 'paused', step: 40, bestStep: null, pausedAt: finishedAt },
      checkpoint,
      'Evening run is paused',
      'It can be continued from step 40.',
    ],
    [
      interrupted(failure),
      checkpoint,
      'Evening run was interrupted at step 41',
      'The graphics processor was reset. It can be continued from step 40.',
    ],
    [interrupted(null), null, 'Evening run was interrupted at step 41', 'Continued, it begins anew.'],
    [{ state: 'failed', failure, finishedAt }, null, 'Evening run failed', 'The graphics processor was reset.'],
    [
      { state: 'diverged', step: 7, rows: [], bestStep: null, message: 'No number.', finishedAt },
      null,
      'Evening run diverged at step 7',
      'No number.',
    ],
  ]
  it.each(cases)('says how, and what can be done (%j, checkpoint %j)', (state, newest, title, body) => {
    expect(noticeOf({ ...runIn(state), checkpoint: newest })).toEqual({ title, body })
  })

  it('is none while it goes on', () => {
    expect(noticeOf(runIn(running(3, 'pausing')))).toBeNull()
  })
})
