import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { heldOutRows } from '../../../../../electron/core/evaluating/evaluating'
import { temporaryFolder } from '../temporary-folder'
import { row } from '../workbench/given-file'

it('are a run’s test rows, else its validation rows, which are called what they are', async () => {
  const data = await temporaryFolder()
  const prompt = join(data, 'prompt.json')
  await writeFile(prompt, JSON.stringify({ system: null, before: 'Resolve: ' }))
  await writeFile(join(data, 'valid.jsonl'), `${row('She left.', 'Anna left.')}\n`)
  await writeFile(join(data, 'test.jsonl'), '')
  const checked = await heldOutRows({ data, prompt })
  expect(checked.name).toContain('validation rows')
  expect(checked.rows).toMatchObject([{ source: 'She left.', gold: 'Anna left.' }])
  await writeFile(join(data, 'test.jsonl'), `${row('He ran.', 'Paul ran.')}\n`)
  const tested = await heldOutRows({ data, prompt })
  expect(tested.name).toBe('held-out rows')
  expect(tested.rows).toMatchObject([{ source: 'He ran.' }])
})
