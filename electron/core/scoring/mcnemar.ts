/**
 * Exact two-sided McNemar test (McNemar, Psychometrika 12, 1947): how likely a split at least as uneven as `broken` against `fixed` is, were
 * either as likely. 1 where nothing changed. Only sums, products and quotients, which every machine rounds alike.
 */
export function mcnemar(broken: number, fixed: number): number {
  const changed = broken + fixed
  const fewer = Math.min(broken, fixed)
  if (2 * fewer === changed) return 1
  // The share of the most likely of the unlikely splits, halved in between so that nothing overflows.
  let share = 1
  let halvings = changed
  for (let step = 1; step <= fewer; step++) {
    share *= (changed - fewer + step) / step
    for (; share > 1 && halvings > 0; halvings--) share /= 2
  }
  for (; halvings > 0; halvings--) share /= 2
  let [sum, term] = [1, 1]
  for (let splits = fewer; splits > 0; splits--) {
    term *= splits / (changed - splits + 1)
    sum += term
  }
  return Math.min(1, 2 * share * sum)
}
