/** Does the same with each of many things, at most sixteen at a time; results in their order. */
export async function mapInTurns<T, R>(things: readonly T[], work: (thing: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let from = 0; from < things.length; from += 16) results.push(...(await Promise.all(things.slice(from, from + 16).map(work))))
  return results
}
