import type { AnswerWeights } from '../../../shared/answered-by'
import type { Edit } from '../../../shared/resolution'
import type { ChangeDecision } from '../../../shared/resolve-format'
import type { ResolvedDocument } from './resolved-document'

/** Where the words of an edit come from. */
export type Provenance = {
  /** Place in the document's answers of the one that was asked about them; null where none was. */
  readonly answer: number | null
  readonly weights: AnswerWeights | null
  /** What a person said to it: corrected words are the person's own. Null where nobody decided. */
  readonly decision: 'accepted' | 'corrected' | null
}

/** Which answer an edit is from, by the stretch of the source it was asked about, and what a person made of it. */
export function provenanceOf({ answers, decisions }: Pick<ResolvedDocument, 'answers' | 'decisions'>, edit: Edit): Provenance {
  const inside = answers.findIndex(
    ({ start, end }) => start <= edit.start && (edit.start < end || edit.start === edit.end) && edit.end <= end,
  )
  const answer = inside >= 0 ? inside : answers.findIndex(({ start, end }) => start <= edit.start && edit.start < end)
  const kinds = decisions.filter((decision) => touches(decision, edit)).map(({ kind }) => kind)
  return {
    answer: answer < 0 ? null : answer,
    weights: answers[answer]?.weights ?? null,
    decision: kinds.includes('corrected') ? 'corrected' : kinds.includes('accepted') ? 'accepted' : null,
  }
}

function touches(one: ChangeDecision, other: Edit): boolean {
  return (one.start === other.start && one.end === other.end) || (one.start < other.end && other.start < one.end)
}
