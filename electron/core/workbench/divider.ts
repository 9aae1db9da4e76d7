import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import type { DataPart, SplitReport, SplitSettings } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import { writeFailure } from '../files/atomic'
import type { Checking } from './checking'
import { codeSet, meets } from './code-set'
import { divideRows } from './division'
import type { Document } from './document'

/** A dataset's usable rows: their places, and the part of each as a place in train, valid, test. */
export type Divided = { readonly places: Uint32Array; readonly parts: Uint8Array }

const parts: readonly DataPart[] = ['train', 'valid', 'test']
/** Upper ends of the classes of length that a report counts, in characters. */
const classes = [50, 100, 200, 400, 800, 1600]
const leak = codeSet('leak')

/** Divides the rows of a dataset, once every one was read and looked at against the others. */
export class Divider {
  readonly #document: Document
  readonly #checking: Checking
  #last: { readonly settings: SplitSettings; readonly divided: Divided; readonly byId: Uint8Array } | null = null

  constructor(document: Document, checking: Checking) {
    this.#document = document
    this.#checking = checking
  }

  /** The rows were changed: what was divided is not true any more. */
  forget(): void {
    this.#last = null
  }

  /** Tells the part of a row, by these settings; null until every row was looked at against the others. */
  partsBy(settings: SplitSettings): ((id: number) => DataPart | null) | null {
    if (this.#checking.groups === null) return null
    const { byId } = this.#divided(settings)
    return (id) => {
      const code = byId[id] ?? 0
      return code === 0 ? this.#document.part(id) : (parts[code - 1] ?? null)
    }
  }

  /** Divides by these settings. Throws `dataset-unusable` where one part would be empty. */
  divide(settings: SplitSettings): Divided {
    const { divided } = this.#divided(settings)
    const has = (part: number) => divided.parts.includes(part)
    if (has(0) && has(1)) return divided
    throw new StudioError({
      code: 'dataset-unusable',
      message:
        divided.places.length === 0
          ? 'No row of this dataset can be trained on.'
          : has(0)
            ? 'All rows have the same text, so none is left to validate with.'
            : 'No row is left to train on.',
      hint: 'Mend the rows that have problems, or add rows: two different texts at least.',
    })
  }

  /** What dividing by these settings gives. */
  report(settings: SplitSettings): SplitReport {
    const { divided } = this.#divided(settings)
    const { facts, groups } = this.#checking
    const lengths: number[][] = [[], [], []]
    const given = [0, 0, 0]
    const sizes = new Map<number, number>()
    let leaks = 0
    divided.places.forEach((place, at) => {
      const id = this.#document.order.at(place) ?? 0
      const part = divided.parts[at] ?? 0
      lengths[part]?.push(facts.sourceLength(id))
      if (this.#document.part(id) !== null) given[part] = (given[part] ?? 0) + 1
      const group = groups?.of(id) ?? id
      sizes.set(group, (sizes.get(group) ?? 0) + 1)
      if (part !== 0 && meets(facts.codes(id), leak)) leaks += 1
    })
    const counts = (part: number) => countsOf(lengths[part] ?? [], given[part] ?? 0)
    return {
      train: counts(0),
      valid: counts(1),
      test: counts(2),
      classes,
      groups: [...sizes.values()].filter((size) => size > 1).length,
      leaks,
    }
  }

  /** Writes rows as JSON Lines, only what they teach. `places` are theirs; all usable rows where it is null. Returns how many. */
  write(path: string, places: Uint32Array | null): number {
    let written = 0
    let piece = ''
    try {
      const file = openSync(path, 'wx', 0o644)
      const flush = () => {
        const bytes = Buffer.from(piece)
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
        piece = ''
      }
      try {
        for (const place of places ?? this.#document.order.from().keys()) {
          const { content } = this.#checking.line(this.#document.order.at(place) ?? 0)
          if (content === null) continue
          piece += `${JSON.stringify(content)}\n`
          written += 1
          if (piece.length > 1_000_000) flush()
        }
        flush()
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
    } catch (error) {
      throw writeFailure(path, error)
    }
    return written
  }

  #divided(settings: SplitSettings): { readonly divided: Divided; readonly byId: Uint8Array } {
    if (this.#last?.settings.seed === settings.seed && this.#last.settings.fraction === settings.fraction) return this.#last
    const { facts, groups } = this.#checking
    const { order } = this.#document
    const places = Uint32Array.from(order.from().keys()).filter((place) => facts.isUsable(order.at(place) ?? 0))
    const ids = places.map((place) => order.at(place) ?? 0)
    const idOf = (row: number) => ids[row] ?? 0
    const hasValid = this.#document.files.some(({ part }) => part === 'valid')
    const division = divideRows(
      {
        count: ids.length,
        groupOf: (row) => groups?.of(idOf(row)) ?? idOf(row),
        lengthOf: (row) => facts.sourceLength(idOf(row)),
        // Without a file to validate with, rows are taken from those to train on.
        givenPart: (row) => (hasValid || this.#document.partCode(idOf(row)) !== 0 ? this.#document.part(idOf(row)) : null),
        isGiven: (part) => this.#document.files.some((file) => file.part === part) || (part === 'test' && hasValid),
        keyOf: (group) => facts.sourceHash(group),
      },
      settings,
    )
    const byId = new Uint8Array(this.#document.rows)
    ids.forEach((id, row) => {
      byId[id] = (division[row] ?? 0) + 1
    })
    this.#last = { settings, divided: { places, parts: division }, byId }
    return this.#last
  }
}

function countsOf(lengths: number[], given: number): SplitReport['train'] {
  const sorted = lengths.sort((a, b) => a - b)
  const counted = new Array<number>(classes.length + 1).fill(0)
  for (const length of sorted) {
    const at = classes.findIndex((end) => length <= end)
    const place = at === -1 ? classes.length : at
    counted[place] = (counted[place] ?? 0) + 1
  }
  return { rows: sorted.length, given, median: sorted[Math.floor(sorted.length / 2)] ?? 0, lengths: counted }
}
