import type { Token } from '../alignment/tokens'

const longest = 24
const openers = new Set('here sure certainly okay ok below resolved rewritten rewrite output answer result text the of course'.split(' '))
const announces = new Set(
  'here text rewritten rewrite resolved coreferences references version output answer result sure certainly'.split(' '),
)

/**
 * How many tokens an announcement before the rewrite takes (`Here is the rewritten text:`), 0 where there is none. It ends with a colon within
 * the first 24 tokens, speaks of a text or a rewrite, and is not how the source itself begins.
 */
export function preambleLength(source: readonly Token[], output: readonly Token[]): number {
  const colon = output.slice(0, longest).findIndex((token) => token.key === ':')
  if (colon < 1 || colon + 1 >= output.length) return 0
  const opening = output.slice(0, colon)
  if (!openers.has(opening[0]?.folded ?? '') || !opening.some((token) => announces.has(token.folded))) return 0
  const sourceColon = source.slice(0, longest).findIndex((token) => token.key === ':')
  const sourceOpening = sourceColon < 0 ? source.slice(0, longest) : source.slice(0, sourceColon)
  const known = new Set(sourceOpening.map((token) => token.folded))
  return sourceColon >= 0 && opening.filter((token) => known.has(token.folded)).length * 2 > opening.length ? 0 : colon + 1
}
