import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Figures } from '../../shared/resolution'
import { parsedOrNull } from '../files/parsed-or-null'

/** What of a checkpoint's record tells which adapter it has. */
const checkpoint = z.object({ step: z.int().nonnegative(), files: z.record(z.string(), z.string()) })

/**
 * The step of the checkpoint that has the adapter which answered, whatever was learned meanwhile; null where none of those that are there
 * has it.
 */
export async function stepOf(checkpoints: string, weights: Figures['weights']): Promise<number | null> {
  if (weights === null) return null
  for (const name of await readdir(checkpoints).catch(() => [])) {
    const content = await readFile(join(checkpoints, name, 'state.json'), 'utf8').catch(() => '')
    const { data } = checkpoint.safeParse(parsedOrNull(content))
    if (data?.files['adapters.safetensors']?.startsWith(weights.adapter)) return data.step
  }
  return null
}
