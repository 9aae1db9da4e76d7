import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'

const make = () => mkdtemp(join(tmpdir(), 'antecedent-test-'))

/** A folder of its own for one test, gone when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await make()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** The same for all tests of a file. */
export async function keptFolder(): Promise<string> {
  const folder = await make()
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return folder
}
