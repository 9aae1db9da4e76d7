import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { seedTemplate } from '../../../../../electron/core/rows/prompt-template'
import { panelOf } from '../../../../../electron/core/training/judging'
import { temporaryFolder } from '../temporary-folder'

const chat = (source: string, gold: string) => ({
  messages: [
    { role: 'user', content: `${seedTemplate.before}${source}` },
    { role: 'assistant', content: gold },
  ],
})
const rows = [chat('Anna sat. She left.', 'Anna sat. Anna left.'), chat('Ben came. He slept.', 'Ben came. Ben slept.')]

async function given(lines: readonly unknown[]) {
  const folder = await temporaryFolder()
  const files = { data: join(folder, 'data'), prompt: join(folder, 'prompt.json') }
  await mkdir(files.data)
  await writeFile(files.prompt, JSON.stringify(seedTemplate))
  await writeFile(join(files.data, 'valid.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return files
}

it('asks for the first validation rows and judges what comes back by mention F1', async () => {
  const panel = await panelOf(await given(rows), 24)
  expect(panel?.prompts).toEqual(rows.map(({ messages }) => ({ messages: messages.slice(0, 1), maxTokens: expect.any(Number) })))
  expect(panel?.verdict(['Anna sat. Anna left.', ' Ben came. Ben slept.\n'])).toBe(1)
  expect(panel?.verdict(['Anna sat. She left.', 'Ben came. He slept.'])).toBe(0)
  expect(panel?.verdict(['Anna sat. Anna left.'])).toBeGreaterThan(0)
  expect((await panelOf(await given(rows), 1))?.prompts).toHaveLength(1)
})

it.each([
  ['rows of plain text', [{ text: 'Anna sat. She left.' }]],
  ['a row of plain text among them', [rows[0], { text: 'Anna sat.' }]],
  ['rows without a reference', [chat('Anna sat.', 'Anna sat.')]],
  ['no rows', []],
])('judges nothing where there are %s', async (_, lines) => {
  expect(await panelOf(await given(lines), 24)).toBeNull()
})
