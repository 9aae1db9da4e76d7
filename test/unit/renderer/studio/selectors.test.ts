import { expect, it } from 'vitest'
import type { TrainingPhase } from '../../../../electron/shared/run'
import { project } from '../../../../renderer/studio/projection'
import { trainingRun } from '../../../../renderer/studio/selectors'
import { run, snapshot } from '../figures'

const inPhase = (id: string, phase: TrainingPhase) =>
  run(id, { state: { state: 'running', phase, step: 0, totalSteps: 10, startedAt: '2026-01-01T00:00:00Z' } })
const trained = (...runs: Parameters<typeof snapshot>[0] & object) => trainingRun({ projection: project(snapshot(runs)) })?.id

it('takes the run that trains, not one that was queued behind it', () => {
  expect(trained(inPhase('newer', 'queued'), inPhase('older', 'training'))).toBe('older')
})

it('takes a run of every phase but the waiting', () => {
  expect(trained(inPhase('a', 'saving'))).toBe('a')
  expect(trained(inPhase('a', 'queued'))).toBeUndefined()
})
