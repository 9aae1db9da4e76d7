import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { lintPair } from '../../../../../electron/core/linting/lint-pair'
import { instruction } from '../../../../seed-row'

const samples = join(import.meta.dirname, '../../../../../assets/samples')

it.each(['starter-en.jsonl', 'coreference-train.jsonl'])('what is found wrong in the rewrites of %s is nothing', async (name) => {
  const rows = (await readFile(join(samples, name), 'utf8')).trimEnd().split('\n')
  const findings = rows.flatMap((row, place) => {
    const { messages } = JSON.parse(row) as { messages: { role: string; content: string }[] }
    const [source = '', rewrite = ''] = messages.filter(({ role }) => role !== 'system').map(({ content }) => content)
    return lintPair(source.replace(instruction, ''), rewrite).map(({ code }) => `row ${place + 1}: ${code}`)
  })
  expect(rows.length).toBeGreaterThan(400)
  expect(findings).toEqual([])
})
