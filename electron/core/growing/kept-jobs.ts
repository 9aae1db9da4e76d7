import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type GrowJob, growJob } from '../../shared/growing'
import { errnoOf, writeAtomically } from '../files/atomic'

const recordFile = 'job.json'

/** Notes how a job stands, in its folder. */
export async function keepJob(folder: string, job: GrowJob): Promise<void> {
  await writeAtomically(join(folder, recordFile), `${JSON.stringify(job)}\n`)
}

/** The jobs that were begun in a folder, newest first. One that was at work when the app ended is interrupted; what cannot be read is passed over. */
export async function keptJobs(folder: string): Promise<GrowJob[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return []
    throw error
  })
  const jobs = await Promise.all(names.map((name) => readJob(join(folder, name, recordFile))))
  return jobs.flatMap((job) => (job === null ? [] : [cutOff(job)])).sort((a, b) => b.begunAt.localeCompare(a.begunAt))
}

async function readJob(path: string): Promise<GrowJob | null> {
  try {
    return growJob.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}

function cutOff(job: GrowJob): GrowJob {
  if (job.state !== 'running') return job
  return { ...job, state: 'interrupted', waiting: null, failure: { code: 'internal', message: 'Antecedent ended while it was at work.' } }
}
