import { totalmem } from 'node:os'
import type { Machine } from './memory-plan'

/** Memory of this machine; on a Mac mlx computes on its GPU. */
export function thisMachine(): Machine {
  return { bytes: totalmem(), gpu: process.platform === 'darwin' }
}
