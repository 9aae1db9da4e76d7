import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { identifyDataset } from '../../core/datasets/dataset-files'
import { configFor } from '../../core/training/defaults'
import { measureRows } from '../../core/training/measured-rows'
import { Workbench, type WorkbenchIdentity } from '../../core/workbench/workbench'
import type { DatasetSummary, Problem } from '../../shared/dataset'
import { toFailure } from '../../shared/errors'
import { counted } from '../../shared/quantities'
import { type Command, count, type Invocation, onlyWord, optional } from '../command'
import { exitCodeOf } from '../exit-code'
import { findModel, withStudio } from '../studio'

/** Rows whose problems are told at a time. */
const pageRows = 1_000

/** `antecedent validate`: every problem of a dataset, by line. */
export const validate: Command = {
  usage: 'validate DATA [--model M] [--max-seq-length N] [--structure-only]',
  summary:
    'rows and their problems with line numbers: how they are written, what their rewrites get wrong, rows that say the same; with a model also rows that would be cut and rows its template refuses',
  options: { model: { type: 'string' }, 'max-seq-length': { type: 'string' }, 'structure-only': { type: 'boolean' } },
  run: async (invocation) => {
    const path = resolve(onlyWord(invocation, 'DATA'))
    const model = optional(invocation, 'model')
    const longest = count(invocation, 'max-seq-length')
    const { output, signal } = invocation
    try {
      const identity = await identityOf(path)
      const bench = await Workbench.open(identity, (summary) => showProgress(invocation, summary))
      try {
        if (invocation.options['structure-only'] === true) bench.checkSense(false)
        await bench.checked(signal)
        if (model !== undefined) await measure(invocation, bench, model, longest)
        output.endProgress()
        return tellAll(invocation, bench, identity)
      } finally {
        output.endProgress()
        await bench.close()
      }
    } catch (error) {
      const failure = toFailure(error)
      if (failure.where?.file !== path) throw error
      tell(invocation, path, { code: 'unreadable-file', severity: 'error', message: failure.message, line: 1, column: 1 })
      if (failure.hint) output.say(`  ${failure.hint}`)
      output.line({ type: 'result', rows: 0, validRows: 0, issues: 1 })
      return exitCodeOf(failure.code)
    }
  },
}

/** The dataset as it is on the disk: edits that wait to be saved belong to the window. */
async function identityOf(path: string): Promise<WorkbenchIdentity> {
  const identity = await identifyDataset(path, { datasets: homedir(), uploads: homedir() })
  return { ...identity, journal: join(tmpdir(), 'antecedent-no-journal', 'journal.jsonl') }
}

function tellAll(invocation: Invocation, bench: Workbench, identity: WorkbenchIdentity): 0 | 2 {
  const { output } = invocation
  const refused = new Set<number>()
  let [issues, errors, notes] = [0, 0, 0]
  for (let from: number | null = 0; from !== null; ) {
    const page: ReturnType<Workbench['problems']> = bench.problems(from, pageRows)
    for (const { id, part, problems } of page.rows) {
      const file = identity.files.find((each) => each.part === part)?.path ?? identity.path
      for (const problem of problems) {
        tell(invocation, file, problem)
        issues += 1
        if (problem.severity === 'error') errors += 1
        if (problem.severity === 'note') notes += 1
        if (problem.code === 'template-refuses' || problem.code === 'answer-cut') refused.add(id)
      }
    }
    from = page.next
  }
  const { rows, usableRows, isEnglish, checksSense } = bench.summary()
  const validRows = usableRows - refused.size
  if (checksSense && isEnglish === false) output.note('The rows are not English, so only how they are written was checked.')
  const noted = notes === 0 ? '' : `, ${counted(notes, 'note')}`
  output.say(`${rows} rows, ${validRows} can be trained on, ${counted(issues - notes, 'problem')}${noted}.`)
  output.line({ type: 'result', rows, validRows, issues, english: isEnglish })
  return errors > 0 ? 2 : 0
}

function tell({ output }: Invocation, file: string, problem: Pick<Problem, 'line' | 'column' | 'code' | 'severity' | 'message'>): void {
  const { line, column, code, severity, message } = problem
  output.line({ type: 'issue', file, line, column, code, severity, message })
  output.say(`${file}:${line}:${column}  ${severity}  ${message}  (${code})`)
}

const phaseWords = {
  indexing: 'reading',
  reading: 'checking',
  comparing: 'comparing',
  sense: 'reading for sense',
  likeness: 'looking for near duplicates',
} as const

function showProgress({ output }: Invocation, { checking }: DatasetSummary): void {
  if (checking) output.progress(phaseWords[checking.phase], checking.done, checking.total)
}

/** Counts the tokens of the rows by the model's own tokenizer, and lets the dataset know. */
async function measure(invocation: Invocation, bench: Workbench, named: string, asked: number | undefined): Promise<void> {
  const { signal, output } = invocation
  await withStudio(invocation, async (studio) => {
    const ref = await findModel(studio, named, invocation)
    const longest = asked ?? configFor(ref).max_seq_length
    const { format, contentKey } = await bench.data.facts(signal)
    const { python, sidecar } = invocation.locations()
    const { tokens, starts, refused } = await measureRows(
      { python, sidecar },
      (path) => bench.data.write(path),
      // Plain text has no prompt that could be left out.
      { model: studio.services.models.path(ref), maxSeqLength: longest, maskPrompt: format !== 'text' },
      { signal, onProgress: ({ phase, done, total }) => output.progress(phase, done, total) },
    )
    bench.data.noteTokens({ contentKey, tokens, starts, refused, longest })
  })
}
