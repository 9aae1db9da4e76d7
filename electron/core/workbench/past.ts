import { partOf, runsOf, type TextPlaces } from './changes'
import type { Document } from './document'
import type { History, Step } from './history'
import type { JournalEntry, RowPart } from './journal-entries'
import type { LineText } from './source-file'
import { placeAt } from './text-places'

/**
 * What a journal holds once its files were written: parts that rows were put in, and every step, told over the files' new lines with
 * all it takes to go either way. `newIds` gives the new number of each row; rows that are in no file come behind the lines.
 */
export function* pastLines(document: Document, history: History, newIds: Uint32Array): Generator<JournalEntry> {
  const idOf = (id: number) => newIds[id] ?? 0
  for (const each of partsByHand(document, newIds)) yield { type: 'parts', ...each }
  for (const id of touchedBy(history.steps))
    if (document.order.placeOf(id) === -1) yield { type: 'pastRow', row: idOf(id), ...asRaw(document.text(id)) }
  for (const step of history.steps) {
    yield { type: 'past', label: step.label, at: step.at }
    for (const change of step.changes) {
      const rows = Array.from(change.ids, idOf)
      if (change.kind === 'text') {
        yield* textLines(document, change.ids, change.before, 'before', idOf)
        yield* textLines(document, change.ids, change.after, 'after', idOf)
      } else if (change.kind === 'part') {
        // What a row's file said counts no more once it is in another file.
        const named = (codes: Uint8Array) => Array.from(codes, (code, at) => partOf(code) ?? filePart(document, change.ids[at] ?? 0))
        yield { type: 'pastPart', rows, before: named(change.before), after: named(change.after) }
      } else yield { type: 'pastOrder', change: change.kind, rows, places: [...change.places] }
    }
  }
  yield { type: 'present', steps: history.standing }
}

/** New numbers of all rows: the places that `order` gives them, then those that are in no file. */
export function numbersAfter(rows: number, order: Iterable<number>): Uint32Array {
  const numbers = new Uint32Array(rows)
  const placed = new Uint8Array(rows)
  let next = 0
  for (const id of order) {
    numbers[id] = next++
    placed[id] = 1
  }
  for (let id = 0; id < rows; id++) if (placed[id] === 0) numbers[id] = next++
  return numbers
}

/** Parts that rows were put in by hand, by their new numbers. In a folder the files themselves say it. */
export function partsByHand(document: Document, newIds: Uint32Array): { readonly part: RowPart; readonly rows: [number, number][] }[] {
  if (document.isDivided) return []
  const rows = new Map<RowPart, number[]>()
  for (const id of document.order.from()) {
    const part = partOf(document.partCode(id))
    if (part === null) continue
    const known = rows.get(part)
    if (known) known.push(newIds[id] ?? 0)
    else rows.set(part, [newIds[id] ?? 0])
  }
  return [...rows].map(([part, ids]) => ({ part, rows: runsOf(ids) }))
}

function touchedBy(steps: readonly Step[]): Set<number> {
  const touched = new Set<number>()
  for (const { changes } of steps) for (const { ids } of changes) for (const id of ids) touched.add(id)
  return touched
}

function* textLines(
  document: Document,
  ids: Uint32Array,
  places: TextPlaces,
  when: 'before' | 'after',
  idOf: (id: number) => number,
): Generator<JournalEntry> {
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] ?? 0
    const place = placeAt(places, at)
    // What the row says now is what its file says from now on.
    const isCurrent = place?.offset === document.placeOf(id)?.offset && document.order.placeOf(id) !== -1
    const text = isCurrent ? { raw: null } : asRaw(place ? document.written(place) : document.fileText(id))
    yield { type: 'pastText', when, row: idOf(id), ...text }
  }
}

function asRaw(line: LineText): { readonly raw: string; readonly bytes?: string } {
  return line.valid ? { raw: line.text } : { raw: line.text, bytes: line.bytes.toString('base64') }
}

function filePart(document: Document, id: number): RowPart {
  return document.lineOf(id)?.document.part ?? null
}
