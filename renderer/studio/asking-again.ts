/** A question that is asked again and again, one at a time. */
export type Repeated = {
  /** Asks, or asks once more when the answer under way is here: what it says may be of before. */
  readonly ask: () => void
  /** Hears no answer any more. */
  readonly close: () => void
}

/** Asks with `ask` and tells `hear` every answer, `patience` milliseconds after the first wish for it. */
export function askingAgain<T>(ask: () => Promise<T>, hear: (answer: T) => void, patience = 0): Repeated {
  let state: 'resting' | 'waiting' | 'asking' | 'again' | 'closed' = 'resting'
  let timer: ReturnType<typeof setTimeout> | undefined
  const begin = async () => {
    state = 'asking'
    const answer = await ask()
    const now = state as 'asking' | 'again' | 'closed'
    if (now === 'closed') return
    state = 'resting'
    hear(answer)
    if (now === 'again') await begin()
  }
  return {
    ask: () => {
      if (state === 'asking') state = 'again'
      if (state !== 'resting') return
      if (patience === 0) return void begin()
      state = 'waiting'
      timer = setTimeout(() => void begin(), patience)
    },
    close: () => {
      state = 'closed'
      clearTimeout(timer)
    },
  }
}
