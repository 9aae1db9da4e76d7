import { readFile, writeFile } from 'node:fs/promises'
import { platform } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'

const file = join(import.meta.dirname, 'made-with.json')

/** What a picture depends on beside the app: the browser, and the fonts that it finds. */
type Maker = { readonly chromium: string; readonly platform: string; readonly fonts: string }

const written = 'The quick brown fox, Amazon’s 0123456789 ✓ ✗ ⚠ › →'

async function makerOf(browser: Browser, page: Page): Promise<Maker> {
  const fonts = await page.evaluate((text) => {
    const context = document.createElement('canvas').getContext('2d')
    const style = getComputedStyle(document.documentElement)
    return ['--ui', '--num', '--read']
      .map((name) => {
        if (context === null) return ''
        context.font = style.getPropertyValue(name)
        return context.measureText(text).width.toFixed(1)
      })
      .join(' ')
  }, written)
  return { chromium: browser.version().split('.')[0] ?? '', platform: platform(), fonts }
}

/**
 * Why pictures of this browser cannot be compared with those that are kept; null where they can. Where pictures are made anew,
 * keeps with what.
 */
export async function whyNotComparable(browser: Browser, page: Page, making: boolean): Promise<string | null> {
  const now = await makerOf(browser, page)
  if (making) {
    await writeFile(file, `${JSON.stringify(now, null, 2)}\n`)
    return null
  }
  const then: Maker = JSON.parse(await readFile(file, 'utf8'))
  if (then.chromium !== now.chromium) return `The pictures were made with Chromium ${then.chromium}; this is Chromium ${now.chromium}.`
  if (then.platform !== now.platform) return `The pictures were made on ${then.platform}; this is ${now.platform}.`
  if (then.fonts !== now.fonts) return 'The pictures were made with other fonts than those of this machine.'
  return null
}
