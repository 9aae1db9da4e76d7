import { join } from 'node:path'
import { z } from 'zod'
import { message } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import type { Run, WeightsName } from '../../shared/run'
import type { Comparison, Evaluation } from '../../shared/scorecard'
import type { Benchmark } from '../benchmarks/benchmark'
import { type GapEvaluation, type GapResult, judgeGap } from '../benchmarks/judging-gap'
import { readJsonLines } from '../files/json-lines'
import type { JobParts } from '../job-parts'
import { readTemplate } from '../resolving/resolving'
import { promptFor } from '../rows/prompt-template'
import { Sidecar } from '../sidecar/sidecar'
import { type HeldOut, heldOut } from '../training/run-data'
import { askMany } from './ask-many'
import { hashOfAdapter, hashOfValues } from './hashes'
import { judgeSystems } from './judging-systems'
import { KeptCards } from './kept-cards'
import type { SystemAnswers } from './written'

/** What a run is scored on: rows with a name for them, in place of its held-out part. */
export type NamedRows = { readonly name: string; readonly rows: readonly HeldOut[] }

/** What the systems wrote, and the run as it was when they began. */
type Answered = { readonly run: Run; readonly systems: readonly SystemAnswers[] }

/** Scores a run against its base model and the two baselines on rows neither learned from. */
export class Evaluating {
  readonly #parts: JobParts
  /** What runs were scored on last. */
  readonly cards: KeptCards

  constructor(parts: JobParts) {
    this.#parts = parts
    this.cards = new KeptCards(parts.runs)
  }

  /**
   * Asks the base model and the run's weights for the rewrite of each row and judges them against the gold, beside the baselines. Greedy, the
   * rows' own prompts. A scoring on the held-out part is kept with the run, every example of it.
   * @param other rows to score on in place of the run's held-out part
   * @param weights which of the run's weights answer, each once
   */
  async evaluate(runId: string, signal: AbortSignal, other?: NamedRows, weights: readonly WeightsName[] = ['best']): Promise<Evaluation> {
    const { runs } = this.#parts
    const { rows, name } = other ?? (await heldOutRows(runs.files(runId)))
    if (rows.length === 0)
      throw new StudioError({
        code: 'dataset-unusable',
        message: 'There are no held-out rewrites to score on.',
        hint: 'Train on more rows with rewrites, or name a file of them to score on.',
      })
    this.#parts.emit({ type: 'job.progress', id: runId, job: 'evaluate', phase: 'queued', done: 0, total: 0 })
    const { run, systems, hashes } = await this.#ask(runId, weights, rows, signal)
    const texts = hashOfValues(rows.map(({ source, gold }) => [source, gold]))
    const about = {
      data: name,
      at: new Date().toISOString(),
      hashes: [{ of: 'texts' as const, sha256: texts }, ...hashes],
    }
    const evaluation = await judgeSystems(rows, systems, about, signal)
    if (!other) await this.cards.keep(run, evaluation)
    return evaluation
  }

  /**
   * Asks for the rewrites of a benchmark's texts, put as the run's data puts them. A benchmark of rewrites is judged like any rows; GAP by whom
   * each labelled pronoun became. Nothing of it is kept.
   */
  async benchmark(
    runId: string,
    benchmark: Benchmark,
    signal: AbortSignal,
    weights: readonly WeightsName[] = ['best'],
  ): Promise<BenchmarkEvaluation> {
    const template = await readTemplate(this.#parts.runs.files(runId).prompt)
    const rowOf = (source: string, gold: string): HeldOut => ({ prompt: promptFor(source, template), source, gold })
    if (benchmark.kind === 'rewriting') {
      const rows = benchmark.rows.map(({ source, gold }) => rowOf(source, gold))
      return { kind: 'rewriting', evaluation: await this.evaluate(runId, signal, { name: benchmark.name, rows }, weights) }
    }
    const { examples, name } = benchmark
    const rows = examples.map(({ text }) => rowOf(text, ''))
    const { systems, hashes } = await this.#ask(runId, weights, rows, signal)
    const texts = hashOfValues(examples)
    const about: Omit<GapResult, 'systems'> = {
      data: name,
      at: new Date().toISOString(),
      hashes: [{ of: 'texts', sha256: texts }, ...hashes],
    }
    return { kind: 'gap', evaluation: await judgeGap(examples, systems, about, signal) }
  }

  async #ask(
    runId: string,
    weights: readonly WeightsName[],
    rows: readonly HeldOut[],
    signal: AbortSignal,
  ): Promise<Answered & { readonly hashes: Comparison['hashes'] }> {
    const { runs, queue } = this.#parts
    const adapters = await Promise.all(weights.map(async (name) => ({ system: name, path: await runs.adapter(runId, name) })))
    const answered = await queue.run(signal, () => this.#answer(runId, adapters, rows, signal))
    const hashes = await Promise.all(
      adapters.map(async ({ system, path }) => {
        const sha256 = await hashOfAdapter(path)
        return sha256 === null ? [] : [{ of: system, sha256 }]
      }),
    )
    const prompts = hashOfValues(rows.map(({ prompt }) => prompt))
    return { ...answered, hashes: [{ of: 'prompts', sha256: prompts }, ...hashes.flat()] }
  }

  async #answer(
    runId: string,
    adapters: readonly { readonly system: WeightsName; readonly path: string }[],
    rows: readonly HeldOut[],
    signal: AbortSignal,
  ): Promise<Answered> {
    const { runs, models, emit, python } = this.#parts
    const files = runs.files(runId)
    const run = runs.get(runId)
    const model = models.path(run.model.ref)
    emit({ type: 'job.progress', id: runId, job: 'evaluate', phase: 'base', done: 0, total: 0 })
    const { sidecar } = await Sidecar.start({ ...python, log: files.log }, signal)
    // Base and tuned are one resident model: its adapter off or on.
    const voices = [
      ...adapters.slice(0, 1).map(({ path }) => ({ system: 'base' as const, adapter: { path, enabled: false } })),
      ...adapters.map(({ system, path }) => ({ system, adapter: { path, enabled: true } })),
    ]
    const total = voices.length * rows.length
    try {
      const systems: SystemAnswers[] = []
      for (const [place, { system, adapter }] of voices.entries()) {
        const answers = await askMany(sidecar, { model, adapter }, rows, signal, (done) =>
          emit({ type: 'job.progress', id: runId, job: 'evaluate', phase: system, done: place * rows.length + done, total }),
        )
        systems.push({ system, answers })
      }
      return { run, systems }
    } finally {
      await sidecar.stop()
    }
  }
}

/** What a benchmark came to. */
export type BenchmarkEvaluation =
  | { readonly kind: 'rewriting'; readonly evaluation: Evaluation }
  | { readonly kind: 'gap'; readonly evaluation: GapEvaluation }

/** The rows a run kept for its scorecard; its validation rows, which are named so, where there are none. */
export async function heldOutRows(files: { readonly data: string; readonly prompt: string }): Promise<NamedRows> {
  const template = await readTemplate(files.prompt)
  const row = z.strictObject({ messages: z.array(message) })
  const test = await readJsonLines(join(files.data, 'test.jsonl'), row)
  const [rows, name] =
    test.length > 0
      ? [test, 'held-out rows']
      : [await readJsonLines(join(files.data, 'valid.jsonl'), row), 'validation rows, by which the best weights were chosen, too']
  return { name, rows: rows.map(({ messages }) => heldOut(messages, template)) }
}
