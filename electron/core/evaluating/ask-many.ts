import { StudioError } from '../../shared/errors'
import type { Params } from '../../shared/protocol'
import { answerLimit } from '../resolving/resolving'
import type { Sidecar } from '../sidecar/sidecar'
import type { HeldOut } from '../training/run-data'
import type { Answer } from './judging-systems'

/** Most rows, and most bytes of their prompts, that one request carries: its line has a limit. */
const maxRows = 512
const maxBytes = 4 * 1024 * 1024

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
    for (const index of part.keys()) answers.push(found.get(index) ?? unanswered())
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

function unanswered(): never {
  throw new StudioError({
    code: 'protocol-mismatch',
    message: 'Python said that it had answered every text, and had not.',
    hint: 'Restart the app; if it stays, install it again.',
  })
}
