import type { Reason } from '../../../shared/growing'
import { markedNonReferences, misnamed, severalAgree, wrongPossessives } from './marks'
import { planKept } from './plan-kept'
import type { Reading } from './reading'
import { reasonOf } from './reasons'
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

/** Whoever else looks at a pair, such as the linter of rows: what it finds is for the person to look at. */
export type Linter = (source: string, rewrite: string) => readonly Pick<Reason, 'code' | 'message'>[]

/** Everything that speaks against a pair by itself; empty where nothing is found. Of a linter's findings those count that no filter has made. */
export function judge(reading: Reading, lint: Linter = () => []): readonly Reason[] {
  const own = filters.flatMap((filter) => filter(reading))
  const findings = lint(reading.source, reading.rewrite).filter(({ code }) => !own.some((reason) => reason.code === code))
  return [...own, ...findings.map(({ code, message }): Reason => ({ ...reasonOf(code, message), severity: 'warning' }))]
}
