import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { built, ensureBuild } from '../../scripts/build.mjs'
import { findChromium } from '../../scripts/chromium.mjs'
import { ensurePython } from '../../scripts/venv.mjs'

const rounds = 3
const checkedRows = 400_000
/** About a gigabyte. */
const openedRows = 1_900_000
const keys = 120
const megabyte = 1_000_000

const names = ['Anna', 'Omar', 'Ines', 'Paul', 'Maud', 'Lars']
const things = ['lamp', 'violin', 'bicycle', 'map', 'kettle', 'ladder']

/** @param {number} at */
function rowOf(at) {
  const name = names[at % names.length]
  const thing = things[(at * 7) % things.length]
  const source = `${name} bought a ${thing} in lane ${at} before noon. The seller wrapped it for ${name}, and she said that it was one of ${at % 90}.`
  const rewrite = source.replaceAll(' it ', ` the ${thing} `)
  const system =
    'You are an expert at coreference resolution. Replace every pronoun and every descriptive reference by the entity that it means.'
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content: `Please resolve all coreferences in this text: ${source}` },
    { role: 'assistant', content: rewrite },
  ]
  return `${JSON.stringify({ messages })}\n`
}

/** @param {string} path @param {number} count */
async function writeRows(path, count) {
  function* pieces() {
    for (let at = 0; at < count; at += 5_000)
      yield Array.from({ length: Math.min(5_000, count - at) }, (_, place) => rowOf(at + place)).join('')
  }
  await pipeline(pieces, createWriteStream(path))
}

/**
 * Checking structure against only reading lines and parsing them, in turns; then a gigabyte in the app's own window.
 * @returns {Promise<string[]>} lines of Markdown
 */
export async function benchDataset() {
  await ensurePython()
  await ensureBuild()
  const folder = mkdtempSync(join(tmpdir(), 'bench-dataset-'))
  try {
    return [...(await structure(folder)), '', ...(await aGigabyte(folder))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} folder */
async function structure(folder) {
  const path = join(folder, 'checked.jsonl')
  await writeRows(path, checkedRows)
  const size = statSync(path).size / megabyte
  const parser = join(fileURLToPath(new URL('.', import.meta.url)), 'readline_parse.mjs')
  const pairs = []
  for (let round = 0; round < rounds; round += 1) {
    const home = join(folder, `home-${round}`)
    const own = await seconds([built.cli, 'validate', path, '--structure-only', '--json'], home)
    pairs.push({ own, rival: await seconds([parser, path], home) })
  }
  const middle = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[rounds >> 1] ?? 0
  const own = middle(pairs.map((pair) => pair.own))
  const rival = middle(pairs.map((pair) => pair.rival))
  return [
    `Structure: every check of ${checkedRows.toLocaleString('en')} rows (${Math.round(size)} MB), duplicates and rows alike included, against`,
    `\`readline\` and \`JSON.parse\` alone, each a whole process on the same file in turns, ${rounds} rounds, medians.`,
    '',
    '| | MB/s |',
    '|---|---|',
    `| \`antecedent validate --structure-only\` | ${Math.round(size / own)} |`,
    `| \`readline\` + \`JSON.parse\` | ${Math.round(size / rival)} |`,
    '',
    `Ratio ${(own / rival).toFixed(2)} in time.`,
  ]
}

/** @param {readonly string[]} args @param {string} home */
async function seconds(args, home) {
  const began = performance.now()
  const child = spawn(process.execPath, args, { env: { ...process.env, ANTECEDENT_HOME: home }, stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}.`)
  return (performance.now() - began) / 1000
}

/** @param {string} folder */
async function aGigabyte(folder) {
  const path = join(folder, 'gigabyte.jsonl')
  await writeRows(path, openedRows)
  const child = spawn(process.execPath, [built.cli, 'serve', '--json'], {
    env: { ...process.env, ANTECEDENT_HOME: join(folder, 'home') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const executablePath = findChromium()
  const browser = await chromium.launch(executablePath ? { executablePath, args: ['--no-sandbox'] } : {})
  try {
    const page = await browser.newPage()
    await page.goto(await addressOf(child))
    await page.getByRole('main').waitFor()
    const opened = await firstRows(page, path)
    const searched = await searchedAt(page)
    const memory = await mostMemory(page, child.pid ?? 0)
    const typed = await typing(page)
    return [
      `A file of ${openedRows.toLocaleString('en')} rows (${(statSync(path).size / 1e9).toFixed(2)} GB) in the loopback host's window:`,
      '',
      '| | |',
      '|---|---|',
      `| from pressing Open until the first rows are drawn | ${Math.round(opened)} ms |`,
      `| a text in its last rows is found, while it is being checked | ${(searched / 1000).toFixed(1)} s |`,
      `| most memory of the host's process until it was read to the end | ${Math.round(memory)} MB |`,
      `| handling a key typed in a row while sense is checked, p95 of ${keys} | ${typed.toFixed(1)} ms |`,
    ]
  } finally {
    await browser.close()
    child.kill('SIGTERM')
  }
}

/** @param {import('node:child_process').ChildProcess} child */
async function addressOf(child) {
  if (child.stdout === null) throw new Error('The host has no output.')
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line)
    if (url) return url
  }
  throw new Error('The host ended before it listened.')
}

/** @param {import('@playwright/test').Page} page */
const rowsOf = (page) => page.getByRole('listbox', { name: 'Rows' }).getByRole('option')

/** @param {import('@playwright/test').Page} page @param {string} path */
async function firstRows(page, path) {
  // A person has looked at the window by then.
  await page.waitForTimeout(2_000)
  await page.getByRole('button', { name: /^Open a dataset/ }).click()
  await page.getByRole('textbox', { name: 'Path' }).fill(path)
  // Measured in the page, so that no question of ours lies in between.
  const drawn = page.evaluate(`new Promise((resolve) => {
    let began = 0
    addEventListener('click', () => (began = performance.now()), { capture: true, once: true })
    new MutationObserver(() => {
      if (began > 0 && document.querySelector('[role="listbox"] [role="option"]')) resolve(performance.now() - began)
    }).observe(document.body, { childList: true, subtree: true })
  })`)
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  return Number(await drawn)
}

/** @param {import('@playwright/test').Page} page */
async function searchedAt(page) {
  const began = performance.now()
  await page.getByRole('textbox', { name: 'Find in the rows' }).fill(`lane ${openedRows - 5} `)
  await rowsOf(page)
    .filter({ hasText: `lane ${openedRows - 5} ` })
    .first()
    .waitFor({ timeout: 300_000 })
  const found = performance.now() - began
  await page.getByRole('textbox', { name: 'Find in the rows' }).fill('')
  return found
}

/** @param {import('@playwright/test').Page} page @param {number} pid */
async function mostMemory(page, pid) {
  await page.getByText('checking sense').waitFor({ timeout: 600_000 })
  if (process.platform !== 'linux') return process.memoryUsage().rss / megabyte
  return (Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024) / megabyte
}

/** From a key's event to the end of its handlers. @param {import('@playwright/test').Page} page */
async function typing(page) {
  await rowsOf(page).nth(2).click()
  await page.getByRole('textbox', { name: 'Assistant' }).focus()
  await page.waitForTimeout(1_000)
  await page.evaluate(`{
    globalThis.times = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (entry.name === 'keypress') globalThis.times.push(entry.processingEnd - entry.startTime)
    }).observe({ type: 'event', durationThreshold: 0 })
  }`)
  await page.keyboard.type(' Anna said that the map was late again.'.repeat(4).slice(0, keys), { delay: 60 })
  await page.waitForTimeout(500)
  const times = /** @type {number[]} */ (await page.evaluate('globalThis.times'))
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN
}
