import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Answerer } from '../../shared/answerer'
import type { AppEvent, ParsedInput } from '../../shared/contract'
import { StudioError } from '../../shared/errors'
import type { Prompt, Prompts } from '../../shared/prompt'
import type { Params } from '../../shared/protocol'
import { type Comparison, type Figures, maxTextLength, type Rewrite, type RewritePart, type Side } from '../../shared/resolution'
import { compare } from '../alignment/edits'
import type { Models } from '../models/models'
import { type PromptTemplate, plainTemplate, promptFor, promptTemplate, seedTemplate } from '../rows/prompt-template'
import type { Runs } from '../runs/runs'
import type { Sidecar } from '../sidecar/sidecar'
import type { Engine } from './engine'
import type { History } from './history'
import { type Asking, figuresTogether, noFigures } from './long/asking'
import { budgetFor, estimatedTokens } from './long/measures'
import { type LongAnswer, type LongSettings, plannedChunks, resolveLong } from './long/resolve-long'
import { taughtLength } from './long/taught-length'

/** The length at which a model that was not tuned here is asked, in tokens of text and answer. */
const ordinaryLength = 2048
/** Most tokens an answer may have, whatever its source. */
const maxAnswerTokens = 8192

export type ResolvingParts = {
  readonly runs: Runs
  readonly models: Models
  readonly engine: Engine
  readonly history: History
  readonly emit: (event: AppEvent) => void
}

/** A text, who answers, and what may differ from the ordinary. */
export type ResolveRequest = Pick<ParsedInput<'text.resolve'>, 'requestId' | 'text' | 'by' | 'sides'> &
  Partial<Pick<ParsedInput<'text.resolve'>, 'against' | 'strength' | 'prompt'>>

/** A text of any length, and which weights answer. */
export type LongRequest = { readonly requestId: string; readonly text: string; readonly by: Answerer; readonly side: Side }

/** The answer to it; what it cost, null where nothing was asked; and what it changed, null for a text too long to be compared as a whole. */
export type LongRewrite = LongAnswer & { readonly side: Side; readonly figures: Figures | null; readonly comparison: Comparison | null }

/** Weights that answer, and how they are asked. */
type Voice = {
  readonly name: string
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
}

/** Puts a text to the base model and to a run's weights, and says what each changed. */
export class Resolving {
  readonly #parts: ResolvingParts

  constructor(parts: ResolvingParts) {
    this.#parts = parts
  }

  /** Answers side by side, one after the other, streaming each, and keeps them in the history. */
  async resolve(request: ResolveRequest, signal: AbortSignal): Promise<{ rewrites: Rewrite[] }> {
    const { engine, emit, history } = this.#parts
    const { requestId, text, by, sides, against = null, strength = 1, prompt = null } = request
    if (by.kind === 'model' && sides.includes('tuned'))
      throw new StudioError({ code: 'bad-input', message: 'A model alone has no tuned side.', hint: 'Choose a run.' })
    const own = await this.#voice(by)
    const voices = { base: against === null ? { ...own, strength: 0 } : await this.#voice(against), tuned: { ...own, strength } }
    const rewrites = await engine.with(signal, async (sidecar) => {
      const answers: Rewrite[] = []
      for (const [done, side] of sides.entries()) {
        emit({ type: 'job.progress', id: requestId, job: 'resolve', phase: side, done, total: sides.length })
        const voice = { ...voices[side], ...(prompt !== null && { prompt }) }
        const settings = await this.#settings(side === 'base' && against !== null ? against : by, voice.prompt)
        const asked = { requestId, text, side, voice, settings }
        const isLong = plannedChunks(text, settings).length > 1
        answers.push(await (isLong ? this.#rewriteInParts(sidecar, asked, signal) : this.#rewriteWhole(sidecar, asked, signal)))
      }
      return answers
    })
    const answers = rewrites.map(({ side, output, finishReason, figures, parts }) => {
      const name = side === 'base' && against === null && by.kind === 'run' ? `the base model of ${own.name}` : voices[side].name
      return { side, name, output, finishReason, figures, parts }
    })
    await history.add({ source: text, by, against, answers })
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
  async answer(text: string, by: Answerer, signal: AbortSignal): Promise<{ output: string; finishReason: Rewrite['finishReason'] }> {
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
    return { model, adapter, template: prompt, settings: await this.#settings(by, prompt) }
  }

  /** One side's answer to a text of any length, in parts where it is longer than is asked at once; `job.progress` counts UTF-16 units. */
  async resolveLong({ requestId, text, by, side }: LongRequest, signal: AbortSignal): Promise<LongRewrite> {
    const own = await this.#voice(by)
    const voice = side === 'tuned' ? own : { ...own, strength: 0 }
    const asked = { requestId, text, side, voice, settings: await this.#settings(by, own.prompt) }
    const { answer, figures } = await this.#parts.engine.with(signal, (sidecar) => this.#inParts(sidecar, asked, signal))
    const comparison = text.length <= maxTextLength ? compare(text, answer.output) : null
    return { side, ...answer, figures, comparison }
  }

  async #rewriteWhole(sidecar: Sidecar, { requestId, text, side, voice }: Asked, signal: AbortSignal): Promise<Rewrite> {
    const generation = await sidecar.request('generate', question(text, voice), {
      signal,
      onNotification: (notification) => {
        if (notification.method === 'delta') this.#parts.emit({ type: 'resolve.delta', requestId, side, text: notification.params.text })
      },
    })
    const { finishReason, figures } = generation
    const output = generation.text.trim()
    return { side, output, finishReason, figures, parts: null, ...compare(text, output) }
  }

  async #rewriteInParts(sidecar: Sidecar, asked: Asked, signal: AbortSignal): Promise<Rewrite> {
    const { answer, figures } = await this.#inParts(sidecar, asked, signal)
    const { side, text } = asked
    const { output } = answer
    const parts = answer.parts.map(({ fault: _, ...part }): RewritePart => part)
    return { side, output, finishReason: 'stop', figures: figures ?? noFigures, parts, ...compare(text, output) }
  }

  async #inParts(
    sidecar: Sidecar,
    { requestId, text, side, voice, settings }: Asked,
    signal: AbortSignal,
  ): Promise<{ readonly answer: LongAnswer; readonly figures: Figures | null }> {
    const { emit } = this.#parts
    const all: Figures[] = []
    const ask = async (part: string) => {
      const { text: output, finishReason, figures } = await sidecar.request('generate', question(part, voice), { signal })
      all.push(figures)
      return { output, finishReason }
    }
    const answer = await resolveLong(text, ask, settings, signal, (done, added) => {
      emit({ type: 'job.progress', id: requestId, job: 'resolve', phase: side, done, total: text.length })
      emit({ type: 'resolve.delta', requestId, side, text: added })
    })
    return { answer, figures: figuresTogether(all) }
  }

  /** How much whoever answers is asked at once. */
  async #settings(by: Answerer, { system, before, examples }: Prompt): Promise<LongSettings> {
    const { runs } = this.#parts
    const shown = examples.map(({ source, rewrite }) => before + source + rewrite).join('')
    const template = { system, before: before + shown }
    if (by.kind === 'model')
      return { budget: budgetFor(ordinaryLength, template, by.model.kind === 'demo' ? 1 : 0), measure: estimatedTokens }
    const taught = await taughtLength(join(runs.files(by.runId).data, 'train.jsonl'), template)
    return { budget: budgetFor(runs.get(by.runId).config.max_seq_length, template, taught), measure: estimatedTokens }
  }

  async #voice(by: Answerer): Promise<Voice> {
    const { runs, models } = this.#parts
    if (by.kind === 'model') {
      const model = models.path(by.model)
      return { name: basename(model), model, adapter: null, strength: 0, prompt: bare(seedTemplate) }
    }
    const { id, name, model } = runs.get(by.runId)
    const adapter = await runs.adapter(id, by.weights)
    const template = await readTemplate(runs.files(id).prompt)
    return { name, model: models.path(model.ref), adapter, strength: 1, prompt: bare(template) }
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

/**
 * Room for an answer. A rewrite is at most about twice its source, and a token is at least a byte:
 * twice the bytes is beyond any right answer and ends a model that repeats itself.
 */
export function answerLimit(text: string): number {
  return Math.min(maxAnswerTokens, 64 + 2 * Buffer.byteLength(text))
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
