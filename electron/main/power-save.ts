import { powerSaveBlocker } from 'electron'

/** Keeps the machine from idling to sleep for as long as anything is under way. The display may sleep. */
export type Wakefulness = {
  /** Whether the thing of this name is under way. */
  readonly set: (name: string, underWay: boolean) => void
  /** Stays awake until the work is done, however it ends. */
  readonly during: <T>(name: string, work: () => Promise<T>) => Promise<T>
  /** Names of what is under way. */
  readonly underWay: () => readonly string[]
}

/** One blocker for everything: taken with the first name, released with the last. `changed` hears when something begins or ends. */
export function createWakefulness(changed: () => void = () => {}): Wakefulness {
  const names = new Map<string, number>()
  let blocker: number | null = null
  const count = (name: string, number: number) => {
    const before = names.size
    if (number > 0) names.set(name, number)
    else names.delete(name)
    if (names.size > 0) blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
    if (names.size !== before) changed()
  }
  return {
    set: (name, underWay) => count(name, underWay ? 1 : 0),
    during: async (name, work) => {
      count(name, (names.get(name) ?? 0) + 1)
      try {
        return await work()
      } finally {
        count(name, (names.get(name) ?? 0) - 1)
      }
    },
    underWay: () => [...names.keys()],
  }
}
