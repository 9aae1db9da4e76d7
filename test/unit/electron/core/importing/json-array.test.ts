import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readJsonArray } from '../../../../../electron/core/importing/json-array'
import type { JsonRow } from '../../../../../electron/core/importing/json-lines'
import { TableBytes } from '../../../../../electron/core/importing/table-source'
import { pasted } from './tables'

async function rowsOf(text: string, at: string | null = null): Promise<JsonRow[]> {
  const bytes = await TableBytes.open(pasted(text))
  const rows: JsonRow[] = []
  for await (const batch of readJsonArray(bytes, at, 'utf-8')) rows.push(...batch)
  return rows
}

const objects = (rows: readonly JsonRow[]) => rows.map((row) => (row.fault ? row.fault.reason : row.object))
const object = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }), { maxKeys: 4 })

it('gives back the objects of any array, written in any way, alone or under any key', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(object, { maxLength: 6 }), fc.string(), object, fc.constantFrom(0, 2), async (rows, key, before, indent) => {
      const expected = JSON.parse(JSON.stringify(rows))
      expect(objects(await rowsOf(JSON.stringify(rows, null, indent)))).toEqual(expected)
      const held = `{"before of ${JSON.stringify(key).slice(1, -1)}": ${JSON.stringify(before, null, indent)}, ${JSON.stringify(key)}: ${JSON.stringify(rows)}, "z": 1}`
      expect(objects(await rowsOf(held, key))).toEqual(expected)
    }),
    { numRuns: 200 },
  )
})

it('knows the line of every element, and goes on behind one that is broken', async () => {
  const rows = await rowsOf('[\n{"a": 1},\n\n{"b": [1,\n2]}, {"c": oops},\n  "text",\n{"d": 4}\n]\n')
  expect(rows.map(({ line }) => line)).toEqual([2, 4, 5, 6, 7])
  expect(objects(rows)).toEqual([{ a: 1 }, { b: [1, 2] }, 'not-json', 'not-an-object', { d: 4 }])
})

it('forgives a comma behind the last element', async () => {
  expect(objects(await rowsOf('[{"a": 1},\n]'))).toEqual([{ a: 1 }])
})

it('passes over an element that is too deep or too long without holding it', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const long = JSON.stringify({ text: 'x'.repeat(9 * 1024 * 1024) })
  expect(objects(await rowsOf(`[{"a": ${deep}}, ${long}, {"b": 1}]`))).toEqual(['too-deep', 'too-long', { b: 1 }])
})

it.each([
  ['[{"a": 1},\n{"b": 2', 'The file ends inside the element that begins at line 2'],
  ['[{"a": 1},\n\n', 'The array is not closed at line 3'],
  ['[{"a": 1}]\n{"b": 2}', 'Something that does not belong there stands at line 2'],
  ['[{"a": 1},,{"b": 2}]', 'An element is missing before a comma at line 1'],
  ['[{"a": 1}}', 'The array is closed by a brace at line 1'],
  ['\n"text"', 'Something that does not belong there stands at line 2'],
])('says of %j what is wrong and where', async (text, message) => {
  await expect(rowsOf(text)).rejects.toMatchObject({ failure: { code: 'dataset-unusable', message: `${message} of Pasted text.` } })
})

it('says when the key is not there', async () => {
  await expect(rowsOf('{"a": {"rows": [{}]},\n"b": "rows"}', 'rows')).rejects.toMatchObject({
    failure: { message: 'There is no array “rows” at line 2 of Pasted text.' },
  })
})
