import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from '@playwright/test'
import { built, ensureBuild } from '../../scripts/build.mjs'
import { findChromium } from '../../scripts/chromium.mjs'
import { ensurePython } from '../../scripts/venv.mjs'

/** Events a second while the frames are counted, and for how long, in seconds. */
const [eventsPerSecond, watched] = [30, 8]
const keys = 'The company said that its shares fell after it had warned its owners. '

/** In the page: how far things jump by themselves, and how long each key takes to be painted, in milliseconds. */
const watching = `
globalThis.seen = { shift: 0, keys: [] }
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value
}).observe({ type: 'layout-shift', buffered: true })
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.name === 'keydown') seen.keys.push(entry.duration)
}).observe({ type: 'event', buffered: true, durationThreshold: 16 })`

/** In the page: milliseconds from the next key to the paint after it. */
const untilPainted = `new Promise((resolve) => {
  const painted = (event) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - event.timeStamp)))
  addEventListener('keydown', painted, { once: true, capture: true })
})`

/** In the page: milliseconds between frames, for so many milliseconds. */
const framesFor = `(milliseconds) => new Promise((resolve) => {
  const between = []
  const began = performance.now()
  let last = began
  const next = (now) => {
    between.push(now - last)
    last = now
    if (now - began < milliseconds) requestAnimationFrame(next)
    else resolve(between.slice(1))
  }
  requestAnimationFrame(next)
})`

/**
 * What a person feels of the window, in a browser beside a real host: keys, screens, frames while a run's figures come, and whether things jump.
 * The run is a real one of a few updates; figures are then put into the socket as its host would send them, so that no training takes the processor.
 * @returns {Promise<string[]>} lines of Markdown
 */
export async function benchUi() {
  await ensurePython()
  await ensureBuild()
  const executablePath = findChromium()
  const browser = await chromium.launch(executablePath ? { executablePath } : {})
  const home = mkdtempSync(join(tmpdir(), 'bench-ui-'))
  const host = spawn(process.execPath, [built.cli, 'serve', '--json'], {
    env: { ...process.env, ANTECEDENT_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    return await measured(await browser.newPage({ viewport: { width: 1280, height: 800 } }), await addressOf(host))
  } finally {
    await browser.close()
    const ended = new Promise((resolve) => host.once('close', resolve))
    host.kill('SIGTERM')
    await ended
    rmSync(home, { recursive: true, force: true })
  }
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} address
 */
async function measured(page, address) {
  /** @type {import('@playwright/test').WebSocketRoute | undefined} */
  let socket
  await page.routeWebSocket(/\/studio/, (route) => {
    route.connectToServer()
    socket = route
  })
  await page.addInitScript(watching)
  await page.goto(address)
  await page.getByRole('button', { name: 'Try it with the sample' }).click()
  await page.getByRole('heading', { level: 1, name: 'coreference-train.jsonl' }).waitFor()
  const typing = {
    'a letter of a search through 8,000 rows': await typed(page, () =>
      page
        .getByRole('searchbox')
        .or(page.getByPlaceholder(/Find in the rows/))
        .first(),
    ),
    'a letter of a text on Resolve': await typed(page, async () => {
      await page.keyboard.press('Control+3')
      return page.getByRole('main').getByRole('textbox').first()
    }),
  }
  const switches = await switched(page)
  const runId = await shortRun(page)
  const frames = await framesWhile(page, () => sendFigures(/** @type {import('@playwright/test').WebSocketRoute} */ (socket), runId))
  const shift = Number(await page.evaluate('seen.shift'))
  return [
    `Chromium ${page.context().browser()?.version()}, 1280 × 800, beside a real host on the loopback address.`,
    '',
    '| what | budget | median | 95 % |',
    '|---|---|---|---|',
    ...Object.entries(typing).map(([what, times]) => `| ${what}, from key to paint | 50 ms | ${shown(times)} |`),
    `| from screen to screen, from key to paint | 100 ms | ${shown(switches)} |`,
    `| a frame while a run’s figures come ${eventsPerSecond} times a second | 16.7 ms | ${shown(frames)} |`,
    '',
    `Frames: ${(frames.length / watched).toFixed(0)} a second. Layout shift over all of this, what followed a key or a click left out: ${shift.toFixed(3)} (budget: 0).`,
  ]
}

/**
 * Milliseconds from each key to the paint that shows it. Keys below 16 ms are not told apart by the browser and count as 16.
 * @param {import('@playwright/test').Page} page
 * @param {() => import('@playwright/test').Locator | Promise<import('@playwright/test').Locator>} field
 */
async function typed(page, field) {
  const place = await field()
  await place.click()
  await page.evaluate('seen.keys.splice(0)')
  await place.pressSequentially(keys, { delay: 40 })
  await page.waitForTimeout(500)
  const slow = /** @type {number[]} */ (await page.evaluate('seen.keys'))
  return [...slow, ...Array.from({ length: Math.max(0, keys.length - slow.length) }, () => 16)]
}

/**
 * Milliseconds from a key to the paint of the screen that it brings.
 * @param {import('@playwright/test').Page} page
 */
async function switched(page) {
  const times = []
  for (let round = 0; round < 5; round += 1) {
    for (const key of ['1', '2', '3', '4']) {
      // It listens before the key is pressed.
      await page.evaluate(`void (globalThis.painted = ${untilPainted})`)
      await page.keyboard.press(`Control+${key}`)
      times.push(Number(await page.evaluate('globalThis.painted')))
      await page.waitForTimeout(150)
    }
  }
  return times
}

/**
 * A run of a few updates, and its page.
 * @param {import('@playwright/test').Page} page
 */
async function shortRun(page) {
  await page.keyboard.press('Control+1')
  await page.getByRole('button', { name: 'Train on this' }).click()
  await page.locator('label', { hasText: 'In iterations' }).click()
  await page.getByRole('textbox', { name: 'Iterations' }).fill('4')
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await page.getByRole('button', { name: 'Resolve with it' }).waitFor({ timeout: 120_000 })
  return new URL(page.url()).hash.split('/')[1] ?? ''
}

/**
 * Puts figures of a run into the socket as its host would send them.
 * @param {import('@playwright/test').WebSocketRoute} socket
 * @param {string} runId
 */
async function sendFigures(socket, runId) {
  for (let step = 100; step < 100 + watched * eventsPerSecond; step += 1) {
    const metric = {
      split: 'train',
      step,
      epoch: step / 100,
      loss: 2 / Math.sqrt(step) + 0.05 * Math.sin(step),
      learningRate: 1e-4,
      gradientNorm: 1 + Math.cos(step),
      tokensPerSecond: 4000,
      trainedTokens: step * 500,
      peakMemoryBytes: 1e9,
      footprintBytes: 1.2e9,
      seconds: step,
    }
    socket.send(JSON.stringify({ events: [{ type: 'run.metric', runId, metric }] }))
    await new Promise((resolve) => setTimeout(resolve, 1000 / eventsPerSecond))
  }
}

/**
 * Milliseconds between the frames that were drawn meanwhile.
 * @param {import('@playwright/test').Page} page
 * @param {() => Promise<void>} work
 */
async function framesWhile(page, work) {
  const frames = page.evaluate(`(${framesFor})(${watched * 1000})`)
  await work()
  return /** @type {number[]} */ (await frames)
}

/** @param {readonly number[]} times */
function shown(times) {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (/** @type {number} */ share) => (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1)
  return `${at(0.5)} ms | ${at(0.95)} ms`
}

/** @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, null>} host */
async function addressOf(host) {
  for await (const line of createInterface({ input: host.stdout })) {
    const { url } = JSON.parse(line)
    if (typeof url === 'string') return url
  }
  throw new Error('The host ended before it printed its address.')
}
