import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AnsweredBy } from '../../shared/answered-by'
import type { Answerer } from '../../shared/answerer'
import type { AppEvent, ParsedInput } from '../../shared/contract'
import { StudioError } from '../../shared/errors'
import type { Prompt, Prompts } from '../../shared/prompt'
import type { Params } from '../../shared/protocol'
import type { Figures, ModelAnswer, Rewrite, RewritePart, Side } from '../../shared/resolution'
import type { WeightsName } from '../../shared/run'
import { compare } from '../alignment/edits'
import type { Models } from '../models/models'
import { type PromptTemplate, plainTemplate, promptFor, promptTemplate, seedTemplate } from '../rows/prompt-template'
import type { Runs } from '../runs/runs'
import type { Sidecar } from '../sidecar/sidecar'
import type { Engine } from './engine'
import { type Asking, figuresTogether, noFigures } from './long/asking'
import { answerLimit, budgetFor, estimatedTokens, leastBudget } from './long/measures'
import { type LongSettings, plannedChunks, resolveLong } from './long/resolve-long'
import { taughtLength } from './long/taught-length'
import { stepOf } from './step-of'

/** The length at which a model that was not tuned here is asked, in tokens of text and answer. */
const ordinaryLength = 2048

export type ResolvingParts = {
  readonly runs: Runs
  readonly models: Models
  readonly engine: Engine
  readonly emit: (event: AppEvent) => void
}

/** A text, who answers, and what may differ from the ordinary. */
export type ResolveRequest = Pick<ParsedInput<'text.resolve'>, 'requestId' | 'text' | 'by' | 'sides'> &
  Partial<Pick<ParsedInput<'text.resolve'>, 'against' | 'strength' | 'prompt'>>

/** Weights that answer, and how they are asked. */
type Voice = {
  readonly who: Pick<AnsweredBy, 'model' | 'run'>
  readonly weights: WeightsName | null
  readonly model: string
  readonly adapter: string | null
  /** How much of the adapter is used, from 0 to 1. */
  readonly strength: number
  readonly prompt: Prompt
}

/** A text that one side is asked about. */
type Asked = {
  readonly requestId: string
  readonly text: string
  readonly side: Side
  readonly voice: Voice
  readonly settings: LongSettings
  /** Told how much of the text is done. */
  readonly progress: (done: number) => void
}

/** Puts a text to the base model and to a run's weights, and says what each changed. */
export class Resolving {
  readonly #parts: ResolvingParts
  readonly #taught = new Map<string, Promise<number | null>>()

  constructor(parts: ResolvingParts) {
    this.#parts = parts
  }

  /**
   * Answers side by side, one after the other, streaming each; a text that is longer than is asked at once is answered in parts.
   * `job.progress` counts UTF-16 units of the text, a phase a side.
   */
  async resolve(request: ResolveRequest, signal: AbortSignal): Promise<{ rewrites: Rewrite[] }> {
    const { engine, emit } = this.#parts
    const { requestId, text, by, sides, against = null, strength = 1, prompt = null } = request
    if (by.kind === 'model' && sides.includes('tuned'))
      throw new StudioError({ code: 'bad-input', message: 'A model alone has no tuned side.', hint: 'Choose a run.' })
    const own = await this.#voice(by)
    const voices = { base: against === null ? { ...own, strength: 0 } : await this.#voice(against), tuned: { ...own, strength } }
    const answerers = { base: against ?? by, tuned: by }
    const rewrites = await engine.with(signal, async (sidecar) => {
      const answers: Rewrite[] = []
      for (const side of sides) {
        const progress = (done: number) =>
          emit({ type: 'job.progress', id: requestId, job: 'resolve', phase: side, done, total: text.length })
        progress(0)
        const settings = await this.#settings(answerers[side], voices[side].prompt, prompt)
        const voice = { ...voices[side], ...(prompt !== null && { prompt }) }
        const asked = { requestId, text, side, voice, settings, progress }
        const isWhole = text.trim() !== '' && plannedChunks(text, settings).length === 1
        answers.push(await (isWhole ? this.#rewriteWhole(sidecar, asked, signal) : this.#rewriteInParts(sidecar, asked, signal)))
      }
      return answers
    })
    return { rewrites }
  }

  /** Has whoever will answer read what every question begins with, so that the first one waits for neither the model nor that. */
  async warm(by: Answerer): Promise<void> {
    const voice = await this.#voice(by)
    const messages = [...promptFor('', voice.prompt)]
    await this.#parts.engine.with(new AbortController().signal, (sidecar) =>
      sidecar.request('generate', { model: voice.model, adapter: adapterOf(voice), messages, maxTokens: 1 }),
    )
  }

  /** How a text would be put to whoever answers, and other ways to put it. */
  async prompts(by: Answerer): Promise<Prompts> {
    const { prompt } = await this.#voice(by)
    return { own: prompt, presets: { data: bare(seedTemplate), plain: bare(plainTemplate) } }
  }

  /** One answer and no word of it before it is whole: a run's weights, or the model alone. */
  async answer(text: string, by: Answerer, signal: AbortSignal): Promise<ModelAnswer> {
    const voice = await this.#voice(by)
    const { text: output, finishReason } = await this.#parts.engine.with(signal, (sidecar) =>
      sidecar.request('generate', question(text, voice), { signal }),
    )
    return { output: output.trim(), finishReason }
  }

  /** How whoever answers is asked about texts of any length. A run answers with its own weights (`tuned`) or its model's. */
  async asking(by: Answerer, side: Side): Promise<Asking> {
    const voice = await this.#voice(by)
    const { model, prompt } = voice
    const adapter = adapterOf(side === 'tuned' ? voice : { ...voice, strength: 0 })
    return { model, adapter, template: prompt, settings: await this.#settings(by, prompt, null) }
  }

  async #rewriteWhole(sidecar: Sidecar, { requestId, text, side, voice, progress }: Asked, signal: AbortSignal): Promise<Rewrite> {
    const asked = text.trim()
    const {
      text: answer,
      finishReason,
      figures,
    } = await sidecar.request('generate', question(asked, voice), {
      signal,
      onNotification: (notification) => {
        if (notification.method === 'delta') this.#parts.emit({ type: 'resolve.delta', requestId, side, text: notification.params.text })
      },
    })
    progress(text.length)
    // The white space around a text is nothing that a model is asked about.
    const start = text.indexOf(asked)
    const output = text.slice(0, start) + answer.trim() + text.slice(start + asked.length)
    const answeredBy = await this.#answeredBy(voice, figures)
    return { side, output, finishReason, figures, answeredBy, parts: null, ...compare(text, output) }
  }

  async #rewriteInParts(sidecar: Sidecar, asked: Asked, signal: AbortSignal): Promise<Rewrite> {
    const { requestId, text, side, voice, settings, progress } = asked
    const all: Figures[] = []
    const ask = async (part: string) => {
      const { text: output, finishReason, figures } = await sidecar.request('generate', question(part, voice), { signal })
      all.push(figures)
      return { output, finishReason }
    }
    const answer = await resolveLong(text, ask, settings, signal, (done, added) => {
      progress(done)
      this.#parts.emit({ type: 'resolve.delta', requestId, side, text: added })
    })
    const figures = figuresTogether(all) ?? noFigures
    const parts = answer.parts.map(({ fault: _, ...part }): RewritePart => part)
    const told = { finishReason: 'stop', figures, answeredBy: await this.#answeredBy(voice, figures) } as const
    return { side, output: answer.output, ...told, parts, ...compare(text, answer.output, parts) }
  }

  async #answeredBy({ who, weights, strength }: Voice, figures: Figures): Promise<AnsweredBy> {
    const { model, run } = who
    if (run === null || weights === null || strength === 0) return { model, run: null, weights: 'base', step: null }
    return { model, run, weights, step: await stepOf(this.#parts.runs.files(run.id).checkpoints, figures.weights) }
  }

  /** How much whoever answers is asked at once, by the prompt that it was taught with, or another one. */
  async #settings(by: Answerer, own: Prompt, other: Prompt | null): Promise<LongSettings> {
    const { runs } = this.#parts
    const { system, before, examples } = other ?? own
    const shown = examples.map(({ source, rewrite }) => before + source + rewrite).join('')
    const template = { system, before: before + shown }
    if (by.kind === 'model') {
      // The demo model was made of short texts.
      const taught = by.model.kind === 'demo' ? leastBudget : null
      return { budget: budgetFor(ordinaryLength, template, taught), measure: estimatedTokens }
    }
    const { id, config } = runs.get(by.runId)
    return { budget: budgetFor(config.max_seq_length, template, await this.#taughtLength(id, own)), measure: estimatedTokens }
  }

  /** What a run was taught on does not change, so that it is looked at once. */
  #taughtLength(runId: string, own: Prompt): Promise<number | null> {
    const known = this.#taught.get(runId)
    if (known !== undefined) return known
    const looking = taughtLength(join(this.#parts.runs.files(runId).data, 'train.jsonl'), own)
    this.#taught.set(runId, looking)
    return looking
  }

  async #voice(by: Answerer): Promise<Voice> {
    const { runs, models } = this.#parts
    if (by.kind === 'model') {
      const { ref, name } = await models.describe(by.model)
      const who = { model: { ref, name }, run: null }
      return { who, weights: null, model: models.path(by.model), adapter: null, strength: 0, prompt: bare(seedTemplate) }
    }
    const { id, name, model } = runs.get(by.runId)
    const adapter = await runs.adapter(id, by.weights)
    const template = await readTemplate(runs.files(id).prompt)
    const who = { model, run: { id, name } }
    return { who, weights: by.weights, model: models.path(model.ref), adapter, strength: 1, prompt: bare(template) }
  }
}

/** How a run's data puts a text to the model. */
export async function readTemplate(path: string): Promise<PromptTemplate> {
  return promptTemplate.parse(JSON.parse(await readFile(path, 'utf8')))
}

/** A run without an adapter cannot answer. */
export function notLearned(name: string): StudioError {
  return new StudioError({
    code: 'adapter-missing',
    message: `${name} has nothing learned to use yet.`,
    hint: 'Wait for its first validation, or choose a finished run.',
  })
}

/** A text as a question to the model, with room for its answer. */
function question(text: string, voice: Voice) {
  const messages = [...promptFor(text, voice.prompt)]
  return { model: voice.model, adapter: adapterOf(voice), messages, maxTokens: answerLimit(text), source: text }
}

/** Base and tuned are one resident model: its adapter off, on, or on in part. */
function adapterOf({ adapter, strength }: Voice): Params<'generate'>['adapter'] {
  return adapter === null ? null : { path: adapter, enabled: strength > 0, scale: strength }
}

function bare(template: PromptTemplate): Prompt {
  return { ...template, examples: [] }
}
