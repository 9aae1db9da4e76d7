/** Keeps keys and tokens where the system keeps them. Nothing here writes one anywhere else. */
export type Secrets = {
  /** For people: the system's keychain, or this process's memory until it ends. */
  readonly place: 'keychain' | 'memory'
  readonly get: (name: string) => Promise<string | null>
  readonly set: (name: string, value: string) => Promise<void>
  readonly remove: (name: string) => Promise<void>
}

/** Secrets that were typed, as long as this process lives; for others `behind` is asked. */
export function sessionSecrets(behind: Pick<Secrets, 'get'>): Secrets {
  const typed = new Map<string, string>()
  return {
    place: 'memory',
    get: async (name) => typed.get(name) ?? behind.get(name),
    set: async (name, value) => {
      typed.set(name, value)
    },
    remove: async (name) => {
      typed.delete(name)
    },
  }
}
