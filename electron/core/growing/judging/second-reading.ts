import type { Reason } from '../../../shared/growing'
import { hunksBetween } from '../../alignment/hunks'
import { type Token, tokenize } from '../../alignment/tokens'
import { listed, reasonOf } from './reasons'

/** Where a second reading, which saw the source alone, has other words than the rewrite. */
export function disagreement(rewrite: string, second: string): readonly Reason[] {
  const [tokens, others] = [tokenize(rewrite), tokenize(second)]
  const differences = hunksBetween(tokens, others).map(({ from, to, outputFrom, outputTo }) => {
    const [one, other] = [wordsOf(rewrite, tokens.slice(from, to)), wordsOf(second, others.slice(outputFrom, outputTo))]
    if (one === '') return `“${other}” only in the second reading`
    return other === '' ? `“${one}” only here` : `“${one}” here, “${other}” in the second reading`
  })
  return differences.length > 0 ? [reasonOf('disagreement', `A second reading of the source differs: ${listed(differences)}.`)] : []
}

function wordsOf(text: string, tokens: readonly Token[]): string {
  return text.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0)
}
