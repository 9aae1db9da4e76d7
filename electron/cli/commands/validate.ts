import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { OpenDataset } from '../../core/datasets/open-dataset'
import { writeFailure } from '../../core/files/atomic'
import { configFor } from '../../core/training/defaults'
import { type MeasuredRows, measureRows } from '../../core/training/measured-rows'
import type { Problem } from '../../shared/dataset'
import { toFailure } from '../../shared/errors'
import { type Command, count, type Invocation, onlyWord, optional } from '../command'
import { exitCodeOf } from '../exit-code'
import { findModel, withStudio } from '../studio'

/** `antecedent validate`: every problem of a dataset, by line. */
export const validate: Command = {
  usage: 'validate DATA [--model M] [--max-seq-length N]',
  summary: 'rows and their problems with line numbers; with a model also rows that would be cut and rows its template refuses',
  options: { model: { type: 'string' }, 'max-seq-length': { type: 'string' } },
  run: async (invocation) => {
    const file = resolve(onlyWord(invocation, 'DATA'))
    const model = optional(invocation, 'model')
    const limit = count(invocation, 'max-seq-length')
    const scratch = await mkdtemp(join(tmpdir(), 'antecedent-validate-')).catch((error: unknown) => {
      throw writeFailure(tmpdir(), error)
    })
    try {
      const journal = join(scratch, 'journal.jsonl')
      const identity = { id: 'd-validate', name: basename(file), origin: 'file', path: file, journal } as const
      const dataset = await OpenDataset.open(identity, invocation.signal)
      const found = [...dataset.problems(), ...(model ? await measured(invocation, dataset, model, limit) : [])]
      const problems = found.sort((a, b) => a.line - b.line)
      for (const problem of problems) tell(invocation, file, problem)
      const { rows, usableRows } = dataset.summary()
      const byModel = problems.filter(({ code }) => code === 'template-refuses' || code === 'answer-cut')
      const refused = new Set(byModel.map(({ line }) => line)).size
      invocation.output.say(
        `${rows} rows, ${usableRows - refused} can be trained on, ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.`,
      )
      invocation.output.line({ type: 'result', rows, validRows: usableRows - refused, issues: problems.length })
      return problems.some(({ severity }) => severity === 'error') ? 2 : 0
    } catch (error) {
      const failure = toFailure(error)
      if (failure.where?.file !== file) throw error
      tell(invocation, file, { code: 'unreadable-file', severity: 'error', message: failure.message, line: 1, column: 1 })
      if (failure.hint) invocation.output.say(`  ${failure.hint}`)
      invocation.output.line({ type: 'result', rows: 0, validRows: 0, issues: 1 })
      return exitCodeOf(failure.code)
    } finally {
      await rm(scratch, { recursive: true, force: true })
    }
  },
}

function tell({ output }: Invocation, file: string, { line, column, code, severity, message }: Problem): void {
  output.line({ type: 'issue', file, line, column, code, severity, message })
  output.say(`${file}:${line}:${column}  ${severity}  ${message}  (${code})`)
}

/** Rows by the model's own tokenizer: too long, without anything to learn, or refused by its chat template. */
async function measured(invocation: Invocation, dataset: OpenDataset, named: string, longest: number | undefined): Promise<Problem[]> {
  const { signal, output } = invocation
  return withStudio(invocation, async (studio) => {
    const ref = await findModel(studio, named, invocation)
    const model = studio.services.models.path(ref)
    const { max_seq_length } = configFor(ref)
    const maxSeqLength = longest ?? max_seq_length
    const { python, sidecar } = invocation.locations()
    const rows = [...dataset.usable()]
    // Plain text has no prompt that could be left out.
    const maskPrompt = dataset.format !== 'text'
    try {
      const found = await measureRows(
        { python, sidecar },
        rows,
        { model, maxSeqLength, maskPrompt },
        {
          signal,
          onProgress: ({ phase, done, total }) => output.progress(phase, done, total),
        },
      )
      return problemsOf(
        found,
        rows.map(({ index }) => index + 1),
        maxSeqLength,
      )
    } finally {
      output.endProgress()
    }
  })
}

/** What a model makes of measured rows, as problems. `lines` are those of the rows, from 1. */
function problemsOf({ tokens, starts, refused }: MeasuredRows, lines: readonly number[], longest: number): Problem[] {
  const reasons = new Map(refused.map(({ row, reason }) => [row, reason]))
  return tokens.flatMap((count, row): Problem[] => {
    const place = { line: lines[row] ?? 1, column: 1 }
    if (count === 0) {
      const message = reasons.get(row) ?? 'The chat template refuses the row.'
      return [{ code: 'template-refuses', severity: 'error', message, ...place }]
    }
    if (count <= longest) return []
    const told = `The row has ${count} tokens; the last ${count - longest} would be cut at ${longest}`
    if (longest > (starts[row] ?? 0)) return [{ code: 'row-cut', severity: 'warning', message: `${told}.`, ...place }]
    return [{ code: 'answer-cut', severity: 'error', message: `${told}, and nothing of the answer is left.`, ...place }]
  })
}
