import { rmSync } from 'node:fs'
import { at } from './checkout.mjs'
import { capture } from './command.mjs'
import { explain } from './failure.mjs'
import { alone } from './lock-folder.mjs'
import { SetupError, say } from './say.mjs'
import { fingerprint, isStamped, writeStamp } from './stamp.mjs'

/** The built entries. */
export const built = { main: at('out', 'main', 'index.js'), cli: at('out', 'main', 'cli.js'), renderer: at('out', 'renderer') }

const stampFile = at('out', '.stamp')
const sources = ['electron', 'renderer', 'electron.vite.config.ts', 'package-lock.json', 'package.json', 'tsconfig.base.json'].map((path) =>
  at(path),
)

/** Builds out/ from the sources, or finds it built from these very ones. */
export async function ensureBuild() {
  const current = () => fingerprint([process.env.NODE_ENV ?? ''], sources)
  if (isStamped(stampFile, current())) return
  await alone(async () => {
    const wanted = current()
    if (isStamped(stampFile, wanted)) return
    say('Building …')
    rmSync(stampFile, { force: true })
    const { code, output } = await capture(process.execPath, [at('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'])
    if (code !== 0) throw new SetupError(/ENOSPC|No space left/.test(output) ? explain(output) : `${output}\nThe build failed.`)
    writeStamp(stampFile, wanted)
  })
}
