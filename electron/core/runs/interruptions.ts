import type { Run } from '../../shared/run'

/** One interruption of a run: when, why where that is known, and the checkpoint it could go on from, 0 before there was one. */
export type Interruption = Run['interruptions'][number]

/** Most interruptions a run remembers, the newest. */
const mostRemembered = 20

/** What a run remembers when it was interrupted once more. */
export function withInterruption(history: readonly Interruption[], latest: Interruption): readonly Interruption[] {
  return [...history, latest].slice(-mostRemembered)
}
