import type { Domain } from '../../electron/shared/decimate'

/** Fewest steps that are shown. */
const narrowest = 2

/** A domain `factor` times as wide around a step, within the whole; null where that is the whole. */
export function zoomed(domain: Domain, whole: Domain, around: number, factor: number): Domain | null {
  const width = Math.max(narrowest, (domain.to - domain.from) * factor)
  if (width >= whole.to - whole.from) return null
  const share = (around - domain.from) / (domain.to - domain.from)
  const from = Math.min(Math.max(whole.from, around - share * width), whole.to - width)
  return { from, to: from + width }
}

/** What was dragged over, within the whole and no narrower than can be shown; null where it is the whole. */
export function draggedDomain(dragged: Domain, whole: Domain): Domain | null {
  const middle = (dragged.from + dragged.to) / 2
  return zoomed({ from: dragged.from, to: Math.max(dragged.to, dragged.from + Number.MIN_VALUE) }, whole, middle, 1)
}
