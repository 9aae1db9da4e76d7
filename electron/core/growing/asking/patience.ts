import type { ModelFailure } from './model-failure'

/** How often and how long something that failed is tried again. */
export type Patience = {
  /** Attempts in all. */
  readonly attempts: number
  readonly firstWaitMilliseconds: number
  readonly longestWaitMilliseconds: number
  /** The longest wait that a server may ask for; beyond it the job is interrupted rather than kept waiting. */
  readonly longestAskedMilliseconds: number
}

/** Six attempts over about a minute; a server that names its time may ask for ten. */
export const ordinaryPatience: Patience = {
  attempts: 6,
  firstWaitMilliseconds: 1_000,
  longestWaitMilliseconds: 30_000,
  longestAskedMilliseconds: 10 * 60 * 1_000,
}

/** Time and chance, from outside. */
export type Clock = {
  /** Resolves after a while; rejects when the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
  readonly now: () => number
  /** From 0 up to, but not including, 1. */
  readonly random: () => number
}

/**
 * How long to wait before the next attempt, in milliseconds; null to give up. What the server asks for counts, else the wait doubles
 * each time, less up to a quarter by chance, so that several askers do not come back at once.
 * @param attempt the one that failed, from 1
 */
export function waitAfter(failure: ModelFailure, attempt: number, patience: Patience, random: number): number | null {
  if (!failure.passes || attempt >= patience.attempts) return null
  const asked = failure.waitMilliseconds
  if (asked !== null && asked > patience.longestAskedMilliseconds) return null
  const doubled = Math.min(patience.longestWaitMilliseconds, patience.firstWaitMilliseconds * 2 ** (attempt - 1))
  const own = Math.round(doubled * (1 - random / 4))
  return asked === null ? own : Math.max(Math.ceil(asked), 0)
}
