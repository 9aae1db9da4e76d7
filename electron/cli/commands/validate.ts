import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { OpenDataset } from '../../core/datasets/open-dataset'
import { writeAtomically, writeFailure } from '../../core/files/atomic'
import { Sidecar } from '../../core/sidecar/sidecar'
import { configFor } from '../../core/training/defaults'
import { asLines } from '../../core/training/run-data'
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
      const found = [...dataset.problems(), ...(model ? await measured(invocation, dataset, model, limit, scratch) : [])]
      const problems = found.sort((a, b) => a.line - b.line)
      for (const problem of problems) tell(invocation, file, problem)
      const { rows, usableRows } = dataset.summary()
      const refused = new Set(problems.filter(({ code }) => code === 'template-refuses').map(({ line }) => line)).size
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

/** Rows by the model's own tokenizer: too long, or refused by its chat template. */
async function measured(
  invocation: Invocation,
  dataset: OpenDataset,
  named: string,
  longest: number | undefined,
  scratch: string,
): Promise<Problem[]> {
  const rows = [...dataset.usable()]
  const data = join(scratch, 'rows.jsonl')
  await writeAtomically(data, asLines(rows))
  return withStudio(invocation, async (studio) => {
    const ref = await findModel(studio, named, invocation)
    const model = studio.services.models.path(ref)
    const limit = longest ?? configFor(ref).max_seq_length
    const { python, sidecar: folder } = invocation.locations()
    const { sidecar } = await Sidecar.start({ python, sidecar: folder, log: null }, invocation.signal)
    try {
      const result = await sidecar.request('measure', { model, data, maxSeqLength: limit, maskPrompt: true }, { signal: invocation.signal })
      return result.rows.flatMap(({ row, tokens, cut, refused }): Problem[] => {
        const line = (rows[row]?.index ?? row) + 1
        if (refused !== null) return [{ code: 'template-refuses', severity: 'error', message: refused, line, column: 1 }]
        if (cut === 0) return []
        return [
          {
            code: 'row-cut',
            severity: 'warning',
            message: `The row has ${tokens} tokens; the last ${cut} would be cut at ${limit}.`,
            line,
            column: 1,
          },
        ]
      })
    } finally {
      await sidecar.stop()
    }
  })
}
