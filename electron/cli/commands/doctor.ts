import { access, constants, mkdir, statfs } from 'node:fs/promises'
import { arch, platform, totalmem } from 'node:os'
import { join } from 'node:path'
import { homeFolder } from '../../core/home'
import { describeModel } from '../../core/models/model-folder'
import { sidecarEnvironment } from '../../core/sidecar/environment'
import { Sidecar } from '../../core/sidecar/sidecar'
import { toFailure } from '../../shared/errors'
import { bytes, memoryBytes } from '../../shared/quantities'
import type { Command } from '../command'

type Check = { readonly name: string; readonly ok: boolean; readonly message: string }

/** `antecedent doctor`: whether this machine can do the work. */
export const doctor: Command = {
  usage: 'doctor',
  summary: 'checks Python, mlx-lm, the demo model, the home and the disk',
  options: {},
  run: async ({ output, locations }) => {
    const places = locations()
    const home = homeFolder(process.env, process.platform)
    const checks: Check[] = []
    const check = async (name: string, look: () => Promise<string>) => {
      const found = await look().then(
        (message) => ({ name, ok: true, message }),
        (error: unknown) => ({ name, ok: false, message: toFailure(error).message }),
      )
      checks.push(found)
      output.line({ type: 'check', ...found })
      output.say(`${found.ok ? '✓' : '✗'} ${name}: ${found.message}`)
    }
    await check('node', async () => `${process.version} on ${platform()} ${arch()}, ${memoryBytes(totalmem())} of memory`)
    await check('sidecar', async () => {
      const { sidecar, facts } = await Sidecar.start({ ...places, log: null })
      await sidecar.stop()
      return `Python ${facts.python}, mlx ${facts.mlx}, mlx-lm ${facts.mlxLm} on ${facts.device}`
    })
    if (platform() === 'linux') {
      await check(
        'matrix library',
        async () =>
          sidecarEnvironment(process.env, platform(), arch() as NodeJS.Architecture).LD_PRELOAD ??
          'the one of mlx itself; OpenBLAS (libopenblas0-pthread) would be about five times faster',
      )
    }
    await check('demo model', async () => bytes((await describeModel(join(places.assets, 'demo-model'), { kind: 'demo' })).bytes))
    await check('home', async () => {
      await mkdir(home, { recursive: true })
      await access(home, constants.W_OK)
      const { bavail, bsize } = await statfs(home)
      return `${home}, ${bytes(bavail * bsize)} free`
    })
    const ok = checks.every((found) => found.ok)
    output.line({ type: 'result', ok, checks })
    return ok ? 0 : 1
  },
}
