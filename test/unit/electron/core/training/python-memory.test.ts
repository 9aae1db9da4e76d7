import { resolve } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { CheckedModels } from '../../../../../electron/core/models/checked-models'
import { mostKeptForReuse, pythonBytes } from '../../../../../electron/core/training/python-memory'
import { runPythonScript } from '../python-script'

const demo = resolve(import.meta.dirname, '../../../../../assets/demo-model')

const measured = z.object({ imported: z.int(), working: z.int(), reused: z.tuple([z.int(), z.int()]) })
let python: z.infer<typeof measured>
beforeAll(async () => {
  python = measured.parse(await runPythonScript('python_memory.py', demo))
})

it('is near what Python takes with its libraries at work on the demo model', () => {
  const { facts } = new CheckedModels().check(demo)
  expect(python.working).toBeGreaterThan(python.imported)
  expect(pythonBytes(facts) / python.working).toBeGreaterThan(1 / 1.5)
  expect(pythonBytes(facts) / python.working).toBeLessThan(1.5)
})

it('is more for a tokenizer with more entries', () => {
  expect(pythonBytes({ vocabulary: 128_000 })).toBeGreaterThan(1.5 * pythonBytes({ vocabulary: 0 }))
})

it('keeps for reuse what Python itself sets as its limit', () => {
  expect([8e9, 64e9].map(mostKeptForReuse)).toEqual(python.reused)
})
