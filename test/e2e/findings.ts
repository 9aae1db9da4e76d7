import { mkdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { layoutFaults } from './layout'

/** The window as it may be for somebody. */
type Condition = {
  readonly name: string
  readonly colorScheme: 'light' | 'dark'
  readonly contrast: 'more' | 'no-preference'
  /** Null for the test's own. */
  readonly size: { readonly width: number; readonly height: number } | null
}

/** All of axe's rules are asked in it; in the others those that can differ. */
const usual: Condition = { name: 'light', colorScheme: 'light', contrast: 'no-preference', size: null }

const conditions: readonly Condition[] = [
  usual,
  { ...usual, name: 'dark', colorScheme: 'dark' },
  { ...usual, name: 'light, more contrast', contrast: 'more' },
  { ...usual, name: 'dark, more contrast', colorScheme: 'dark', contrast: 'more' },
  { ...usual, name: 'small', size: { width: 960, height: 640 } },
  { ...usual, name: 'large', size: { width: 1920, height: 1200 } },
  // A window of 1280 by 800 at 200 %: zoom is fewer pixels of CSS.
  { ...usual, name: 'doubled', size: { width: 640, height: 400 } },
]

/** Folder for pictures of everything that is looked at, and for what was found, which then fails no test; none where it is not set. */
const pictures = process.env.ANTECEDENT_LOOKS

/** Nothing on the page keeps anybody out, as far as axe can tell. */
export async function expectNoFindings(page: Page): Promise<void> {
  expect(await findings(page)).toEqual([])
}

/**
 * The page keeps nobody out: light, dark, with more contrast (7:1 then), in a small window, in a large one and at twice the size. Whatever can be
 * pressed can be reached and is not covered, and no text is cut off.
 */
export async function expectFitForAll(page: Page): Promise<void> {
  const before = page.viewportSize()
  const place = pictures === undefined ? null : nextPlace(pictures)
  const faults: string[] = []
  for (const condition of conditions) {
    const { name, contrast, size } = condition
    await settle(page, condition)
    if (condition === usual) faults.push(...told(name, await findings(page)), ...told(name, await layoutFaults(page)))
    else if (size !== null) faults.push(...told(name, await layoutFaults(page)))
    else faults.push(...told(name, await contrastFindings(page, contrast)))
    if (place !== null) await page.screenshot({ path: `${place}-${name.replace(', ', '-').replace(' ', '-')}.png` })
    if (size !== null && before !== null) await page.setViewportSize(before)
  }
  await settle(page, usual)
  if (place === null) expect.soft(faults).toEqual([])
  else await writeFile(`${place}.txt`, faults.join('\n'))
}

const told = (condition: string, faults: readonly string[]): readonly string[] => faults.map((fault) => `${condition}: ${fault}`)

async function settle(page: Page, { colorScheme, contrast, size }: Condition): Promise<void> {
  if (size !== null) await page.setViewportSize(size)
  await page.emulateMedia({ colorScheme, contrast, reducedMotion: 'reduce' })
  // Two frames: one to lay out, one to draw.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

const findings = (page: Page): Promise<readonly string[]> => violations(new AxeBuilder({ page }))

function contrastFindings(page: Page, contrast: Condition['contrast']): Promise<readonly string[]> {
  return violations(new AxeBuilder({ page }).withRules([contrast === 'more' ? 'color-contrast-enhanced' : 'color-contrast']))
}

async function violations(axe: AxeBuilder): Promise<readonly string[]> {
  const found = await axe.analyze()
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any.map(({ message }) => message).join(' ')}`),
  )
}

const counted = new Map<string, number>()

/** Where the pictures of this state go: by the name of the test and a number. */
function nextPlace(folder: string): string {
  const { titlePath } = test.info()
  const name = titlePath
    .join(' ')
    .replace(/\.spec\.ts/g, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .slice(0, 90)
  const number = (counted.get(name) ?? 0) + 1
  counted.set(name, number)
  mkdirSync(folder, { recursive: true })
  return join(folder, `${name}-${number}`)
}
