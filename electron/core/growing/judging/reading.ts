import { compare, type SourceComparison } from '../../alignment/edits'
import { quotedTokens } from '../../alignment/quotations'
import { type Token, tokenize } from '../../alignment/tokens'
import type { MarkedText } from '../marked-text'
import type { RowPlan } from '../planning/plan-item'

/** A source with its rewrite, read once for all filters. */
export type Reading = {
  readonly source: string
  readonly rewrite: string
  /** Null where the pair was not written with marks. */
  readonly marked: MarkedText | null
  /** What it was to be; null where nothing was planned. */
  readonly plan: RowPlan | null
  readonly sourceTokens: readonly Token[]
  readonly rewriteTokens: readonly Token[]
  /** One entry a token of the source. */
  readonly quoted: readonly boolean[]
  readonly comparison: SourceComparison
}

/** Reads a pair. */
export function readPair(source: string, rewrite: string, marked: MarkedText | null = null, plan: RowPlan | null = null): Reading {
  const sourceTokens = tokenize(source)
  return {
    source,
    rewrite,
    marked,
    plan,
    sourceTokens,
    rewriteTokens: tokenize(rewrite),
    quoted: quotedTokens(source, sourceTokens),
    comparison: compare(source, rewrite),
  }
}
