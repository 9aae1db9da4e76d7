import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readRecords } from '../../../../../electron/core/importing/separated-records'
import { TableBytes, type TableSource } from '../../../../../electron/core/importing/table-source'
import type { SeparatedFormat, Separator } from '../../../../../electron/shared/importing'
import { temporaryFolder } from '../temporary-folder'
import { pasted } from './tables'

const commas: SeparatedFormat = { kind: 'separated', separator: ',', quotes: true, header: false, encoding: 'utf-8' }

async function recordsOf(source: TableSource, format = commas) {
  const bytes = await TableBytes.open(source)
  const records = []
  for await (const batch of readRecords(bytes, format)) records.push(...batch)
  await bytes.close()
  return records
}

/** Cells with all that can go wrong between two quotes. NUL and half characters are no text. */
const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'é', '𝄞', '"', ',', ';', '\t', '|', '\n', '\r', '\r\n', ' ', '\ufeff', '\\', '#', "'") }),
  fc.string({ unit: 'grapheme' }),
)

it('gives back every cell that a writer of CSV wrote', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .integer({ min: 1, max: 5 })
        .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 })),
      fc.constantFrom<Separator>(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
      async (table, separator, lineBreak, bom) => {
        // A byte order mark within the text is the text's own.
        const text = `${bom ? '\ufeff' : ''}${stringify(table, { delimiter: separator, record_delimiter: lineBreak, quoted: true, quoted_empty: true })}`
        const records = await recordsOf(pasted(text), { ...commas, separator })
        expect(records.map(({ cells }) => cells)).toEqual(table)
      },
    ),
    { numRuns: 300 },
  )
})

it('reads a file in pieces as it reads it whole', async () => {
  const path = join(await temporaryFolder(), 'long.csv')
  const table = Array.from({ length: 4000 }, (_, row) => [`${row}: "Zoë", 𝄞\n`.repeat(1 + (row % 40)), `${row}`])
  await writeFile(path, stringify(table))
  expect((await recordsOf({ from: 'file', path })).map(({ cells }) => cells)).toEqual(table)
})

it('knows the line at which each row begins, whatever ends the lines', async () => {
  for (const lineBreak of ['\n', '\r\n', '\r']) {
    const text = ['a,b', '', '"one', 'two",c', '', '', 'd,"e', '', 'f"', 'last,row'].join(lineBreak)
    expect((await recordsOf(pasted(text))).map(({ line }) => line)).toEqual([1, 3, 7, 10])
  }
})

it('takes quotes inside a cell, and quotes that enclose only part of it, for the text’s own', async () => {
  const text = 'He said "no",5" wide\n"Hello," she said.,"Hello" said Anna.\n'
  expect((await recordsOf(pasted(text), { ...commas, separator: ';' })).map(({ cells }) => cells)).toEqual([
    ['He said "no",5" wide'],
    ['"Hello," she said.,"Hello" said Anna.'],
  ])
})

it('names the line of the row whose quote is never closed, and gives the rows before it', async () => {
  const bytes = await TableBytes.open(pasted('a,b\nc,d\n\n"e\nf,g\n'))
  const seen: string[] = []
  const reading = (async () => {
    for await (const batch of readRecords(bytes, commas)) seen.push(...batch.map(({ cells }) => cells.join()))
  })()
  await expect(reading).rejects.toMatchObject({
    failure: { code: 'dataset-unusable', message: 'A quote in the row at line 4 of Pasted text is never closed.', where: { line: 4 } },
  })
  expect(seen).toEqual(['a,b', 'c,d'])
})

it('cuts at the three bars without the space around them, and takes every line for a row', async () => {
  const format: SeparatedFormat = { ...commas, separator: '|||', quotes: false }
  expect((await recordsOf(pasted('"He" left. ||| Bob left.\nIt is |5|. |||It is 5.\n'), format)).map(({ cells }) => cells)).toEqual([
    ['"He" left.', 'Bob left.'],
    ['It is |5|.', 'It is 5.'],
  ])
})
