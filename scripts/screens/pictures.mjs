import { rmSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { at } from '../checkout.mjs'
import { say } from '../say.mjs'

/** Where the pictures lie that README and guide show. */
export const folder = at('docs', 'screens')

const size = { width: 1280, height: 800 }

/**
 * A window that is photographed.
 * @param {import('@playwright/test').Page} page
 */
export function camera(page) {
  /** @type {Set<string>} */
  const taken = new Set()

  /** @param {'light' | 'dark'} colorScheme @param {number} [height] of the window */
  const settle = async (colorScheme, height = size.height) => {
    await page.setViewportSize({ ...size, height })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Two frames: one to lay out, one to draw.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))))
  }
  /** @param {string} name */
  const file = (name) => {
    taken.add(`${name}.png`)
    say(name)
    return join(folder, `${name}.png`)
  }

  return {
    /**
     * The whole window, light, and dark as well where that is asked for.
     * @param {string} name
     * @param {{ readonly dark?: true }} [also]
     */
    async window(name, also = {}) {
      await settle('light')
      await page.screenshot({ path: file(name), caret: 'hide' })
      if (also.dark === undefined) return
      await settle('dark')
      await page.screenshot({ path: file(`${name}-dark`), caret: 'hide' })
      await settle('light')
    },
    /**
     * One part of the window, in one as high as the part needs.
     * @param {string} name
     * @param {import('@playwright/test').Locator} part
     * @param {{ readonly height?: number }} [window]
     */
    async part(name, part, { height } = {}) {
      await settle('light', height)
      await part.screenshot({ path: file(name), caret: 'hide' })
      await settle('light')
    },
    /** Takes away pictures that are not taken any more. */
    async clear() {
      for (const name of await readdir(folder)) if (!taken.has(name)) rmSync(join(folder, name))
    },
  }
}
