import { join } from 'node:path'
import { z } from 'zod'
import { message } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import type { WeightsName } from '../../shared/run'
import type { Comparison, ScoredExample } from '../../shared/scorecard'
import { writeAtomically } from '../files/atomic'
import { readJsonLines } from '../files/json-lines'
import type { JobParts } from '../job-parts'
import { readTemplate } from '../resolving/resolving'
import { scorecard, scoreExample } from '../scoring/score'
import { Sidecar } from '../sidecar/sidecar'
import { type HeldOut, heldOut } from '../training/run-data'
import { askMany } from './ask-many'

/** A comparison with every example behind it. */
export type Evaluation = {
  readonly comparison: Comparison
  readonly examples: { readonly base: readonly ScoredExample[]; readonly tuned: readonly ScoredExample[] }
}

/** Scores a run against its base model on rows neither learned from. */
export class Evaluating {
  readonly #parts: JobParts

  constructor(parts: JobParts) {
    this.#parts = parts
  }

  /**
   * Asks base and tuned for the rewrite of each row and scores both against the gold. Greedy, the rows' own prompts.
   * @param other rows to score on in place of the run's held-out part, with a name for them
   * @param weights which of the run's answer as `tuned`
   */
  async evaluate(
    runId: string,
    signal: AbortSignal,
    other?: { readonly name: string; readonly rows: readonly HeldOut[] },
    weights: WeightsName = 'best',
  ): Promise<Evaluation> {
    const { runs, queue } = this.#parts
    const adapter = await runs.adapter(runId, weights)
    const rows = other?.rows ?? (await heldOutRows(runs.files(runId)))
    if (rows.length === 0)
      throw new StudioError({
        code: 'dataset-unusable',
        message: 'There are no held-out rewrites to score on.',
        hint: 'Train on more rows with rewrites, or name a file of them to score on.',
      })
    const answers = await queue.run(signal, () => this.#answer(runId, adapter, rows, signal))
    const score = (outputs: readonly string[]) =>
      rows.map(({ source, gold }, row) => scoreExample({ source, gold, output: outputs[row] ?? '' }))
    const base = score(answers.base)
    const tuned = score(answers.tuned)
    const comparison: Comparison = {
      data: other?.name ?? 'held-out rows',
      weights,
      base: scorecard(base),
      tuned: scorecard(tuned),
      copy: scorecard(score(rows.map(({ source }) => source))),
      at: new Date().toISOString(),
    }
    // A run that has gone on meanwhile has other weights than those that were scored.
    if (!other) await runs.update(runId, ({ state }) => (state.state === 'running' ? {} : { comparison }))
    await writeAtomically(runs.files(runId).card, `${JSON.stringify({ comparison, examples: { base, tuned } }, null, 1)}\n`)
    return { comparison, examples: { base, tuned } }
  }

  async #answer(
    runId: string,
    adapter: string,
    rows: readonly HeldOut[],
    signal: AbortSignal,
  ): Promise<{ base: string[]; tuned: string[] }> {
    const { runs, models, emit, python } = this.#parts
    const files = runs.files(runId)
    const model = models.path(runs.get(runId).model.ref)
    const { sidecar } = await Sidecar.start({ ...python, log: files.log }, signal)
    try {
      const ask = async (phase: 'base' | 'tuned') => {
        const before = phase === 'base' ? 0 : rows.length
        return askMany(sidecar, { model, adapter: { path: adapter, enabled: phase === 'tuned' } }, rows, signal, (done) =>
          emit({ type: 'job.progress', id: runId, job: 'evaluate', phase, done: before + done, total: 2 * rows.length }),
        )
      }
      return { base: await ask('base'), tuned: await ask('tuned') }
    } finally {
      await sidecar.stop()
    }
  }
}

/** The rows a run kept for its scorecard; its validation rows where there are none. */
export async function heldOutRows(files: { readonly data: string; readonly prompt: string }): Promise<HeldOut[]> {
  const template = await readTemplate(files.prompt)
  const row = z.strictObject({ messages: z.array(message) })
  const test = await readJsonLines(join(files.data, 'test.jsonl'), row)
  const rows = test.length > 0 ? test : await readJsonLines(join(files.data, 'valid.jsonl'), row)
  return rows.map(({ messages }) => heldOut(messages, template))
}
