import { expect, it } from 'vitest'
import { JobsUnderWay } from '../../../../electron/core/jobs-under-way'

it('lists each job as it told of itself last, until it has ended', () => {
  const jobs = new JobsUnderWay()
  const told = (id: string, done: number) => jobs.hear({ type: 'job.progress', id, job: 'export', phase: 'saving', done, total: 5 })
  told('one', 0)
  told('two', 0)
  told('one', 1)
  expect(jobs.list()).toEqual([
    { id: 'one', job: 'export', phase: 'saving', done: 1, total: 5 },
    { id: 'two', job: 'export', phase: 'saving', done: 0, total: 5 },
  ])
  jobs.hear({ type: 'job.ended', id: 'one' })
  expect(jobs.list().map(({ id }) => id)).toEqual(['two'])
})
