/** Opens the app (npm start), or serves it on the loopback address where no window can be opened. */
import { built, ensureBuild } from './build.mjs'
import { root } from './checkout.mjs'
import { attach } from './command.mjs'
import { ensureElectron, hasDisplay } from './electron-binary.mjs'
import { checkPreconditions } from './preconditions.mjs'
import { main, say } from './say.mjs'
import { ensurePython } from './venv.mjs'

await main(async () => {
  checkPreconditions()
  await ensurePython()
  await ensureBuild()
  const args = process.argv.slice(2)
  if (hasDisplay(process.env, process.platform)) {
    const electron = await ensureElectron()
    if (electron) return attach(electron, [root, ...args])
    say('Electron cannot be fetched here, so the app is served on this address instead.')
  } else say('There is no display here, so the app is served on this address instead.')
  return attach(process.execPath, [built.cli, 'serve', ...args])
})
