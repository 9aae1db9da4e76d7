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

type Triple = readonly [number, number, number]

/** What eyes make of linear RGB: all cones, and none of one kind (Machado, Oliveira and Fernandes 2009, severity 1). */
const eyes: Readonly<Record<string, readonly Triple[]>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const times = (matrix: readonly Triple[], [x, y, z]: Triple): Triple => {
  const [one, two, three] = matrix.map(([a, b, c]) => a * x + b * y + c * z)
  return [one ?? 0, two ?? 0, three ?? 0]
}

/** A colour as an eye sees it, in Oklab (Ottosson 2020). */
function seenBy(eye: readonly Triple[], colour: string): Triple {
  const linear = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  const seen = times(eye, [linear[0] ?? 0, linear[1] ?? 0, linear[2] ?? 0]).map((value) => Math.min(1, Math.max(0, value)))
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    [seen[0] ?? 0, seen[1] ?? 0, seen[2] ?? 0],
  ).map(Math.cbrt)
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [cones[0] ?? 0, cones[1] ?? 0, cones[2] ?? 0],
  )
}

const distance = (one: Triple, other: Triple) => Math.hypot(...one.map((value, axis) => value - (other[axis] ?? 0)))

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

  test.each(['light', 'dark'] as const)('are told apart on a %s page by people who lack a kind of cone', (ground) => {
    for (const [eye, matrix] of Object.entries(eyes))
      for (const [index, one] of entityHues.entries())
        for (const other of entityHues.slice(index + 1)) {
          const apart = distance(seenBy(matrix, one[ground]), seenBy(matrix, other[ground]))
          expect(apart, `${one[ground]} and ${other[ground]}, ${eye}`).toBeGreaterThan(0.09)
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
