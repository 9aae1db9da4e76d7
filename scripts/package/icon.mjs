/** Draws assets/icon.icns anew from assets/icon.svg, in a Chromium (node scripts/package/icon.mjs). */
import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { at } from '../checkout.mjs'
import { findChromium } from '../chromium.mjs'
import { main, SetupError, say } from '../say.mjs'

/** Sizes in pixels that macOS asks for, and what an icns file calls them: each side once as it is and once for Retina displays. */
const entries = /** @type {const} */ ([
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
])

await main(async () => {
  const executablePath = findChromium()
  if (!executablePath) throw new SetupError('Drawing the icon needs a Chromium: npx playwright install chromium.')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const page = await browser.newPage()
  const drawn = []
  for (const [name, size] of entries) {
    await page.setViewportSize({ width: size, height: size })
    const source = Buffer.from(readFileSync(at('assets', 'icon.svg'))).toString('base64')
    await page.setContent(
      `<style>body{margin:0}img{display:block;width:${size}px;height:${size}px}</style><img src="data:image/svg+xml;base64,${source}">`,
    )
    await page.evaluate('document.images[0].decode()')
    drawn.push({ name, png: await page.screenshot({ omitBackground: true }) })
  }
  await browser.close()
  const blocks = drawn.map(({ name, png }) => Buffer.concat([head(name, png.length), png]))
  const body = Buffer.concat(blocks)
  writeFileSync(at('assets', 'icon.icns'), Buffer.concat([head('icns', body.length), body]))
  say('assets/icon.icns')
  return 0
})

/**
 * A block's head: its name, and its length with the head.
 * @param {string} name
 * @param {number} length
 */
function head(name, length) {
  const buffer = Buffer.alloc(8)
  buffer.write(name, 'latin1')
  buffer.writeUInt32BE(length + 8, 4)
  return buffer
}
