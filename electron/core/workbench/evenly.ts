/** Places of `count` things, at most `limit` of them, spread from the first on at even distances; ascending, each once. */
export function evenly(count: number, limit: number): readonly number[] {
  const taken = Math.min(count, limit)
  return Array.from({ length: taken }, (_, at) => Math.floor((at * count) / taken))
}
