import type { Problem, RowDetail } from '../../electron/shared/dataset'
import { entitiesOf, hueOf } from '../marks/entities'
import { classOf, outputSpans, type Span, sourceSpans, titleOf } from '../marks/marks'
import type { Marking, Trouble } from './TextEditor'

/** The mentions in a turn, where they stand in its text. Nothing where the row is not a source and its rewrite. */
export function markingsOf({ source, rewrite, comparison, turns }: RowDetail, turn: number): readonly Marking[] {
  const text = turns?.[turn]?.content
  if (comparison === null || source === null || rewrite === null || text === undefined) return []
  const entities = entitiesOf([comparison])
  const marked = (spans: readonly Span[], from: number) =>
    spans
      .filter(({ start, end }) => end > start)
      .map(({ start, end, mark }): Marking => {
        const entity = 'entity' in mark ? mark.entity : null
        const edit = 'edit' in mark ? comparison.edits[mark.edit] : undefined
        return { start: from + start, end: from + end, className: `mark ${classOf(mark)}${hueOf(entity)}`, title: titleOf(mark, edit) }
      })
  const ofSource = source.turn === turn ? marked(sourceSpans(text.slice(source.start), comparison, entities), source.start) : []
  const output = text.slice(rewrite.start)
  return [...ofSource, ...(rewrite.turn === turn ? marked(outputSpans({ ...comparison, output }, entities), rewrite.start) : [])]
}

/** What is wrong in the text of a turn. */
export function troublesOfTurn(problems: readonly Problem[], turn: number): readonly Trouble[] {
  return problems.flatMap(({ field, severity, message }) =>
    field?.turn === turn ? [{ start: field.start, end: field.end, severity, message }] : [],
  )
}

/** What is wrong in the row's line. */
export function troublesOfLine(problems: readonly Problem[]): readonly Trouble[] {
  return problems.map(({ column, length, severity, message }) => ({ start: column - 1, end: column - 1 + length, severity, message }))
}
