/** A colour on a light and on a dark page. */
export type Hue = { readonly light: string; readonly dark: string }

/**
 * The hues of entities, the window's own: after Okabe and Ito, 4.5:1 on the page, and as far apart as six can be for eyes that lack one kind of
 * cone. After the last they begin anew.
 */
export const entityHues: readonly [Hue, ...Hue[]] = [
  { light: '#1469c7', dark: '#56a2ff' },
  { light: '#6b2200', dark: '#ff7a2e' },
  { light: '#00654d', dark: '#62f5cb' },
  { light: '#a83a94', dark: '#d98fa8' },
  { light: '#43107f', dark: '#b4c6ff' },
  { light: '#687400', dark: '#e8e152' },
]

/** What else is coloured, as in the window. */
export const pageHues = {
  background: { light: '#ffffff', dark: '#1d1d1f' },
  ink: { light: '#1d1d1f', dark: '#f2f2f4' },
  faint: { light: '#6a6864', dark: '#9a9aa2' },
  changed: { light: '#9a5b00', dark: '#f0b35a' },
  newWords: { light: '#b3261e', dark: '#ff8a80' },
} satisfies Readonly<Record<string, Hue>>

/** Share of a hue in the ground behind rewritten words. */
export const tintShare = 0.14

/** Which hue an entity has, from 1, and whether all hues were used before it: its line is doubled then. */
export function hueOf(entity: number): { readonly number: number; readonly doubled: boolean } {
  return { number: ((entity - 1) % entityHues.length) + 1, doubled: entity > entityHues.length }
}

/** A hue on a ground, as one colour for readers that know no transparency: `#rrggbb` of both, and of the answer. */
export function tintOf(hue: string, ground: string, share = tintShare): string {
  const mixed = [1, 3, 5].map((at) => {
    const [over, under] = [hue, ground].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16))
    return Math.round((over ?? 0) * share + (under ?? 0) * (1 - share))
      .toString(16)
      .padStart(2, '0')
  })
  return `#${mixed.join('')}`
}
