import type { Reason } from '../../../shared/growing'
import { type KnownSources, notNew } from './known-sources'
import { markedNonReferences, misnamed, severalAgree, wrongPossessives } from './marks'
import { planKept } from './plan-kept'
import type { Reading } from './reading'
import { changedWords, doubledWords, lengthRatio, pronounsLeft } from './wording'

/** Every filter of a pair by itself, in the order in which their reasons are shown. */
const filters: readonly ((reading: Reading) => readonly Reason[])[] = [
  misnamed,
  wrongPossessives,
  markedNonReferences,
  changedWords,
  doubledWords,
  pronounsLeft,
  severalAgree,
  planKept,
  lengthRatio,
]

/** Everything that speaks against a pair, by itself and among the sources that are known. Empty for one to which nothing is found. */
export function judge(reading: Reading, known: readonly KnownSources[]): readonly Reason[] {
  return [...filters.flatMap((filter) => filter(reading)), ...notNew(reading.source, known)]
}
