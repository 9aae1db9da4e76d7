import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { exportCard } from '../../../../../electron/core/exporting/export-card'
import { run } from '../../../renderer/figures'

const certificate = { rows: 4, same: 4, adapterF1: 1, exportF1: 1 }
const card = (format: 'mlx' | 'adapter') => exportCard(run('a run'), { format, weights: 'best', certificate, commands: [] })

it('says which date the prompt has, the one that Python writes', async () => {
  const chat = await readFile(resolve(import.meta.dirname, '../../../../../python-sidecar/antecedent_sidecar/chat.py'), 'utf8')
  const [, date] = /^_DATE = "(.+)"$/m.exec(chat) ?? []
  expect(date).toBeDefined()
  expect(card('mlx')).toContain(`today's date it writes ${date}`)
  expect(card('adapter')).toContain(`{"date_string":"${date}","enable_thinking":false}`)
})

it('keeps what it says apart from its table', () => {
  for (const format of ['mlx', 'adapter'] as const) expect(card(format)).toMatch(/\|\n\n[^|\n]*chat template[^\n]*\.\n\n/)
})
