import type { Comparison, Edit } from '../../electron/shared/resolution'
import type { Entities, Entity } from './entities'

/** What a stretch of shown text is. `edit` is its place in the rewrite's edits. */
export type Mark =
  | { readonly kind: 'plain' }
  | { readonly kind: 'mention'; readonly entity: Entity | null }
  | { readonly kind: 'resolved'; readonly entity: Entity | null; readonly edit: number }
  | { readonly kind: 'invented'; readonly edit: number }
  | { readonly kind: 'changed'; readonly edit: number }
  /** Words of the source that are not in the rewrite; shown in place, not part of it. */
  | { readonly kind: 'dropped'; readonly edit: number }
  | { readonly kind: 'kept' }
  /** A change that a person took back: the source's words, or the struck words that were added. */
  | { readonly kind: 'undone'; readonly edit: number }
  /** Words that a person wrote instead. */
  | { readonly kind: 'corrected'; readonly entity: Entity | null; readonly edit: number }

/** Some text and what it is. */
export type Segment = { readonly text: string; readonly mark: Mark }

/** A rewrite and what it did to its source. */
export type Rewritten = Comparison & {
  readonly output: string
  /** What a person made of its changes, by their places. */
  readonly decisions?: ReadonlyMap<number, { readonly kind: 'accepted' | 'undone' | 'corrected' }>
}

/** A stretch of a text and what it is. Offsets in UTF-16 units. */
export type Span = {
  readonly start: number
  readonly end: number
  readonly mark: Mark
  /** What to show instead of the text there. */
  readonly shown?: string
}
type Words = { readonly start: number; readonly end: number; readonly text: string }

/** The source with its mentions, as one rewrite understands it. */
export function sourceSegments(source: string, rewrite: Comparison, entities: Entities): readonly Segment[] {
  return segments(source, sourceSpans(source, rewrite, entities))
}

/** The rewrite with what it changed. */
export function outputSegments(rewrite: Rewritten, entities: Entities): readonly Segment[] {
  return segments(rewrite.output, outputSpans(rewrite, entities))
}

/** Where the source has its mentions: in order, without overlaps. */
export function sourceSpans(source: string, rewrite: Comparison, entities: Entities): readonly Span[] {
  const edits = rewrite.edits.map(
    (edit, place): Span => ({ start: edit.start, end: edit.end, mark: sourceMark(rewrite, edit, place, entities) }),
  )
  const kept = rewrite.leftAsIs.map(({ start, end }): Span => ({ start, end, mark: { kind: 'kept' } }))
  return apart(source, [...edits.filter((span) => span.end > span.start), ...kept, ...mentionSpans(rewrite, entities)])
}

/** Where the rewrite has what it changed, and its mentions: in order, without overlaps. */
export function outputSpans(rewrite: Rewritten, entities: Entities): readonly Span[] {
  const edits = rewrite.edits.map((edit, place): Span => {
    const span = { start: edit.outputStart, end: edit.outputEnd }
    if (span.end <= span.start) {
      const undone = rewrite.decisions?.get(place)?.kind === 'undone'
      return { ...span, mark: { kind: undone ? 'undone' : 'dropped', edit: place }, shown: undone ? '⟨+⟩' : edit.before.trim() }
    }
    return { ...span, mark: outputMark(rewrite, edit, place, entities) }
  })
  const moved =
    (mark: Mark) =>
    (words: Words): readonly Span[] => {
      const start = outputOffset(rewrite.edits, words.start)
      const end = start + words.text.length
      return rewrite.output.slice(start, end) === words.text ? [{ start, end, mark }] : []
    }
  const kept = rewrite.leftAsIs.flatMap(moved({ kind: 'kept' }))
  const mentions = rewrite.clusters.flatMap((cluster, place) =>
    cluster.mentions.flatMap(moved({ kind: 'mention', entity: entities.of(rewrite, place) })),
  )
  return apart(rewrite.output, [...edits, ...kept, ...mentions])
}

/** Where words that begin at `offset` of the source begin in the rewrite: behind what was written in just before them. */
export function outputOffset(edits: readonly Edit[], offset: number): number {
  const before = edits.filter((edit) => edit.end <= offset).at(-1)
  return before === undefined ? offset : offset + before.outputEnd - before.end
}

function sourceMark(rewrite: Comparison, edit: Edit, place: number, entities: Entities): Mark {
  if (edit.kind === 'resolved') return { kind: 'mention', entity: entityOf(rewrite, edit, entities) }
  return edit.kind === 'newWords' ? { kind: 'mention', entity: null } : { kind: 'changed', edit: place }
}

function outputMark(rewrite: Rewritten, edit: Edit, place: number, entities: Entities): Mark {
  const decision = rewrite.decisions?.get(place)?.kind
  if (decision === 'undone') return { kind: 'undone', edit: place }
  if (decision === 'corrected') return { kind: 'corrected', entity: entityOf(rewrite, edit, entities), edit: place }
  switch (edit.kind) {
    case 'resolved':
      return { kind: 'resolved', entity: entityOf(rewrite, edit, entities), edit: place }
    case 'newWords':
      return { kind: 'invented', edit: place }
    case 'changed':
      return { kind: 'changed', edit: place }
  }
}

const entityOf = (rewrite: Comparison, edit: Edit, entities: Entities): Entity | null =>
  edit.cluster === null ? null : entities.of(rewrite, edit.cluster)

const mentionSpans = (rewrite: Comparison, entities: Entities): readonly Span[] =>
  rewrite.clusters.flatMap((cluster, place) =>
    cluster.mentions.map(({ start, end }): Span => ({ start, end, mark: { kind: 'mention', entity: entities.of(rewrite, place) } })),
  )

/** Spans in order; of two that overlap the earlier in the list. */
function apart(text: string, spans: readonly Span[]): readonly Span[] {
  const taken: Span[] = []
  for (const span of spans)
    if (span.start <= span.end && span.end <= text.length && !taken.some((other) => overlaps(span, other))) taken.push(span)
  return taken.sort((a, b) => a.start - b.start || a.end - b.end)
}

/** Text cut along spans. */
function segments(text: string, spans: readonly Span[]): readonly Segment[] {
  const result: Segment[] = []
  let from = 0
  for (const span of spans) {
    if (span.start > from) result.push({ text: text.slice(from, span.start), mark: { kind: 'plain' } })
    result.push({ text: span.shown ?? text.slice(span.start, span.end), mark: span.mark })
    from = span.end
  }
  if (from < text.length) result.push({ text: text.slice(from), mark: { kind: 'plain' } })
  return result
}

const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end

/** The class of a mark in the style sheet. */
export function classOf(mark: Mark): string {
  switch (mark.kind) {
    case 'plain':
      return ''
    case 'mention':
      return 'mention'
    case 'resolved':
      return 'new'
    case 'invented':
      return 'wrong'
    case 'changed':
      return 'cut'
    case 'dropped':
      return 'cut dropped'
    case 'kept':
      return 'kept'
    case 'undone':
      return 'undone'
    case 'corrected':
      return 'new corrected'
  }
}

/** What a mark says when asked. */
export function titleOf(mark: Mark, edit: Edit | undefined): string {
  switch (mark.kind) {
    case 'plain':
      return ''
    case 'mention':
      return mark.entity === null ? 'was rewritten' : `stands for ${mark.entity.name}`
    case 'resolved':
      return `was “${edit?.before ?? ''}”, stands for ${mark.entity?.name ?? 'a name of the text'}`
    case 'invented':
      return `was “${edit?.before ?? ''}”; the text has no such name`
    case 'changed':
      return edit?.before === '' ? 'words added' : `was “${edit?.before ?? ''}”`
    case 'dropped':
      return 'left out of the rewrite'
    case 'kept':
      return 'left as it is'
    case 'undone':
      return edit?.before === '' ? 'words that were added are taken out again' : `“${edit?.before ?? ''}” stays`
    case 'corrected':
      return `was “${edit?.before ?? ''}”, written by you`
  }
}
