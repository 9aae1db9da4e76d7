import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { parsedOrNull } from '../files/parsed-or-null'
import { newestCheckpoint } from '../runs/checkpoints'
import type { RunFiles } from '../runs/run-files'

const state = z.looseObject({ fingerprint: z.looseObject({ libraries: z.record(z.string().max(60), z.string().max(60)) }) })

/** Versions of the libraries that a run's arithmetic came from, by name, as its newest checkpoint has them; none where there is none. */
export async function trainedWith({ checkpoints }: Pick<RunFiles, 'checkpoints'>): Promise<Readonly<Record<string, string>>> {
  const newest = await newestCheckpoint(checkpoints)
  if (newest === null) return {}
  const path = join(checkpoints, String(newest.step).padStart(8, '0'), 'state.json')
  const text = await readFile(path, 'utf8').catch(() => '')
  return state.safeParse(parsedOrNull(text)).data?.fingerprint.libraries ?? {}
}
