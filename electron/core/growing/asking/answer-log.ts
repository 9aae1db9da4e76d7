import { z } from 'zod'
import { failure } from '../../../shared/errors'
import { DurableLog } from '../durable-log'
import { type ModelAnswer, modelAnswer } from './large-model'
import type { ModelFailure } from './model-failure'

const key = z.string().min(1).max(80)

/** What happened to the questions of one job, line by line, after a first line with the job itself. */
const logEntry = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('begun'), order: z.unknown() }),
  /** Sent; without an answer after it, it may have been paid for all the same. */
  z.strictObject({ type: z.literal('asked'), key }),
  z.strictObject({ type: z.literal('answered'), key, answer: modelAnswer }),
  /** The server said that it did not answer: nothing was paid for, and it may be asked again. */
  z.strictObject({ type: z.literal('unanswered'), key }),
  /** It will not be answered. */
  z.strictObject({ type: z.literal('failed'), key, failure }),
])
type LogEntry = z.infer<typeof logEntry>

/** The answers of one job, on the disk before they are used: none is asked for, or paid, twice. */
export class AnswerLog {
  readonly #log: DurableLog<LogEntry>
  readonly #answers = new Map<string, ModelAnswer>()
  readonly #failures = new Map<string, z.infer<typeof failure>>()
  readonly #open = new Set<string>()
  #used = { input: 0, output: 0 }
  /** Whole lines that cannot be read. */
  readonly damaged: number

  private constructor(log: DurableLog<LogEntry>, entries: readonly LogEntry[], damaged: number) {
    this.#log = log
    this.damaged = damaged
    for (const entry of entries) this.#note(entry)
  }

  /** Opens a job's log. `order` is what its first line says; undefined where nothing was begun, or where that line cannot be read. */
  static async open(path: string): Promise<{ log: AnswerLog; order: unknown }> {
    const { log, entries, damaged } = await DurableLog.open(path, logEntry)
    const [first] = entries
    return { log: new AnswerLog(log, entries, damaged), order: first?.type === 'begun' ? first.order : undefined }
  }

  /** Notes the job itself, before anything is asked. It holds no key. */
  async begin(order: unknown): Promise<void> {
    await this.#log.append({ type: 'begun', order })
  }

  /** The answer to a question, if there is one. */
  answerTo(question: string): ModelAnswer | null {
    return this.#answers.get(question) ?? null
  }

  /** Why a question was not answered and is not asked again, if so. */
  failureOf(question: string): z.infer<typeof failure> | null {
    return this.#failures.get(question) ?? null
  }

  /** Questions that were sent and had no answer when the log was opened: their answers are lost, and may have been paid for. */
  get lost(): readonly string[] {
    return [...this.#open]
  }

  /** Whether a question has an answer, or will have none. */
  isSettled(question: string): boolean {
    return this.#answers.has(question) || this.#failures.has(question)
  }

  /** How many questions are settled: all, or those whose keys begin so. */
  settled(prefix = ''): number {
    return [...this.#answers.keys(), ...this.#failures.keys()].filter((question) => question.startsWith(prefix)).length
  }

  /** Tokens of all answers, as far as the server counts them. */
  get used(): { readonly input: number; readonly output: number } {
    return this.#used
  }

  async noteAsked(question: string): Promise<void> {
    await this.#append({ type: 'asked', key: question })
  }

  async noteAnswer(question: string, answer: ModelAnswer): Promise<void> {
    await this.#append({ type: 'answered', key: question, answer })
  }

  async noteUnanswered(question: string): Promise<void> {
    await this.#append({ type: 'unanswered', key: question })
  }

  async noteFailure(question: string, { failure: words }: ModelFailure): Promise<void> {
    await this.#append({ type: 'failed', key: question, failure: words })
  }

  async #append(entry: LogEntry): Promise<void> {
    await this.#log.append(entry)
    this.#note(entry)
  }

  #note(entry: LogEntry): void {
    if (entry.type === 'begun') return
    if (entry.type === 'asked') {
      this.#open.add(entry.key)
      return
    }
    this.#open.delete(entry.key)
    if (entry.type === 'answered') {
      this.#answers.set(entry.key, entry.answer)
      const { input = 0, output = 0 } = entry.answer.usage ?? {}
      this.#used = { input: this.#used.input + input, output: this.#used.output + output }
    } else if (entry.type === 'failed') this.#failures.set(entry.key, entry.failure)
  }
}
