import type { EvaluatedExample } from '../../shared/scorecard'
import { judgeSystems } from './judging-systems'

const about = { data: 'one text', at: new Date(0).toISOString(), hashes: [] }

/** One rewrite judged against the gold one, as `output`, beside the two baselines. */
export async function judgedExample(pair: {
  readonly source: string
  readonly gold: string
  readonly output: string
}): Promise<EvaluatedExample> {
  const answers = [{ output: pair.output, finishReason: null }]
  const { examples } = await judgeSystems([pair], [{ system: 'output', answers }], about, new AbortController().signal)
  const [example] = examples
  if (example === undefined) throw new Error('A text that was judged has to be there.')
  return example
}
