import type { Candidate, Decision, ReviewFilter } from '../../electron/shared/growing'
import { counted } from '../../electron/shared/quantities'

/** Where a candidate comes from, in words. */
export function originWords({ origin }: Candidate): string {
  switch (origin.kind) {
    case 'written':
      return `Written by ${origin.model}`
    case 'drafted':
      return `From ${origin.document}, drafted by ${origin.by}`
    case 'renamed':
      return `Row ${origin.row + 1} with ${counted(origin.names.length, 'other name')}: ${origin.names.map(({ from, to }) => `${from} → ${to}`).join(', ')}`
  }
}

/** What was decided, in words; empty while nothing was. */
export function decisionWords(decision: Decision): string {
  switch (decision.state) {
    case 'pending':
      return ''
    case 'accepted':
      return 'Accepted'
    case 'edited':
      return 'Accepted as corrected'
    case 'rejected':
      return decision.by === 'filter'
        ? `Set aside: ${decision.reason}`
        : decision.reason === ''
          ? 'Rejected'
          : `Rejected: ${decision.reason}`
  }
}

/** What a list holds when it holds nothing. */
export const emptyWords: Readonly<Record<ReviewFilter, string>> = {
  pending: 'Nothing waits for you. What is written, drafted or renamed comes here first.',
  accepted: 'Nothing was accepted yet.',
  rejected: 'Nothing was rejected.',
  setAside: 'The checks set nothing aside.',
}
