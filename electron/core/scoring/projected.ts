import type { Projected } from '../../shared/scorecard'
import { bestAssignment } from './assignment'

/** One side of a measure: what was found of how much. */
type Share = { readonly found: number; readonly of: number }
type Sides = { readonly recall: Share; readonly precision: Share }

/** What the measures of one text add up from. */
export type ProjectedCounts = { readonly lea: Sides; readonly muc: Sides; readonly b3: Sides; readonly ceafe: Sides }

/** An entity as the places of its mentions, each a name of its own. */
export type Chain = ReadonlySet<string>

/**
 * Clusters of a text against those of its gold rewrite, both projected to spans of the source; chains of one mention are left out, as CoNLL does.
 * LEA: Moosavi and Strube, ACL 2016. MUC, B³ and CEAFe as in Pradhan et al., ACL 2014.
 */
export function projectedCounts(gold: readonly Chain[], found: readonly Chain[]): ProjectedCounts {
  const [keys, responses] = [gold.filter(({ size }) => size > 1), found.filter(({ size }) => size > 1)]
  const both = (one: (from: readonly Chain[], to: readonly Chain[]) => Share): Sides => ({
    recall: one(keys, responses),
    precision: one(responses, keys),
  })
  const alike = bestAssignment(keys.map((key) => responses.map((response) => (2 * shared(key, response)) / (key.size + response.size))))
  return {
    lea: both(lea),
    muc: both(muc),
    b3: both(b3),
    ceafe: { recall: { found: alike, of: keys.length }, precision: { found: alike, of: responses.length } },
  }
}

/** F1 of each measure over texts, added up before it is divided, and the mean of the three that CoNLL takes. */
export function projectedScores(texts: readonly ProjectedCounts[]): Projected {
  const f1 = (measure: keyof ProjectedCounts): number => {
    const side = (name: keyof Sides): number => {
      const of = total(texts.map((text) => text[measure][name].of))
      // In the order of their size, so that the order of the texts changes not even the last digit.
      return of === 0 ? 0 : total(texts.map((text) => text[measure][name].found).sort((one, other) => one - other)) / of
    }
    const [recall, precision] = [side('recall'), side('precision')]
    return recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision)
  }
  const [muc, b3, ceafe] = [f1('muc'), f1('b3'), f1('ceafe')]
  return { lea: f1('lea'), muc, b3, ceafe, conll: (muc + b3 + ceafe) / 3 }
}

function lea(from: readonly Chain[], to: readonly Chain[]): Share {
  const found = from.map((chain) => {
    const kept = to.reduce((sum, other) => sum + links(shared(chain, other)), 0)
    return (chain.size * kept) / links(chain.size)
  })
  return { found: total(found), of: total(from.map(({ size }) => size)) }
}

function muc(from: readonly Chain[], to: readonly Chain[]): Share {
  const found = from.map((chain) => {
    const parts = to.map((other) => shared(chain, other)).filter((size) => size > 0)
    // What no chain holds is a part by itself.
    return total(parts) - parts.length
  })
  return { found: total(found), of: total(from.map(({ size }) => size - 1)) }
}

function b3(from: readonly Chain[], to: readonly Chain[]): Share {
  const found = from.map((chain) => total(to.map((other) => shared(chain, other) ** 2)) / chain.size)
  return { found: total(found), of: total(from.map(({ size }) => size)) }
}

function shared(one: Chain, other: Chain): number {
  let count = 0
  for (const mention of one) if (other.has(mention)) count++
  return count
}

function links(mentions: number): number {
  return (mentions * (mentions - 1)) / 2
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
