import { basename, resolve } from 'node:path'
import { z } from 'zod'
import { lineText, readDatasetFile } from '../../core/datasets/dataset-file'
import { scorecard, scoreExample } from '../../core/scoring/score'
import { StudioError } from '../../shared/errors'
import { type Command, onlyWord } from '../command'
import { scorecardTable } from '../scorecard-table'

const row = z.looseObject({ source: z.string(), gold: z.string(), output: z.string() })

/** `antecedent score`: any system's rewrites. */
export const score: Command = {
  usage: 'score FILE',
  summary: 'scorecard of any system’s rewrites: JSONL rows {source, gold, output}',
  options: {},
  run: async (invocation) => {
    const path = resolve(onlyWord(invocation, 'FILE'))
    const file = await readDatasetFile(path)
    const examples = file.lines.map((line, index) => {
      const parsed = row.safeParse(jsonOf(lineText(file, line).text))
      if (!parsed.success) {
        const where = { file: path, line: index + 1 }
        throw new StudioError({
          code: 'bad-input',
          message: `Line ${index + 1} of ${basename(path)} is not an object with the texts source, gold and output.`,
          where,
        })
      }
      return scoreExample(parsed.data)
    })
    for (const example of examples) invocation.output.line({ type: 'example', ...example })
    const card = scorecard(examples)
    invocation.output.line({ type: 'result', ...card })
    invocation.output.say(scorecardTable({ [basename(path)]: card }))
    return 0
  },
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
