import type { ModelAnswer, RewritePart } from '../../../shared/resolution'
import type { Stretch } from '../../documents/sentences'
import { cancelled } from '../../jobs'
import { chunksOf, halvesOf } from './chunks'
import { Context } from './context'
import { cutContext } from './context-cut'
import { type AnswerFault, judgeAnswer, type Verdict } from './faithfulness'
import type { Measure } from './measures'

/** Puts a text to a model that rewrites it whole. */
export type Ask = (text: string, signal: AbortSignal) => Promise<ModelAnswer>

/** How much is asked at once: context and text together have at most `budget`, by `measure`. */
export type LongSettings = { readonly budget: number; readonly measure: Measure }

/** A part of a text, and of a garbled one what was wrong with the last answer. */
export type LongPart = RewritePart & { readonly fault: AnswerFault | null }

/** A whole text's rewrite. The parts cover source and output without gap or overlap, in order. */
export type LongAnswer = { readonly output: string; readonly parts: readonly LongPart[] }

/** Share of what is asked that is text rather than context, once there is context. */
const textShare = 0.65
/** How often a text that was garbled is asked in halves. */
const mostHalvings = 2
/** After so many garbled parts in a row a model is asked once for each, until it answers one. */
const patience = 3

/**
 * Rewrites a text of any length. What is longer than `budget` is asked part by part, each behind some of what is resolved before it; that
 * part of the answer is cut off. Where the cut is not certain, or the answer no rewrite, the part is asked alone, then in halves, and then
 * left as it is. Throws what `ask` throws, and `cancelled`.
 * @param told told how many UTF-16 units of the source are done, and what of the rewrite came since it was told last
 */
export async function resolveLong(
  text: string,
  ask: Ask,
  settings: LongSettings,
  signal: AbortSignal,
  told: (done: number, added: string) => void = () => undefined,
): Promise<LongAnswer> {
  const resolution = new LongResolution(text, ask, settings, signal)
  for (const chunk of plannedChunks(text, settings)) {
    if (signal.aborted) throw cancelled()
    const before = resolution.pieces
    await resolution.resolve(chunk)
    told(chunk.end, resolution.from(before))
  }
  return resolution.answer()
}

/** The stretches that a text is asked in: one where it fits. */
export function plannedChunks(text: string, { budget, measure }: LongSettings): readonly Stretch[] {
  const trimmed = text.trim()
  if (trimmed === '' || measure(trimmed) <= budget) return text === '' ? [] : [{ start: 0, end: text.length }]
  return chunksOf(text, textShare * budget, measure)
}

/** One text while it is resolved, from its beginning on. */
class LongResolution {
  readonly #text: string
  readonly #ask: Ask
  readonly #settings: LongSettings
  readonly #signal: AbortSignal
  readonly #context = new Context()
  readonly #outputs: string[] = []
  readonly #parts: LongPart[] = []
  #length = 0
  #garbledInARow = 0

  constructor(text: string, ask: Ask, settings: LongSettings, signal: AbortSignal) {
    this.#text = text
    this.#ask = ask
    this.#settings = settings
    this.#signal = signal
  }

  /** How many pieces the rewrite is made of so far. */
  get pieces(): number {
    return this.#outputs.length
  }

  /** The rewrite from a piece on. */
  from(piece: number): string {
    return this.#outputs.slice(piece).join('')
  }

  answer(): LongAnswer {
    return { output: this.#outputs.join(''), parts: this.#parts }
  }

  async resolve(chunk: Stretch, halvings = 0): Promise<void> {
    const source = this.#text.slice(chunk.start, chunk.end)
    const asked = source.trim()
    if (!/[\p{L}\p{N}]/u.test(asked)) return this.#take(chunk, source, 'copied', null)
    const verdict = (await this.#behindContext(chunk, asked)) ?? (await this.#alone(asked))
    if (verdict.fault === null) {
      const [head, tail] = [source.slice(0, source.indexOf(asked)), source.slice(source.indexOf(asked) + asked.length)]
      return this.#take(chunk, head + verdict.taken + tail, 'resolved', null)
    }
    const halves = halvings < mostHalvings && this.#garbledInARow < patience ? halvesOf(this.#text, chunk) : null
    if (!halves) return this.#take(chunk, source, 'garbled', verdict.fault)
    for (const half of halves) await this.resolve(half, halvings + 1)
  }

  /** What comes of asking behind some of what is resolved; null where there is none, or nothing certain comes of it. */
  async #behindContext({ start }: Stretch, asked: string): Promise<Verdict | null> {
    const { budget, measure } = this.#settings
    const gap = /\s*$/.exec(this.#text.slice(Math.max(0, start - 1000), start))?.[0] ?? ''
    if (gap === '' || this.#garbledInARow >= patience) return null
    const context = this.#context.before(budget - measure(gap + asked), measure)
    if (context === null) return null
    const { output, finishReason } = await this.#ask(context + gap + asked, this.#signal)
    const own = finishReason === 'stop' ? cutContext(context, gap, asked, output) : null
    const verdict = own === null ? null : judgeAnswer(asked, own, finishReason)
    return verdict?.fault === null ? verdict : null
  }

  async #alone(asked: string): Promise<Verdict> {
    const { output, finishReason } = await this.#ask(asked, this.#signal)
    return judgeAnswer(asked, output, finishReason)
  }

  #take({ start, end }: Stretch, output: string, state: LongPart['state'], fault: AnswerFault | null): void {
    const outputStart = this.#length
    this.#length += output.length
    this.#outputs.push(output)
    this.#parts.push({ start, end, outputStart, outputEnd: this.#length, state, fault })
    this.#context.add(output)
    this.#garbledInARow = state === 'garbled' ? this.#garbledInARow + 1 : state === 'resolved' ? 0 : this.#garbledInARow
  }
}
