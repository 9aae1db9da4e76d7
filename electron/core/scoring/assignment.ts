/**
 * The largest sum that a one-to-one assignment of rows to columns reaches (Kuhn 1955, with potentials: rows³ steps). `values` are at least 0; a
 * row or a column may stay alone.
 */
export function bestAssignment(values: readonly (readonly number[])[]): number {
  const columns = Math.max(0, ...values.map((row) => row.length))
  const size = Math.max(values.length, columns)
  const costOf = (row: number, column: number): number => -(values[row - 1]?.[column - 1] ?? 0)
  const [rowPotential, columnPotential] = [new Float64Array(size + 1), new Float64Array(size + 1)]
  // Which row each column has; column 0 holds the row that is being placed.
  const rowOf = new Int32Array(size + 1)
  for (let row = 1; row <= size; row++) {
    rowOf[0] = row
    const least = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY)
    const cameFrom = new Int32Array(size + 1)
    const seen = new Uint8Array(size + 1)
    let column = 0
    while (rowOf[column] !== 0) {
      seen[column] = 1
      const placed = rowOf[column] ?? 0
      let [step, next] = [Number.POSITIVE_INFINITY, 0]
      for (let other = 1; other <= size; other++) {
        if (seen[other] === 1) continue
        const reduced = costOf(placed, other) - (rowPotential[placed] ?? 0) - (columnPotential[other] ?? 0)
        if (reduced < (least[other] ?? 0)) {
          least[other] = reduced
          cameFrom[other] = column
        }
        if ((least[other] ?? 0) < step) [step, next] = [least[other] ?? 0, other]
      }
      for (let other = 0; other <= size; other++) {
        if (seen[other] === 1) {
          const own = rowOf[other] ?? 0
          rowPotential[own] = (rowPotential[own] ?? 0) + step
          columnPotential[other] = (columnPotential[other] ?? 0) - step
        } else least[other] = (least[other] ?? 0) - step
      }
      column = next
    }
    while (column !== 0) {
      const before = cameFrom[column] ?? 0
      rowOf[column] = rowOf[before] ?? 0
      column = before
    }
  }
  let sum = 0
  for (let column = 1; column <= size; column++) sum -= costOf(rowOf[column] ?? 0, column)
  return sum
}
