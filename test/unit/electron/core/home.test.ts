import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { homeFolder, layoutOf, takeHome } from '../../../../electron/core/home'
import { temporaryFolder } from './temporary-folder'

it('makes the folders of a home and lets one process have it', async () => {
  const layout = layoutOf(join(await temporaryFolder(), 'home'))
  const letGo = await takeHome(layout)
  await access(layout.runs)
  await expect(takeHome(layout)).rejects.toMatchObject({ failure: { code: 'home-in-use' } })
  await letGo()
  await (await takeHome(layout))()
})

it('takes over the home of a process that died without letting go', async () => {
  const layout = layoutOf(await temporaryFolder())
  const dead = spawn(process.execPath, ['-e', ''])
  await once(dead, 'close')
  await mkdir(join(layout.root, '.lock'))
  await writeFile(join(layout.root, '.owner'), String(dead.pid))
  await (await takeHome(layout))()
})

it('gives a home that a dead process left to one of those who come at once', async () => {
  const layout = layoutOf(await temporaryFolder())
  const dead = spawn(process.execPath, ['-e', ''])
  await once(dead, 'close')
  await mkdir(join(layout.root, '.lock'))
  await writeFile(join(layout.root, '.owner'), String(dead.pid))
  const taken = await Promise.allSettled(Array.from({ length: 4 }, () => takeHome(layout)))
  const winners = taken.filter((result) => result.status === 'fulfilled')
  expect(winners).toHaveLength(1)
  for (const { value } of winners) await value()
})

it('lets go of a home that was removed meanwhile', async () => {
  const layout = layoutOf(join(await temporaryFolder(), 'home'))
  const letGo = await takeHome(layout)
  await rm(layout.root, { recursive: true })
  await letGo()
  await (await takeHome(layout))()
})

it('says where it cannot write', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'file'), '')
  await expect(takeHome(layoutOf(join(folder, 'file')))).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
})

it('finds the home of the platform', () => {
  expect(homeFolder({ ANTECEDENT_HOME: '/a' }, 'linux')).toBe('/a')
  expect(homeFolder({ XDG_DATA_HOME: '/x' }, 'linux')).toBe('/x/antecedent')
  expect(homeFolder({ XDG_DATA_HOME: 'not/whole' }, 'linux')).toMatch(/^\/.*\.local\/share\/antecedent$/)
  expect(homeFolder({}, 'darwin')).toMatch(/Library\/Application Support\/Antecedent$/)
})
