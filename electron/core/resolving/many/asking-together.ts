import { type ErrorCode, StudioError, toFailure } from '../../../shared/errors'
import type { Params } from '../../../shared/protocol'
import type { ModelAnswer } from '../../../shared/resolution'
import type { RequestOptions, Sidecar } from '../../sidecar/sidecar'
import { askedTogether, unanswered } from '../../sidecar/together'

/** One question, and the answer that is waited for. */
type Question = {
  readonly prompt: Params<'generateMany'>['prompts'][number]
  readonly bytes: number
  readonly answered: (answer: ModelAnswer) => void
  readonly failed: (error: unknown) => void
}

/** After so many processes that ended without answering anything, no other is started: more than halving the most questions takes. */
const mostDeaths = 12
/** Where so many questions were refused one by one and none was ever answered, none will be. */
const mostRefusals = 20
/** Failures that may be those of one text; with others nothing can be answered. */
const ofText: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'sidecar-failed',
  'dataset-unusable',
  'bad-input',
  'out-of-memory',
  'sidecar-died',
  'sidecar-killed',
  'sidecar-silent',
  'protocol-mismatch',
])
/** Failures after which the process is gone, or had better be. */
const deadly: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'out-of-memory',
  'sidecar-died',
  'sidecar-killed',
  'sidecar-silent',
  'protocol-mismatch',
])

/** Starts a Python process, which is given up when it dies. */
export type StartSidecar = (signal: AbortSignal) => Promise<Pick<Sidecar, 'request' | 'stop'>>

/**
 * Puts questions that are asked at the same time to a model together: whatever is asked while a request is under way makes up the next one.
 * An answer is given as soon as it comes. Where a request fails, its questions are asked again in halves, in a new process where the old
 * one is gone, so that one that cannot be answered fails alone.
 */
export class AskingTogether {
  readonly #start: StartSidecar
  readonly #voice: Pick<Params<'generateMany'>, 'model' | 'adapter'>
  readonly #signal: AbortSignal
  #sidecar: Promise<Pick<Sidecar, 'request' | 'stop'>> | null = null
  #waiting: Question[] = []
  #running: Promise<void> | null = null
  #deaths = 0
  #refusals = 0
  #hasAnswered: boolean
  #broken: unknown = null

  /** @param hasAnswered whether some of the same questions were answered at an earlier time */
  constructor(start: StartSidecar, voice: Pick<Params<'generateMany'>, 'model' | 'adapter'>, signal: AbortSignal, hasAnswered = false) {
    this.#start = start
    this.#hasAnswered = hasAnswered
    this.#voice = voice
    this.#signal = signal
  }

  /** Why nothing can be answered any more; null while something may be. */
  get broken(): unknown {
    return this.#broken
  }

  /** Asks one question among others. Rejects with why it could not be answered. */
  ask(prompt: Question['prompt']): Promise<ModelAnswer> {
    return new Promise((answered, failed) => {
      this.#waiting.push({ prompt, bytes: Buffer.byteLength(JSON.stringify(prompt)), answered, failed })
      this.#running ??= new Promise<void>((turn) => setImmediate(turn)).then(() => this.#run())
    })
  }

  /** Ends the process. */
  async close(): Promise<void> {
    const sidecar = await this.#sidecar?.catch(() => null)
    this.#sidecar = null
    await sidecar?.stop()
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#answer(
        this.#waiting.splice(
          0,
          askedTogether(this.#waiting, 0, ({ bytes }) => bytes),
        ),
      )
    }
    this.#running = null
  }

  async #answer(questions: readonly Question[]): Promise<void> {
    const open = new Map(questions.entries())
    const error = this.#broken ?? (await this.#request(open, questions))
    if (open.size === 0) return
    const left = [...open.values()]
    if (!ofText.has(toFailure(error).code) || this.#deaths >= mostDeaths) this.#broken ??= error
    if (left.length === 1 && !this.#hasAnswered && ++this.#refusals >= mostRefusals) this.#broken ??= allRefused(error)
    if (left.length === 1 || this.#broken !== null) {
      for (const { failed } of left) failed(this.#broken ?? error)
      return
    }
    const middle = Math.ceil(left.length / 2)
    await this.#answer(left.slice(0, middle))
    await this.#answer(left.slice(middle))
  }

  /** Asks, and takes each answer out of `open` as it comes; what went wrong, null for nothing. */
  async #request(open: Map<number, Question>, questions: readonly Question[]): Promise<unknown> {
    const hear: NonNullable<RequestOptions['onNotification']> = (notification) => {
      if (notification.method !== 'answered') return
      const { index, generation } = notification.params
      open.get(index)?.answered({ output: generation.text, finishReason: generation.finishReason })
      open.delete(index)
      this.#deaths = 0
      this.#hasAnswered = true
    }
    try {
      this.#sidecar ??= this.#start(this.#signal)
      const sidecar = await this.#sidecar
      const prompts = questions.map(({ prompt }) => prompt)
      await sidecar.request('generateMany', { ...this.#voice, prompts }, { signal: this.#signal, onNotification: hear })
      return open.size === 0 ? null : unanswered()
    } catch (error) {
      if (deadly.has(toFailure(error).code)) {
        this.#deaths++
        await this.close()
      }
      return error
    }
  }
}

/** Whatever the texts are, it is not them. */
function allRefused(error: unknown): StudioError {
  const { code, message, hint } = toFailure(error)
  const words = `None of the first ${mostRefusals} texts could be answered. The last was refused with: ${message}`
  return new StudioError({ code, message: words, ...(hint !== undefined && { hint }) }, { cause: error })
}
