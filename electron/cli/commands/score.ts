import { basename, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { hashOfValues } from '../../core/evaluating/hashes'
import { judgeSystems } from '../../core/evaluating/judging-systems'
import type { Answer, SystemAnswers } from '../../core/evaluating/written'
import { parsedOrNull } from '../../core/files/parsed-or-null'
import { SourceFile } from '../../core/workbench/source-file'
import { StudioError } from '../../shared/errors'
import { finishReason } from '../../shared/finish-reason'
import { cardOf } from '../../shared/scorecard'
import { type Command, onlyWord, optional } from '../command'
import { exampleLine, sayEvaluation, writeReport } from '../evaluation-output'

const row = z.looseObject({
  source: z.string(),
  gold: z.string(),
  output: z.string(),
  /** `length`: the output ended for want of room. */
  finishReason: finishReason.nullish(),
  /** Another system's rewrite of the same text, to compare with. */
  other: z.string().optional(),
})
type ScoredRow = z.infer<typeof row>

/** `antecedent score`: any system’s rewrites. */
export const score: Command = {
  usage: 'score FILE [--report FILE.html]',
  summary: 'scorecard of any system’s rewrites: JSONL rows {source, gold, output}, with {other} in every row against another system',
  options: { report: { type: 'string' } },
  run: async (invocation) => {
    const path = resolve(onlyWord(invocation, 'FILE'))
    const page = optional(invocation, 'report')
    const { output, signal } = invocation
    const rows = await rowsOf(path)
    const about = {
      data: basename(path),
      at: new Date().toISOString(),
      hashes: [{ of: 'texts' as const, sha256: hashOfValues(rows.map(({ source, gold }) => [source, gold])) }],
    }
    const evaluation = await judgeSystems(rows, systemsOf(rows, path), about, signal)
    const { comparison, slices, examples } = evaluation
    for (const example of examples) output.line({ ...exampleLine(example, 'output'), outputs: example.outputs })
    sayEvaluation(output, evaluation)
    await writeReport(page, evaluation, output)
    output.line({ type: 'result', ...cardOf(comparison, 'output'), comparison, slices })
    return 0
  },
}

/** The outputs as one system, and what the rows have beside them as another. Throws `bad-input` where only some rows have it. */
function systemsOf(rows: readonly ScoredRow[], path: string): readonly SystemAnswers[] {
  const answers = rows.map(({ output, finishReason }): Answer => ({ output, finishReason: finishReason ?? null }))
  const systems: readonly SystemAnswers[] = [{ system: 'output', answers }]
  if (rows.every(({ other }) => other === undefined)) return systems
  const others = rows.map(({ other }): Answer => {
    if (other !== undefined) return { output: other, finishReason: null }
    throw new StudioError({
      code: 'bad-input',
      message: `Only some rows of ${basename(path)} have the text other.`,
      hint: 'Two systems are compared on the same texts: every row needs both, or none.',
      where: { file: path },
    })
  })
  return [{ system: 'other', answers: others }, ...systems]
}

/** The rows of a file; blank lines are none. All are read before any is scored: a score of half a file is none. */
async function rowsOf(path: string): Promise<ScoredRow[]> {
  const file = SourceFile.open(path)
  const rows: ScoredRow[] = []
  try {
    while (file.readOn()) await setImmediate()
    for (let index = 0; index < file.lines.count; index++) {
      const { text } = file.line(index)
      if (text.trim() === '') continue
      const parsed = row.safeParse(parsedOrNull(text))
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
