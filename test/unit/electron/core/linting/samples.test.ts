import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { lintPair } from '../../../../../electron/core/linting/lint-pair'
import { Workbench } from '../../../../../electron/core/workbench/workbench'
import { instruction } from '../../../../seed-row'
import { temporaryFolder } from '../temporary-folder'

const samples = join(import.meta.dirname, '../../../../../assets/samples')
const names = ['starter-en.jsonl', 'coreference-train.jsonl']

it.each(names)('what is found wrong in the rewrites of %s is nothing', async (name) => {
  const rows = (await readFile(join(samples, name), 'utf8')).trimEnd().split('\n')
  const findings = rows.flatMap((row, place) => {
    const { messages } = JSON.parse(row) as { messages: { role: string; content: string }[] }
    const [source = '', rewrite = ''] = messages.filter(({ role }) => role !== 'system').map(({ content }) => content)
    return lintPair(source.replace(instruction, ''), rewrite).map(({ code }) => `row ${place + 1}: ${code}`)
  })
  expect(rows.length).toBeGreaterThan(400)
  expect(findings).toEqual([])
})

it.each(names)('%s opens with no row that wants a look', async (name) => {
  const path = join(samples, name)
  const journal = join(await temporaryFolder(), 'journal.jsonl')
  const bench = await Workbench.open({ id: 'd-1', name, origin: 'sample', path, files: [{ path, part: null }], journal })
  onTestFinished(() => bench.close())
  await bench.checked()
  const { rows, usableRows, flaggedRows, checksSense, isEnglish } = bench.summary()
  expect({ unusable: rows - usableRows, flaggedRows, checksSense, isEnglish }).toEqual({
    unusable: 0,
    flaggedRows: 0,
    checksSense: true,
    isEnglish: true,
  })
})
