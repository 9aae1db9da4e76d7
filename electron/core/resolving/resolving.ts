import { readFile } from 'node:fs/promises'
import type { Answerer } from '../../shared/answerer'
import type { AppEvent, ParsedInput } from '../../shared/contract'
import { StudioError } from '../../shared/errors'
import type { Params, Result } from '../../shared/protocol'
import type { Rewrite, Side } from '../../shared/resolution'
import { compare } from '../alignment/edits'
import type { Models } from '../models/models'
import { type PromptTemplate, promptFor, promptTemplate, seedTemplate } from '../rows/prompt-template'
import type { Runs } from '../runs/runs'
import type { Engine } from './engine'

/** Most tokens an answer may have, whatever its source. */
const maxAnswerTokens = 8192

export type ResolvingParts = {
  readonly runs: Runs
  readonly models: Models
  readonly engine: Engine
  readonly emit: (event: AppEvent) => void
}

/** Puts a text to the base model and to a run's weights, and says what each changed. */
export class Resolving {
  readonly #parts: ResolvingParts

  constructor(parts: ResolvingParts) {
    this.#parts = parts
  }

  /** Answers side by side, one after the other, streaming each. */
  async resolve({ requestId, text, by, sides }: ParsedInput<'text.resolve'>, signal: AbortSignal): Promise<{ rewrites: Rewrite[] }> {
    const { engine, emit } = this.#parts
    const voice = await this.#voice(by)
    if (by.kind === 'model' && sides.includes('tuned'))
      throw new StudioError({ code: 'bad-input', message: 'A model alone has no tuned side.', hint: 'Choose a run.' })
    const messages = promptFor(text, voice.template)
    const rewrites = await engine.with(signal, async (sidecar) => {
      const answers: Rewrite[] = []
      for (const [done, side] of sides.entries()) {
        emit({ type: 'job.progress', id: requestId, job: 'resolve', phase: side, done, total: sides.length })
        const generation = await sidecar.request(
          'generate',
          { model: voice.model, adapter: adapterOf(voice.adapter, side), messages: [...messages], maxTokens: answerLimit(text) },
          {
            signal,
            onNotification: (notification) => {
              if (notification.method === 'delta') emit({ type: 'resolve.delta', requestId, side, text: notification.params.text })
            },
          },
        )
        answers.push(rewriteOf(text, side, generation))
      }
      return answers
    })
    return { rewrites }
  }

  /** One answer and no word of it before it is whole: a run's weights, or the model alone. */
  async answer(text: string, by: Answerer, signal: AbortSignal): Promise<{ output: string; finishReason: Rewrite['finishReason'] }> {
    const { model, adapter, template } = await this.#voice(by)
    const messages = [...promptFor(text, template)]
    const { text: output, finishReason } = await this.#parts.engine.with(signal, (sidecar) =>
      sidecar.request('generate', { model, adapter: adapterOf(adapter, 'tuned'), messages, maxTokens: answerLimit(text) }, { signal }),
    )
    return { output: output.trim(), finishReason }
  }

  async #voice(by: Answerer): Promise<{ model: string; adapter: string | null; template: PromptTemplate }> {
    const { runs, models } = this.#parts
    if (by.kind === 'model') return { model: models.path(by.model), adapter: null, template: seedTemplate }
    const run = runs.get(by.runId)
    const adapter = await runs.adapter(run.id, by.weights)
    return { model: models.path(run.model.ref), adapter, template: await readTemplate(runs.files(run.id).prompt) }
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

/** Base and tuned are one resident model: its adapter off or on. */
function adapterOf(path: string | null, side: Side): Params<'generate'>['adapter'] {
  return path === null ? null : { path, enabled: side === 'tuned' }
}

function rewriteOf(source: string, side: Side, { text, finishReason, figures }: Result<'generate'>): Rewrite {
  const output = text.trim()
  return { side, output, finishReason, figures, ...compare(source, output) }
}
