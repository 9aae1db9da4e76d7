/**
 * Does work for each thing, so many at a time, in order of beginning. The first failure, or the signal, lets nothing new begin and aborts
 * `closing`; what is under way ends by itself. Rejects with the first failure once all of it has.
 */
export async function inParallel<T>(
  things: readonly T[],
  atOnce: number,
  signal: AbortSignal,
  work: (thing: T, closing: AbortSignal) => Promise<void>,
): Promise<void> {
  const closing = new AbortController()
  const failures: unknown[] = []
  const waiting = things.values()
  const worker = async (): Promise<void> => {
    for (const thing of waiting) {
      if (signal.aborted || closing.signal.aborted) return
      try {
        await work(thing, closing.signal)
      } catch (error) {
        failures.push(error)
        closing.abort()
      }
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(atOnce, things.length)) }, worker))
  if (failures.length > 0) throw failures[0]
}
