import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { stepOf } from '../../../../../electron/core/resolving/step-of'
import { temporaryFolder } from '../temporary-folder'

it('is the step of the checkpoint with the adapter that answered, whichever is newer', async () => {
  const checkpoints = await temporaryFolder()
  for (const [name, content] of Object.entries({
    one: JSON.stringify({ step: 100, files: { 'adapters.safetensors': `${'a'.repeat(16)}${'0'.repeat(48)}` } }),
    two: JSON.stringify({ step: 200, files: { 'adapters.safetensors': `${'b'.repeat(16)}${'0'.repeat(48)}` } }),
    torn: '{"step": 3',
  })) {
    await mkdir(join(checkpoints, name))
    await writeFile(join(checkpoints, name, 'state.json'), content)
  }
  const step = (adapter: string) => stepOf(checkpoints, { adapter, scale: 1 })
  expect(await step('a'.repeat(16))).toBe(100)
  expect(await step('b'.repeat(16))).toBe(200)
  expect(await step('c'.repeat(16))).toBeNull()
  expect(await stepOf(checkpoints, null)).toBeNull()
  expect(await stepOf(join(checkpoints, 'gone'), { adapter: 'a'.repeat(16), scale: 1 })).toBeNull()
})
