import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keepJob, keptJobs } from '../../../../../electron/core/growing/kept-jobs'
import type { GrowJob } from '../../../../../electron/shared/growing'
import { temporaryFolder } from '../temporary-folder'

const job: GrowJob = {
  jobId: 'g-1',
  kind: 'written',
  title: '8 rows',
  sendsTo: 'example.com',
  begunAt: '2026-01-01T00:00:00.000Z',
  state: 'done',
  figures: { answered: 1, wanted: 1, candidates: 1, setAside: 0, doubtful: 0, inputTokens: 0, outputTokens: 0 },
  notes: [],
  waiting: null,
  failure: null,
}

it('finds jobs again, newest first, those too that were kept before it was noted where they send to', async () => {
  const folder = await temporaryFolder()
  const { sendsTo: _, ...old } = job
  for (const name of ['new', 'old', 'torn']) await mkdir(join(folder, name))
  await keepJob(join(folder, 'new'), { ...job, jobId: 'g-2', begunAt: '2026-02-01T00:00:00.000Z', state: 'running' })
  await writeFile(join(folder, 'old', 'job.json'), JSON.stringify(old))
  await writeFile(join(folder, 'torn', 'job.json'), '{"jobId": "g-3"')
  expect(await keptJobs(folder)).toMatchObject([
    { jobId: 'g-2', sendsTo: 'example.com', state: 'interrupted' },
    { jobId: 'g-1', sendsTo: null, state: 'done' },
  ])
  expect(await keptJobs(join(folder, 'gone'))).toEqual([])
})
