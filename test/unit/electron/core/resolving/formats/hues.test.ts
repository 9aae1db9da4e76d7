import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { entityHues, hueOf, pageHues, tintOf } from '../../../../../../electron/core/resolving/formats/hues'

const tokens = readFileSync(resolve(import.meta.dirname, '../../../../../../renderer/styles/tokens.css'), 'utf8')

/** Contrast of two colours as WCAG 2.2 defines it, from 1 to 21. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, share, index) => {
      const value = Number.parseInt(colour.slice(1 + 2 * index, 3 + 2 * index), 16) / 255
      return sum + share * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    }, 0)
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

describe('the hues of the formats', () => {
  const named = [
    ...entityHues.map((hue, index) => [`e${index + 1}`, hue] as const),
    ['bg', pageHues.background] as const,
    ['ink', pageHues.ink] as const,
    ['ink3', pageHues.faint] as const,
    ['warn', pageHues.changed] as const,
    ['bad', pageHues.newWords] as const,
  ]

  test.each(named)('%s is the window’s', (name, { light, dark }) => {
    expect(tokens).toContain(`--${name}: light-dark(${light}, ${dark});`)
  })

  test.each(['light', 'dark'] as const)('can be read on a %s page', (ground) => {
    const [background, ink] = [pageHues.background[ground], pageHues.ink[ground]]
    expect(contrast(pageHues.faint[ground], background)).toBeGreaterThanOrEqual(4.5)
    for (const hue of [...entityHues, pageHues.changed, pageHues.newWords]) {
      expect(contrast(hue[ground], background)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(ink, tintOf(hue[ground], background))).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('begin anew after the last', () => {
    expect([1, 6, 7].map(hueOf)).toEqual([
      { number: 1, doubled: false },
      { number: 6, doubled: false },
      { number: 1, doubled: true },
    ])
  })
})
