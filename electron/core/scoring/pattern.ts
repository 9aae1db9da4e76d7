import type { GoldAlignment, GoldMention } from '../alignment/mentions'
import type { Token } from '../alignment/tokens'

/** One step of the pattern that an output is held against. */
export type PatternElement =
  | {
      readonly kind: 'fixed'
      readonly token: Token
      /** Follows a reference, so that its contraction is as good: `'s` for `is` and `has`. */
      readonly afterReference: boolean
    }
  | { readonly kind: 'slot'; readonly mention: GoldMention; readonly index: number }

/** A stretch of the pattern for which the gold wording costs nothing either; element indices, end exclusive. */
export type Shortcut = { readonly from: number; readonly to: number; readonly gold: readonly Token[] }

/** The source with a slot for each gold mention. */
export type Pattern = { readonly elements: readonly PatternElement[]; readonly shortcuts: readonly Shortcut[] }

/** Builds the pattern of a source and its gold rewrite. */
export function patternOf({ source, mentions, variants }: GoldAlignment): Pattern {
  const elements: PatternElement[] = []
  const elementAt: number[] = []
  let position = 0
  for (const [index, mention] of [...mentions.entries(), [mentions.length, null] as const]) {
    const end = mention?.from ?? source.length
    for (; position < end; position++) {
      const token = source[position]
      elementAt[position] = elements.length
      if (token !== undefined) elements.push({ kind: 'fixed', token, afterReference: elements.at(-1)?.kind === 'slot' })
    }
    if (mention === null) break
    for (; position < mention.to; position++) elementAt[position] = elements.length
    elements.push({ kind: 'slot', mention, index })
  }
  const shortcuts = variants.map(({ from, to, gold }) => {
    const first = elementAt[from] ?? elements.length
    return { from: first, to: first + (to - from), gold }
  })
  return { elements, shortcuts }
}
