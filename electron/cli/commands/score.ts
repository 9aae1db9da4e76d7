import { basename, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { cancelled } from '../../core/jobs'
import { type MeasuredExample, scorecard, scoreExample } from '../../core/scoring/score'
import { SourceFile } from '../../core/workbench/source-file'
import { StudioError } from '../../shared/errors'
import { type Command, onlyWord } from '../command'
import { scorecardTable } from '../scorecard-table'

const row = z.looseObject({ source: z.string(), gold: z.string(), output: z.string() })

/** `antecedent score`: any system’s rewrites. */
export const score: Command = {
  usage: 'score FILE',
  summary: 'scorecard of any system’s rewrites: JSONL rows {source, gold, output}',
  options: {},
  run: async (invocation) => {
    const path = resolve(onlyWord(invocation, 'FILE'))
    const examples = await scored(await rowsOf(path), invocation.signal)
    for (const example of examples) invocation.output.line({ type: 'example', ...example })
    const card = scorecard(examples)
    invocation.output.line({ type: 'result', ...card })
    invocation.output.say(scorecardTable({ [basename(path)]: card }))
    return 0
  },
}

/** The rows of a file; blank lines are none. All are read before any is scored: a score of half a file is none. */
async function rowsOf(path: string): Promise<z.infer<typeof row>[]> {
  const file = SourceFile.open(path)
  const rows: z.infer<typeof row>[] = []
  try {
    while (file.readOn()) await setImmediate()
    for (let index = 0; index < file.lines.count; index++) {
      const { text } = file.line(index)
      if (text.trim() === '') continue
      const parsed = row.safeParse(jsonOf(text))
      if (!parsed.success)
        throw new StudioError({
          code: 'bad-input',
          message: `Line ${index + 1} of ${basename(path)} is not an object with the texts source, gold and output.`,
          where: { file: path, line: index + 1 },
        })
      rows.push(parsed.data)
    }
  } finally {
    file.close()
  }
  if (rows.length > 0) return rows
  throw new StudioError({ code: 'file-empty', message: `${basename(path)} has no rows.`, where: { file: path } })
}

/** Scores rows one by one; Ctrl-C is heard in between. */
async function scored(rows: readonly z.infer<typeof row>[], signal: AbortSignal): Promise<MeasuredExample[]> {
  const examples: MeasuredExample[] = []
  for (const example of rows) {
    examples.push(scoreExample(example))
    if (examples.length % 64 === 0) await setImmediate()
    if (signal.aborted) throw cancelled()
  }
  return examples
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
