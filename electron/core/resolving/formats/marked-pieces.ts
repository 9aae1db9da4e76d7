import type { Edit } from '../../../shared/resolution'
import { type NumberedEntities, type NumberedEntity, numberedEntities } from './numbered-entities'
import type { ResolvedDocument } from './resolved-document'

/** A piece of a document as it is shown with its marks. Without the edits' `before` the pieces are the resolved text. */
export type MarkedPiece =
  | { readonly kind: 'plain'; readonly text: string }
  /** Words that stand for an entity, and stood there before. */
  | { readonly kind: 'mention'; readonly text: string; readonly entity: NumberedEntity }
  /** A pronoun that the rewrite kept. */
  | { readonly kind: 'kept'; readonly text: string }
  /** Words that were put in the place of others; either may be empty. */
  | { readonly kind: 'edit'; readonly edit: Edit; readonly entity: NumberedEntity | null }

/** A document cut along its marks, in order and without overlaps, with its entities. Of marks that overlap, edits come before mentions. */
export function markedPieces(document: ResolvedDocument): { readonly pieces: readonly MarkedPiece[]; readonly entities: NumberedEntities } {
  const { source } = document
  const entities = numberedEntities(document)
  const pieces: MarkedPiece[] = []
  let from = 0
  for (const { start, end, piece } of apart(markedPlaces(document, entities))) {
    if (start > from) pieces.push({ kind: 'plain', text: source.slice(from, start) })
    pieces.push(piece)
    from = end
  }
  if (from < source.length) pieces.push({ kind: 'plain', text: source.slice(from) })
  return { pieces, entities }
}

type Place = { readonly start: number; readonly end: number; readonly piece: Exclude<MarkedPiece, { readonly kind: 'plain' }> }

/** What may be marked, by where it begins, of what begins together the edits first, then the longer. */
function markedPlaces({ source, edits, leftAsIs }: ResolvedDocument, entities: NumberedEntities): readonly Place[] {
  const places: Place[] = edits.map((edit) => {
    const { start, end, cluster } = edit
    return { start, end, piece: { kind: 'edit', edit, entity: entities.of(cluster) } }
  })
  for (const { start, end } of leftAsIs) places.push({ start, end, piece: { kind: 'kept', text: source.slice(start, end) } })
  for (const entity of entities.list)
    for (const { start, end, edit } of entity.mentions)
      if (edit === null) places.push({ start, end, piece: { kind: 'mention', text: source.slice(start, end), entity } })
  const isEdit = ({ piece }: Place) => piece.kind === 'edit'
  // Edits that begin together keep their order: words that were added stand before what follows them.
  return places.sort((one, other) => {
    if (isEdit(one) || isEdit(other)) return one.start - other.start || Number(isEdit(other)) - Number(isEdit(one))
    return one.start - other.start || other.end - one.end
  })
}

/** Places without overlaps: every edit, and of the others what no edit and no earlier one is in the way of. */
function apart(places: readonly Place[]): readonly Place[] {
  const edits = places.filter(({ piece }) => piece.kind === 'edit')
  const kept: Place[] = []
  let [free, next] = [0, 0]
  for (const place of places) {
    while ((edits[next]?.end ?? Number.POSITIVE_INFINITY) <= place.start) next++
    const cut = (edits[next]?.start ?? Number.POSITIVE_INFINITY) < place.end
    if (place.piece.kind !== 'edit' && (cut || place.start < free)) continue
    kept.push(place)
    free = Math.max(free, place.end)
  }
  return kept
}
