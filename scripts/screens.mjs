/**
 * Takes the pictures of README and guide from the real window: node scripts/screens.mjs.
 * Opens the sample, trains the demo model, scores, resolves and exports, on a home of its own.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from '@playwright/test'
import { built, ensureBuild } from './build.mjs'
import { ensureChromium } from './chromium.mjs'
import { checkPreconditions } from './preconditions.mjs'
import { main, SetupError, say } from './say.mjs'
import { journey } from './screens/journey.mjs'
import { camera, folder } from './screens/pictures.mjs'
import { ensurePython } from './venv.mjs'

await main(async () => {
  checkPreconditions()
  await ensurePython()
  await ensureBuild()
  const executablePath = await ensureChromium()
  mkdirSync(folder, { recursive: true })
  // Its name is in the pictures.
  const home = join(tmpdir(), 'antecedent')
  if (existsSync(home)) throw new SetupError(`${home} is there already. Move it away: the pictures are taken there.`)
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
  mkdirSync(home)
  const host = spawn(process.execPath, [built.cli, 'serve', '--json'], {
    env: { ...process.env, HOME: home, HF_HUB_CACHE: join(home, 'hub'), ANTECEDENT_HOME: join(home, '.antecedent') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(host, 'exit')
  try {
    const { value: first } = await createInterface({ input: host.stdout })[Symbol.asyncIterator]().next()
    if (!first) throw new SetupError('The host did not start.')
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    page.setDefaultTimeout(30_000)
    await page.goto(JSON.parse(first).url)
    const pictures = camera(page)
    await journey(page, pictures, home)
    await pictures.clear()
    say(`The pictures are in ${folder}.`)
    return 0
  } finally {
    await browser.close()
    host.kill('SIGTERM')
    // Until then it writes there.
    await ended
    rmSync(home, { recursive: true, force: true })
  }
})
