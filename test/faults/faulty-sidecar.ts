import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JobPhase } from '../../electron/shared/protocol'
import { temporaryFolder } from '../unit/electron/core/temporary-folder'
import { sidecar } from './studio'

/** When the real Python is hit, once. */
export type Fault = {
  readonly signal: 'SIGKILL' | 'SIGSTOP'
  readonly phase: JobPhase
  /** How many updates have to be made by then; none where it is missing. */
  readonly updates?: number
  /** Instead: so many files of the phase were put on the disk, and the next is about to be. */
  readonly syncs?: number
}

/** A folder that is started in the sidecar's place: the real one, hit by a fault. After that it is unharmed. */
export async function faultySidecar({ signal, phase, updates = 0, syncs }: Fault): Promise<string> {
  const folder = await temporaryFolder()
  await copyFile(join(import.meta.dirname, 'faulty_sidecar.py'), join(folder, '__main__.py'))
  await writeFile(join(folder, 'fault.json'), JSON.stringify({ sidecar, signal, phase, updates, syncs: syncs ?? null }))
  return folder
}
