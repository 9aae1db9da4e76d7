import { join } from 'node:path'
import type { z } from 'zod'
import { StudioError } from '../../../shared/errors'
import { makeFolderAndParent } from '../../files/atomic'
import { AnswerLog } from './answer-log'

/** The file of a job's folder that holds everything of it. */
export const answersFile = 'answers.jsonl'

/** What a job is, and what it was answered. */
export type JobRecord<T> = { readonly order: T; readonly log: AnswerLog }

/** Begins a job in a folder of its own, which is made. Throws `busy` where a job was begun before. */
export async function beginJob<S extends z.ZodType>(folder: string, schema: S, order: z.input<S>): Promise<JobRecord<z.output<S>>> {
  const whole = schema.parse(order)
  await makeFolderAndParent(folder)
  const { log, order: earlier } = await AnswerLog.open(join(folder, answersFile))
  if (earlier !== undefined) throw new StudioError({ code: 'busy', message: 'A job was begun in this folder before.' })
  await log.begin(whole)
  return { order: whole, log }
}

/** Opens a job that was begun, to go on with it. Throws `not-found` where there is none of this kind that can be read. */
export async function openJob<S extends z.ZodType>(folder: string, schema: S): Promise<JobRecord<z.output<S>>> {
  const { log, order } = await AnswerLog.open(join(folder, answersFile))
  const parsed = schema.safeParse(order)
  if (!parsed.success) throw new StudioError({ code: 'not-found', message: 'There is no job here that can be gone on with.' })
  return { order: parsed.data, log }
}
