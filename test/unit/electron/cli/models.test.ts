import { cp } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeEach, expect, it, vi } from 'vitest'
import { main } from '../../../../electron/cli/main'
import { withoutModelPlaces } from '../core/no-model-places'
import { temporaryFolder } from '../core/temporary-folder'

const demoModel = resolve(import.meta.dirname, '../../../../assets/demo-model')

let folder: string
beforeEach(async () => {
  folder = await temporaryFolder()
  for (const [name, value] of Object.entries(withoutModelPlaces)) vi.stubEnv(name, value)
  vi.stubEnv('HOME', folder)
  vi.stubEnv('ANTECEDENT_HOME', join(folder, 'home'))
  await cp(demoModel, join(folder, 'mine'), { recursive: true })
})

async function run(...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await main([...args, '--json'], { stdout, stderr })
  return { code, result: JSON.parse(stdout.read()?.toString() ?? 'null') }
}

it.each(['mine', '~/mine', 'its whole path'])('takes a folder of the person’s home out of the list by %s', async (named) => {
  expect(await run('models', 'add', join(folder, 'mine'))).toMatchObject({ code: 0, result: { model: { location: '~/mine' } } })
  expect(await run('models', 'remove', named === 'its whole path' ? join(folder, 'mine') : named)).toMatchObject({ code: 0 })
  expect((await run('models')).result.models.map(({ name }: { name: string }) => name)).toEqual(['Demo model'])
})

it('takes none of several of one name out, and says how to name one', async () => {
  const [one, other] = [join(folder, 'one', 'mine'), join(folder, 'other', 'mine')]
  for (const path of [one, other]) {
    await cp(demoModel, path, { recursive: true })
    expect(await run('models', 'add', path)).toMatchObject({ code: 0 })
  }
  expect(await run('models', 'remove', 'mine')).not.toMatchObject({ code: 0 })
  expect((await run('models')).result.models).toHaveLength(3)
  expect(await run('models', 'remove', other)).toMatchObject({ code: 0 })
  expect(await run('models', 'remove', 'mine')).toMatchObject({ code: 0 })
})
