/** So many bytes at a moment, in seconds. */
type Sample = { readonly at: number; readonly done: number }

/** How fast bytes come, from those of the last seconds. */
export type Speed = { readonly samples: readonly Sample[] }

export const unknownSpeed: Speed = { samples: [] }

/** Seconds that count. */
const window = 10
/** Seconds before it can be told. */
const least = 1

/** After a moment at which `done` bytes were there. Bytes that were taken back begin it anew. */
export function noteBytes({ samples }: Speed, at: number, done: number): Speed {
  const last = samples.at(-1)
  if (last !== undefined && done < last.done) return { samples: [{ at, done }] }
  const recent = samples.filter((sample) => at - sample.at <= window)
  // The last one before the window: without it a slow line would have no samples at all.
  const before = recent.length === 0 ? samples.slice(-1) : []
  return { samples: [...before, ...recent, { at, done }] }
}

/** Bytes a second; null while too little is known. */
export function bytesPerSecond({ samples }: Speed): number | null {
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined || last.at - first.at < least) return null
  return (last.done - first.done) / (last.at - first.at)
}

/** Seconds until so many more bytes have come; null while that cannot be told. */
export function secondsFor(bytes: number, speed: number | null): number | null {
  return speed === null || speed <= 0 ? null : bytes / speed
}
