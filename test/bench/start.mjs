import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from '@playwright/test'
import { built, ensureBuild } from '../../scripts/build.mjs'
import { findChromium } from '../../scripts/chromium.mjs'
import { ensurePython } from '../../scripts/venv.mjs'

const rounds = 5

/**
 * From starting the loopback host, in a fresh home, to a window that shows its main landmark and answers: the browser is already running.
 * @returns {Promise<string[]>} lines of Markdown
 */
export async function benchStart() {
  await ensurePython()
  await ensureBuild()
  const executablePath = findChromium()
  const browser = await chromium.launch(executablePath ? { executablePath } : {})
  try {
    const times = /** @type {{ host: number, window: number }[]} */ ([])
    for (let round = 0; round < rounds; round += 1) times.push(await coldStart(browser))
    const row = (/** @type {'host' | 'window'} */ key) => times.map((time) => Math.round(time[key])).sort((a, b) => a - b)
    const [host, window] = [row('host'), row('window')]
    return [
      `From starting the process, ${rounds} rounds, each in a fresh home and a fresh browser profile.`,
      '',
      '| until | median ms | all |',
      '|---|---|---|',
      `| the host prints its address | ${host[rounds >> 1]} | ${host.join(', ')} |`,
      `| the window is interactive | ${window[rounds >> 1]} | ${window.join(', ')} |`,
    ]
  } finally {
    await browser.close()
  }
}

/** @param {import('@playwright/test').Browser} browser */
async function coldStart(browser) {
  const home = mkdtempSync(join(tmpdir(), 'bench-home-'))
  const context = await browser.newContext()
  const page = await context.newPage()
  const began = performance.now()
  const child = spawn(process.execPath, [built.cli, 'serve', '--port', '0'], {
    env: { ...process.env, ANTECEDENT_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  try {
    const address = await firstAddress(child)
    const host = performance.now() - began
    await page.goto(address)
    await page.getByRole('main').waitFor({ state: 'visible' })
    // Interactive: a control in it can be reached, and the page answers after the next frame.
    await page.locator('main button:enabled:visible').first().waitFor({ state: 'visible' })
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))')
    return { host, window: performance.now() - began }
  } finally {
    await context.close()
    const ended = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGTERM')
    await ended
    rmSync(home, { recursive: true, force: true })
  }
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @returns {Promise<string>}
 */
function firstAddress(child) {
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        const address = /http:\/\/\S+/.exec(line)?.[0]
        if (address) resolve(address)
      })
    }
    child.on('close', (code) => reject(new Error(`The host ended with code ${code} before it printed its address.`)))
  })
}
