import { readFile } from 'node:fs/promises'
import { type Evaluation, evaluation } from '../../shared/scorecard'
import { errnoOf, writeAtomically } from '../files/atomic'

/** Keeps an evaluation: its summary, then a text a line. Throws `disk-full` or `file-not-written`. */
export function writeCard(path: string, { examples, ...summary }: Evaluation): Promise<void> {
  return writeAtomically(path, cardLines(summary, examples))
}

/** An evaluation that was kept; null where there is none, or one of an earlier version. */
export async function readCard(path: string): Promise<Evaluation | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  try {
    return evaluation.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** A text at a time, so that no string holds all of them. */
function* cardLines(summary: Omit<Evaluation, 'examples'>, examples: Evaluation['examples']): Generator<Buffer> {
  yield Buffer.from(`${JSON.stringify(summary).slice(0, -1)},"examples":[`)
  for (const [place, example] of examples.entries()) yield Buffer.from(`${place === 0 ? '' : ','}\n${JSON.stringify(example)}`)
  yield Buffer.from('\n]}\n')
}
