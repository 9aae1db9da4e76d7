import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { appendJsonLineDurably, readJsonLines } from '../../../../../electron/core/files/json-lines'
import { temporaryFolder } from '../temporary-folder'

const row = z.strictObject({ n: z.int() })

it('appends to a file that is not there yet, and after what is there', async () => {
  const path = join(await temporaryFolder(), 'a.jsonl')
  await appendJsonLineDurably(path, { n: 1 })
  await appendJsonLineDurably(path, { n: 2 })
  expect(await readFile(path, 'utf8')).toBe('{"n":1}\n{"n":2}\n')
})

it.each(['{"n":1}\n{"n":', '{"n'])('drops a torn last line before it appends, and passes it over when it reads (%j)', async (torn) => {
  const path = join(await temporaryFolder(), 'a.jsonl')
  await writeFile(path, torn)
  const whole = await readJsonLines(path, row)
  await appendJsonLineDurably(path, { n: 2 })
  expect(await readJsonLines(path, row)).toEqual([...whole, { n: 2 }])
})

it('has no rows where there is no file', async () => {
  expect(await readJsonLines(join(await temporaryFolder(), 'a.jsonl'), row)).toEqual([])
})
