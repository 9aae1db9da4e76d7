import { type Change, partCode, partRank, type TextPlaces } from './changes'
import type { Document } from './document'
import type { RowPart } from './journal-entries'
import { GatheredTexts, placeAt } from './text-places'

/** A change as it is asked for, its texts written down already. `afters` are the rows that inserted ones follow, null for the beginning. */
export type Planned =
  | { readonly kind: 'text'; readonly ids: Uint32Array; readonly texts: TextPlaces }
  | { readonly kind: 'remove'; readonly ids: Uint32Array }
  | { readonly kind: 'insert'; readonly ids: Uint32Array; readonly texts: TextPlaces; readonly afters: readonly (number | null)[] }
  | { readonly kind: 'part'; readonly ids: Uint32Array; readonly part: RowPart }

/** Does what was planned. Returns it as changes that can be taken back, in the order in which they were made; none where there was nothing to do. */
export function carryOut(document: Document, planned: Planned): readonly Change[] {
  const done: Change[] = []
  const apply = (change: Change) => {
    if (change.ids.length === 0) return
    document.apply(change)
    done.push(change)
  }
  switch (planned.kind) {
    case 'text': {
      const before = new GatheredTexts()
      for (const id of planned.ids) before.add(id, document.placeOf(id))
      apply({ kind: 'text', ids: planned.ids, before: before.places, after: planned.texts })
      break
    }
    case 'remove':
      apply(removal(document, planned.ids))
      break
    case 'insert': {
      const change = insertion(document, planned)
      apply(change)
      // In a folder a row belongs to a file, its neighbour's.
      if (document.isDivided) for (const [part, ids] of byPart(document, change.ids)) apply(assignment(document, ids, part))
      break
    }
    case 'part':
      apply(assignment(document, planned.ids, planned.part))
      if (document.isDivided) for (const change of regrouping(document, planned.ids)) apply(change)
      break
  }
  return done
}

function removal(document: Document, ids: Uint32Array): Change {
  const places = ids.map((id) => document.order.placeOf(id) + 1).filter((place) => place > 0)
  places.sort()
  const unique = places.filter((place, at) => at === 0 || place !== places[at - 1]).map((place) => place - 1)
  return { kind: 'remove', places: unique, ids: unique.map((place) => document.order.at(place) ?? 0) }
}

function assignment(document: Document, ids: Uint32Array, part: RowPart): Change {
  const after = new Uint8Array(ids.length).fill(partCode(part))
  return { kind: 'part', ids, before: Uint8Array.from(ids, (id) => document.partCode(id)), after }
}

/** Rows that were added, by the part of the row before them. */
function byPart(document: Document, ids: Uint32Array): ReadonlyMap<RowPart, Uint32Array> {
  const added = new Set(ids)
  const parts = new Map<RowPart, number[]>()
  let part: RowPart = null
  for (const id of document.order.from()) {
    if (!added.has(id)) {
      part = document.part(id)
      continue
    }
    const own = part ?? document.files[0]?.part ?? null
    const rows = parts.get(own)
    if (rows) rows.push(id)
    else parts.set(own, [id])
  }
  return new Map([...parts].map(([key, rows]) => [key, Uint32Array.from(rows)]))
}

/** Moves rows that were put in another part to the end of its rows: in a folder the order is that of its files. */
function* regrouping(document: Document, ids: Uint32Array): Generator<Change> {
  const removed = removal(document, ids)
  yield removed
  const { order } = document
  const rank = (id: number) => partRank(document.part(id))
  const moved = [...removed.ids].sort((a, b) => rank(a) - rank(b))
  const ends = [0, 0, 0, 0]
  order.from().forEach((id, place) => {
    for (let part = rank(id); part < ends.length; part++) ends[part] = place + 1
  })
  const places = moved.map((id, before) => (ends[rank(id)] ?? 0) + before)
  yield { kind: 'insert', ids: Uint32Array.from(moved), places: Uint32Array.from(places) }
}

/** Rows come behind those they follow, in the order in which they were given; behind the last where that one is gone. */
function insertion(document: Document, { ids, texts, afters }: Extract<Planned, { kind: 'insert' }>): Change {
  ids.forEach((id, at) => {
    document.setText(id, placeAt(texts, at))
  })
  const { order } = document
  const anchors = afters.map((after) => {
    if (after === null) return 0
    const place = order.placeOf(after)
    return place === -1 ? order.length : place + 1
  })
  const sorted = Array.from(ids.keys()).sort((a, b) => (anchors[a] ?? 0) - (anchors[b] ?? 0) || a - b)
  return {
    kind: 'insert',
    ids: Uint32Array.from(sorted, (at) => ids[at] ?? 0),
    places: Uint32Array.from(sorted, (at, before) => (anchors[at] ?? 0) + before),
  }
}
