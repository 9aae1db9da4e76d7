import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../temporary-folder'
import { fileIn, openedRows, type Rows, textsOf } from './rows'

async function given(content: string | Uint8Array) {
  const folder = await temporaryFolder()
  const path = fileIn(folder, content)
  const open = () => openedRows([{ path, part: null }], join(folder, 'dataset', 'journal.jsonl'))
  return { path, open, rows: await open() }
}

const ids = (...numbers: readonly number[]) => Uint32Array.from(numbers)

describe('edits of rows', () => {
  it('come back after a restart, and so does the way to take them back', async () => {
    const { open, rows } = await given('a\nb\nc\n')
    rows.editing.type(1, 'B', 'Edit row 2')
    rows.editing.perform('Delete', [{ kind: 'remove', ids: ids(0) }])
    rows.editing.perform('Add', [
      {
        kind: 'insert',
        rows: [
          { raw: 'new', after: 1 },
          { raw: 'newer', after: 1 },
        ],
      },
    ])
    expect(textsOf(rows)).toEqual(['B', 'new', 'newer', 'c'])
    const again = await open()
    expect(textsOf(again)).toEqual(['B', 'new', 'newer', 'c'])
    expect(again.history.last?.label).toBe('Add')
    again.editing.undo()
    again.editing.undo()
    const third = await open()
    expect(textsOf(third)).toEqual(['a', 'B', 'c'])
    third.editing.redo()
    expect(textsOf(third)).toEqual(['B', 'c'])
    third.editing.undo()
    third.editing.undo()
    expect(textsOf(third)).toEqual(['a', 'b', 'c'])
    expect(third.editing.undo()).toBeNull()
  })

  it('of one row typed in one go are one step', async () => {
    const { open, rows } = await given('a\nb\n')
    for (const raw of ['x', 'xy', 'xyz']) rows.editing.type(0, raw, 'Edit row 1')
    rows.editing.type(1, 'z', 'Edit row 2')
    expect(rows.history.steps).toHaveLength(2)
    const again = await open()
    expect(textsOf(again)).toEqual(['xyz', 'z'])
    again.editing.undo()
    again.editing.undo()
    expect(textsOf(again)).toEqual(['a', 'b'])
  })

  it('are gone for redoing once something else was done', async () => {
    const { open, rows } = await given('a\n')
    rows.editing.type(0, 'x', 'Edit row 1')
    rows.editing.undo()
    rows.editing.perform('Delete', [{ kind: 'remove', ids: ids(0) }])
    expect(rows.editing.redo()).toBeNull()
    const again = await open()
    expect([textsOf(again), again.history.next]).toEqual([[], null])
  })

  it('can be taken back behind a save, and brought back', async () => {
    const { path, open, rows } = await given('a\nb\nc\n')
    rows.editing.type(0, 'A', 'Edit row 1')
    rows.editing.perform('Delete', [{ kind: 'remove', ids: ids(1) }])
    rows.save()
    expect(readFileSync(path, 'utf8')).toBe('A\nc\n')
    const saved = await open()
    expect([textsOf(saved), saved.document.isEdited(0), saved.history.isSaved]).toEqual([['A', 'c'], false, true])
    saved.editing.undo()
    saved.editing.undo()
    expect([textsOf(saved), saved.history.isSaved]).toEqual([['a', 'b', 'c'], false])
    saved.save()
    expect(readFileSync(path, 'utf8')).toBe('a\nb\nc\n')
    const again = await open()
    again.editing.redo()
    again.editing.redo()
    expect(textsOf(again)).toEqual(['A', 'c'])
  })

  it('of another content are put aside, and nothing of them is lost', async () => {
    const { path, open, rows } = await given('a\nb\n')
    rows.editing.type(0, 'typed', 'Edit row 1')
    writeFileSync(path, 'b\na\n')
    const again = await open()
    expect(textsOf(again)).toEqual(['b', 'a'])
    expect(readFileSync(again.setAside ?? '', 'utf8')).toContain('typed')
  })
})

describe('a save', () => {
  it.each([
    ['line breaks of Windows', 'a\r\nb\r\nc\r\n', 'a\r\nB\r\nc\r\n'],
    ['no break at the end', 'a\nb\nc', 'a\nB\nc'],
    ['a mark at the beginning', '\ufeffa\nb\nc\n', '\ufeffa\nB\nc\n'],
    ['blank lines and odd spaces', ' a \nb\n\nc\n', ' a \nB\n\nc\n'],
  ])('keeps %s', async (_, before, after) => {
    const { path, rows } = await given(before)
    rows.editing.type(1, 'B', 'Edit row 2')
    rows.save()
    expect(readFileSync(path, 'utf8')).toBe(after)
  })

  it('keeps bytes that are no text, also of a row that was taken away and comes back', async () => {
    const bytes = Buffer.from([0x61, 0x0a, 0xff, 0xfe, 0x62, 0x0a, 0x63, 0x0a])
    const { path, open, rows } = await given(bytes)
    rows.editing.type(0, 'A', 'Edit row 1')
    rows.editing.perform('Delete', [{ kind: 'remove', ids: ids(1) }])
    rows.save()
    const saved = await open()
    saved.editing.undo()
    saved.editing.undo()
    saved.save()
    expect(readFileSync(path)).toEqual(bytes)
  })

  it('ends a last line that had no break when another comes behind it', async () => {
    const { path, rows } = await given('a\nb')
    rows.editing.perform('Add', [{ kind: 'insert', rows: [{ raw: 'c', after: 1 }] }])
    rows.save()
    expect(readFileSync(path, 'utf8')).toBe('a\nb\nc\n')
  })
})

type Model = { texts: string[]; undone: string[][]; done: string[][] }
type Deed = (rows: Rows, model: Model) => void

const text = fc.stringMatching(/^[ -~é😀]{0,12}$/u)
const share = fc.double({ min: 0, max: 0.999, noNaN: true })
const note = (model: Model) => {
  model.done.push([...model.texts])
  model.undone = []
}
const idAt = (rows: Rows, place: number) => rows.document.order.at(place) ?? 0
const deeds: fc.Arbitrary<Deed> = fc.oneof(
  fc.tuple(share, text).map(
    ([at, raw]): Deed =>
      (rows, model) => {
        if (model.texts.length === 0) return
        const place = Math.floor(at * model.texts.length)
        rows.editing.perform('Edit', [{ kind: 'text', texts: [[idAt(rows, place), raw]] }])
        note(model)
        model.texts[place] = raw
      },
  ),
  fc.array(share, { minLength: 1, maxLength: 4 }).map(
    (shares): Deed =>
      (rows, model) => {
        const places = [...new Set(shares.map((at) => Math.floor(at * model.texts.length)))].filter((place) => place < model.texts.length)
        if (places.length === 0) return
        rows.editing.perform('Delete', [{ kind: 'remove', ids: Uint32Array.from(places, (place) => idAt(rows, place)) }])
        note(model)
        model.texts = model.texts.filter((_, place) => !places.includes(place))
      },
  ),
  fc.tuple(share, fc.array(text, { minLength: 1, maxLength: 3 })).map(
    ([at, raws]): Deed =>
      (rows, model) => {
        const place = Math.floor(at * (model.texts.length + 1)) - 1
        const after = place < 0 ? null : idAt(rows, place)
        rows.editing.perform('Add', [{ kind: 'insert', rows: raws.map((raw) => ({ raw, after })) }])
        note(model)
        model.texts.splice(place + 1, 0, ...raws)
      },
  ),
  fc.constant<Deed>((rows, model) => {
    const before = model.done.pop()
    expect(rows.editing.undo() === null).toBe(before === undefined)
    if (!before) return
    model.undone.push([...model.texts])
    model.texts = before
  }),
  fc.constant<Deed>((rows, model) => {
    const after = model.undone.pop()
    expect(rows.editing.redo() === null).toBe(after === undefined)
    if (!after) return
    model.done.push([...model.texts])
    model.texts = after
  }),
)

it('does what a list of texts would do, through restarts and saves, however it is edited', async () => {
  const folder = await temporaryFolder()
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { maxLength: 6 }),
      fc.array(
        fc.oneof(
          { weight: 6, arbitrary: deeds },
          { weight: 1, arbitrary: fc.constant('restart') },
          { weight: 1, arbitrary: fc.constant('save') },
        ),
        { maxLength: 30, size: 'max' },
      ),
      async (lines, done) => {
        const home = join(folder, String(run++))
        const path = fileIn(home, lines.map((line) => `${line}\n`).join(''))
        const open = () => openedRows([{ path, part: null }], join(home, 'dataset', 'journal.jsonl'))
        let rows = await open()
        const model: Model = { texts: [...lines], undone: [], done: [] }
        for (const deed of done) {
          if (deed === 'save') rows.save()
          if (typeof deed !== 'string') deed(rows, model)
          else {
            // A save lays the rows anew, as the workbench does.
            rows.document.close()
            rows = await open()
          }
          expect(textsOf(rows)).toEqual(model.texts)
          if (deed === 'save') expect(readFileSync(path, 'utf8')).toBe(model.texts.map((line) => `${line}\n`).join(''))
        }
        rows.document.close()
      },
    ),
    { numRuns: 300 },
  )
})

it('leaves every byte of rows that nobody touched, whatever the file holds', async () => {
  const folder = await temporaryFolder()
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.array(fc.tuple(share, text), { maxLength: 3 }), async (junk, edits) => {
      const bytes = Buffer.from(junk.map((byte) => (byte === 0 ? 0x0a : byte % 5 === 0 ? 0x0d : byte)))
      const home = join(folder, String(run++))
      const path = fileIn(home, bytes)
      const rows = await openedRows([{ path, part: null }], join(home, 'dataset', 'journal.jsonl'))
      const before = Array.from(rows.document.order.from(), (id) => Buffer.from(rows.document.files[0]?.file.bytes(id) ?? []))
      const texts = new Map<number, string>()
      for (const [at, raw] of edits) {
        const place = Math.floor(at * before.length)
        if (place >= before.length) continue
        rows.editing.perform('Edit', [{ kind: 'text', texts: [[place, raw]] }])
        texts.set(place, raw)
      }
      if (texts.size === 0) return
      rows.save()
      rows.document.close()
      const lines = splitLines(readFileSync(path))
      expect(lines.length).toBeGreaterThanOrEqual(before.length - 1)
      before.forEach((line, place) => {
        const raw = texts.get(place)
        if (raw === undefined) expect(lines[place]?.equals(line) || lines[place]?.subarray(3).equals(line)).toBe(true)
        // A last line that says nothing is no line.
        else if (place < lines.length) expect(lines[place]?.toString('utf8')).toBe(raw)
      })
    }),
    { numRuns: 500 },
  )
})

/** A file's lines without their breaks, found in the simplest way. */
function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  let from = 0
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 0x0a) continue
    lines.push(bytes.subarray(from, at > from && bytes[at - 1] === 0x0d ? at - 1 : at))
    from = at + 1
  }
  if (from < bytes.length) lines.push(bytes.subarray(from))
  return lines
}
