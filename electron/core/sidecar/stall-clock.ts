import type { JobPhase } from '../../shared/protocol'

/** How long each phase may go without progress, in seconds. Loading, fusing and packing read and write whole models. */
export const allowedSilence: Readonly<Record<JobPhase, number>> = {
  downloading: 300,
  checking: 300,
  uploading: 600,
  loading: 600,
  preparing: 600,
  probing: 900,
  training: 900,
  validating: 900,
  scoring: 900,
  saving: 300,
  generating: 300,
  fusing: 900,
  packing: 900,
  inspecting: 900,
}

/** How often the clock looks, in seconds. */
const tickSeconds = 5

/** What the clock knows: when progress was last seen, when it last looked, and in which phase. Times in seconds. */
export type StallState = { readonly phase: JobPhase; readonly counter: number; readonly progressAt: number; readonly lookedAt: number }

/** Progress only counts when the counter grew: a process that repeats itself hangs too. */
export function noteProgress(state: StallState, phase: JobPhase, counter: number, now: number): StallState {
  return counter > state.counter ? { ...state, phase, counter, progressAt: now } : state
}

/**
 * Looks at the clock. A gap much longer than a tick means that the machine slept, and sleep does not count.
 * @param patience factor on what each phase is allowed
 */
export function look(state: StallState, now: number, patience = 1): { readonly state: StallState; readonly stalled: boolean } {
  const gap = now - state.lookedAt
  const slept = gap > 3 * tickSeconds ? gap - tickSeconds : 0
  const progressAt = state.progressAt + slept
  return { state: { ...state, progressAt, lookedAt: now }, stalled: now - progressAt > patience * allowedSilence[state.phase] }
}

/** Looks every few seconds until the returned function is called; tells once when progress stays out too long. */
export function watchForStall(
  stalled: (phase: JobPhase) => void,
  patience = 1,
): {
  readonly progress: (phase: JobPhase, counter: number) => void
  readonly stop: () => void
} {
  const now = () => performance.now() / 1000
  let state: StallState = { phase: 'loading', counter: -1, progressAt: now(), lookedAt: now() }
  const timer = setInterval(
    () => {
      const looked = look(state, now(), patience)
      state = looked.state
      if (!looked.stalled) return
      clearInterval(timer)
      stalled(state.phase)
    },
    Math.min(1, patience) * tickSeconds * 1000,
  )
  timer.unref()
  return {
    progress: (phase, counter) => {
      state = noteProgress(state, phase, counter, now())
    },
    stop: () => clearInterval(timer),
  }
}
