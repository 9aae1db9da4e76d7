import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Run } from '../../shared/run'

/** A checkpoint's folder is its step in eight digits, or more where there are more steps. */
const folderName = /^\d{8,}$/

/**
 * The newest checkpoint of a run's folder of checkpoints, null where there is none. One that has its `state.json` is whole,
 * since folders appear by rename; whether its bytes are sound, Python finds out when it reads them.
 */
export async function newestCheckpoint(folder: string): Promise<Run['checkpoint']> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => folderName.test(name))
  for (const name of names.sort((a, b) => Number(b) - Number(a))) {
    const state = await stat(join(folder, name, 'state.json')).catch(() => null)
    if (state?.isFile()) return { step: Number(name), at: state.mtime.toISOString() }
  }
  return null
}
