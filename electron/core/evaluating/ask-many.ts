import type { Params } from '../../shared/protocol'
import { answerLimit } from '../resolving/long/measures'
import type { Sidecar } from '../sidecar/sidecar'
import { askedTogether, unanswered } from '../sidecar/together'
import type { HeldOut } from '../training/run-data'
import type { Answer } from './written'

/**
 * Asks a model for the rewrite of each row, greedy, with the rows' own prompts; the rewrites in the order of the rows, each with why it ended.
 * @param done told how many rows are answered
 */
export async function askMany(
  sidecar: Sidecar,
  voice: Pick<Params<'generateMany'>, 'model' | 'adapter'>,
  rows: readonly HeldOut[],
  signal: AbortSignal,
  done: (rows: number) => void = () => undefined,
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  for (const part of partsOf(rows)) {
    const prompts = part.map(({ prompt, source }) => ({ messages: [...prompt], maxTokens: answerLimit(source) }))
    const before = answers.length
    const found = new Map<number, Answer>()
    await sidecar.request(
      'generateMany',
      { ...voice, prompts },
      {
        signal,
        onNotification: ({ method, params }) => {
          if (method !== 'answered') return
          const { text, finishReason } = params.generation
          found.set(params.index, { output: text.trim(), finishReason })
          done(before + found.size)
        },
      },
    )
    for (const index of part.keys()) {
      const answer = found.get(index)
      if (answer === undefined) throw unanswered()
      answers.push(answer)
    }
  }
  return answers
}

/** The rows in requests that fit. A row that is too long by itself stands alone. */
export function* partsOf(rows: readonly HeldOut[]): Generator<readonly HeldOut[]> {
  let from = 0
  while (from < rows.length) {
    const count = askedTogether(rows, from, ({ prompt }) => Buffer.byteLength(JSON.stringify(prompt)))
    yield rows.slice(from, from + count)
    from += count
  }
}
