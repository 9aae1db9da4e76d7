import type { Params } from '../../shared/protocol'
import { answerLimit } from '../resolving/resolving'
import type { Sidecar } from '../sidecar/sidecar'
import type { HeldOut } from '../training/run-data'

/** Most rows, and most bytes of their prompts, that one request carries: its line and its answer's have a limit. */
const maxRows = 512
const maxBytes = 4 * 1024 * 1024

/**
 * Asks a model for the rewrite of each row, greedy, in order, with the rows' own prompts.
 * @param done told how many rows are answered
 */
export async function askMany(
  sidecar: Sidecar,
  voice: Pick<Params<'generateMany'>, 'model' | 'adapter'>,
  rows: readonly HeldOut[],
  signal: AbortSignal,
  done: (rows: number) => void = () => undefined,
): Promise<string[]> {
  const answers: string[] = []
  for (const part of partsOf(rows)) {
    const prompts = part.map(({ prompt, source }) => ({ messages: [...prompt], maxTokens: answerLimit(source) }))
    const { generations } = await sidecar.request(
      'generateMany',
      { ...voice, prompts },
      {
        signal,
        onNotification: (notification) => {
          if (notification.method === 'progress' && notification.params.phase === 'generating')
            done(answers.length + notification.params.done)
        },
      },
    )
    for (const { text } of generations) answers.push(text.trim())
  }
  return answers
}

/** The rows in requests that fit. A row that is too long by itself stands alone. */
export function* partsOf(rows: readonly HeldOut[]): Generator<readonly HeldOut[]> {
  let part: HeldOut[] = []
  let bytes = 0
  for (const row of rows) {
    const size = Buffer.byteLength(JSON.stringify(row.prompt))
    if (part.length === maxRows || (part.length > 0 && bytes + size > maxBytes)) {
      yield part
      part = []
      bytes = 0
    }
    part.push(row)
    bytes += size
  }
  if (part.length > 0) yield part
}
