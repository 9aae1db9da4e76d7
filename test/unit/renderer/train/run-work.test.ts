import { expect, it } from 'vitest'
import { project } from '../../../../renderer/studio/projection'
import { workOn } from '../../../../renderer/train/run-work'
import { run, snapshot } from '../figures'

const idle = { projection: project(snapshot([run('one')])), begun: {} } as const
const told = (job: 'hardest' | 'preflight') =>
  project(snapshot([run('one')], { jobs: [{ id: 'one', job, phase: 'inspecting', done: 0, total: 0 }] }))

it.each([
  ['nothing', {}, null],
  ['a scoring that was begun here', { begun: { one: 'evaluate' } }, 'evaluate'],
  ['a measurement that was begun here', { begun: { one: 'hardest' } }, 'hardest'],
  ['an export that was begun here', { begun: { one: 'export' } }, 'export'],
  ['work on another run', { begun: { two: 'export' } }, null],
  ['what the host tells of', { projection: told('hardest') }, 'hardest'],
  ['what the host tells of, whatever was asked here', { projection: told('hardest'), begun: { one: 'evaluate' } }, 'hardest'],
  ['a job of another kind under its id', { projection: told('preflight') }, null],
] as const)('says what is done with a run: %s', (_, changes, work) => {
  expect(workOn('one')({ ...idle, ...changes })).toBe(work)
})
