import type { Preflight } from '../../electron/shared/preflight'
import { counted } from '../../electron/shared/quantities'
import type { Tone } from '../parts/Flag'

/**
 * The preflight in a word or two: what stands in the way first, else how much there is to look at.
 * @param missing how much one's own data lack besides
 */
export function verdictOf(
  { trainRows, memory, cut, refused, empty }: Preflight,
  missing = 0,
): { readonly tone: Tone; readonly words: string } {
  if (trainRows === 0) return { tone: 'bad', words: 'nothing to train on' }
  if (memory.verdict === 'too-large') return { tone: 'bad', words: 'too large' }
  const found = [cut.rows > 0, refused.rows > 0, empty.rows > 0, memory.verdict === 'tight'].filter(Boolean).length
  const remarks = found + missing
  return remarks === 0 ? { tone: 'ok', words: 'ready' } : { tone: 'warn', words: `${counted(remarks, 'thing')} to look at` }
}
