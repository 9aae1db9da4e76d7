import type { ReviewEntry } from '../../electron/shared/growing'

/** A candidate's texts, as the person corrected them where they were. */
export function pairOf({ candidate, decision }: Pick<ReviewEntry, 'candidate' | 'decision'>): {
  readonly source: string
  readonly rewrite: string
} {
  return decision.state === 'edited' ? decision : candidate
}
