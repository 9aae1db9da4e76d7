import { expect, it } from 'vitest'
import { project } from '../../../../renderer/studio/projection'
import { workOn } from '../../../../renderer/train/run-work'
import { run, snapshot } from '../figures'

const idle = { projection: project(snapshot([run('one')])), scoring: [], measuring: [], exporting: { state: 'idle' } } as const
const told = (job: 'hardest' | 'preflight') =>
  project(snapshot([run('one')], { jobs: [{ id: 'one', job, phase: 'inspecting', done: 0, total: 0 }] }))

it.each([
  ['nothing', {}, null],
  ['a scoring that was begun here', { scoring: ['one'] }, 'evaluate'],
  ['a measurement that was begun here', { measuring: ['one'] }, 'hardest'],
  ['an export that was begun here', { exporting: { state: 'running', runId: 'one', folder: 'f' } }, 'export'],
  ['work on another run', { scoring: ['two'], exporting: { state: 'running', runId: 'two', folder: 'f' } }, null],
  ['what the host tells of', { projection: told('hardest') }, 'hardest'],
  ['what the host tells of, whatever was asked here', { projection: told('hardest'), scoring: ['one'] }, 'hardest'],
  ['a job of another kind under its id', { projection: told('preflight') }, null],
] as const)('says what is done with a run: %s', (_, changes, work) => {
  expect(workOn('one')({ ...idle, ...changes })).toBe(work)
})
