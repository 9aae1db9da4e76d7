import type { Candidate, Reason, ReasonCode } from '../../../shared/growing'

const errors: ReadonlySet<ReasonCode> = new Set([
  'marks-unreadable',
  'invented-entity',
  'wrong-entity',
  'not-a-reference',
  'quotation-touched',
  'wrong-possessive',
  'changed-words',
  'doubled-words',
  'truncated-rewrite',
  'same-row',
  'near-duplicate',
  'leak',
])
const longestMessage = 500

/** A reason with the severity of its code: what makes a row wrong is an error, what may be meant so is a warning. */
export function reasonOf(code: ReasonCode, message: string): Reason {
  const cut = message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message
  return { code, severity: errors.has(code) ? 'error' : 'warning', message: cut }
}

/** Several findings of one kind as one sentence: the first three, and how many more there are. */
export function listed(findings: readonly string[]): string {
  const [first, second, third, ...others] = findings
  const shown = [first, second, third].filter((each) => each !== undefined).join(', ')
  return others.length > 0 ? `${shown} and ${others.length} more` : shown
}

/**
 * The reason for which a candidate is set aside before anybody has looked at it; null where it waits for review. Of what a person's own
 * text or row became, only what is there already is: everything else is theirs to correct.
 */
export function setsAside({ origin, reasons }: Pick<Candidate, 'origin' | 'reasons'>): Reason | null {
  const there: readonly ReasonCode[] = ['same-row', 'leak']
  return reasons.find(({ code, severity }) => (origin.kind === 'written' ? severity === 'error' : there.includes(code))) ?? null
}
