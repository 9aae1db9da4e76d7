import { type Failure, toFailure } from '../../../shared/errors'
import type { FoundDocument } from '../../documents/documents'
import { promptFor } from '../../rows/prompt-template'
import type { Asking } from '../long/asking'
import { answerLimit } from '../long/measures'
import { type Ask, plannedChunks, resolveLong } from '../long/resolve-long'
import type { AnswerStore, StoredLine } from './answer-store'
import type { AskingTogether } from './asking-together'
import { type FailedLine, keyOf, lineOf } from './document-line'
import { type ManyProgress, ManyTally } from './progress'

/** A document that is done, in no order. `kept` is one that an earlier time had finished. */
export type DocumentDone = { readonly id: string } & (
  | { readonly state: 'resolved' | 'garbled' | 'kept'; readonly failure: null }
  | { readonly state: 'failed'; readonly failure: FailedLine['error'] }
)

/** What came of it all. `garbled` are those of the resolved of which parts are left as they were. */
export type ManyResult = { readonly documents: number; readonly resolved: number; readonly garbled: number; readonly failed: number }

/** Who is told while it goes on. */
export type ManyListener = { readonly done: (document: DocumentDone) => void; readonly progress: (progress: ManyProgress) => void }

type ManyJobParts = {
  readonly asking: Asking
  readonly store: AnswerStore
  readonly together: Pick<AskingTogether, 'ask' | 'broken'>
  readonly signal: AbortSignal
  readonly listener: ManyListener
}

const garbledFlag = Buffer.from('"flags":["garbled"')

/** The documents of one job: each answered by itself, their lines in order. */
export class ManyJob {
  readonly #parts: ManyJobParts
  readonly #tally = new ManyTally()
  /** By place. */
  readonly #lines: StoredLine[] = []
  #failed = 0
  #garbled = 0

  constructor(parts: ManyJobParts) {
    this.#parts = parts
  }

  /** Answers a document unless its answer is kept. Throws where no other can be answered either. */
  async answer(document: FoundDocument, place: number, share: number): Promise<void> {
    const { store, asking, signal } = this.#parts
    const { id } = document
    if (document.failure !== null) return this.#fail(place, share, { id, error: errorOf(document.failure) })
    const key = keyOf(id, document.text)
    const kept = store.document(key)
    if (kept) {
      this.#lines[place] = kept
      return this.#done({ id, state: 'kept', failure: null }, share)
    }
    let counted = 0
    try {
      const isLong = plannedChunks(document.text, asking.settings).length > 1
      const answer = await resolveLong(document.text, isLong ? this.#askAndKeep : this.#ask, asking.settings, signal, (done) => {
        const part = (share * done) / document.text.length - counted
        counted += part
        this.#tally.part(part)
        if (isLong) this.#parts.listener.progress(this.#tally.progress())
      })
      const line = lineOf(document, answer)
      this.#lines[place] = await store.keepDocument(key, line)
      this.#done({ id, state: line.flags.includes('garbled') ? 'garbled' : 'resolved', failure: null }, share - counted)
    } catch (error) {
      if (signal.aborted || this.#parts.together.broken !== null || isOfDisk(error)) throw error
      await this.#fail(place, share - counted, { id, source: document.text, error: errorOf(toFailure(error)) })
    }
  }

  /** The lines of all documents in order, each with its line feed. */
  async *lines(): AsyncGenerator<Uint8Array> {
    this.#garbled = 0
    for (const line of this.#lines) {
      const bytes = await this.#parts.store.documentLine(line)
      if (bytes.includes(garbledFlag)) this.#garbled++
      yield bytes
    }
  }

  /** What came of it, once the lines are written. */
  result(): ManyResult {
    const documents = this.#lines.length
    return { documents, resolved: documents - this.#failed, garbled: this.#garbled, failed: this.#failed }
  }

  readonly #ask: Ask = (text) => {
    const { asking, together } = this.#parts
    return together.ask({ messages: [...promptFor(text, asking.template)], maxTokens: answerLimit(text) })
  }

  /** Of a document in many parts each answer is kept, so that little of it is asked again. */
  readonly #askAndKeep: Ask = async (text, signal) => {
    const { store } = this.#parts
    const key = keyOf(text)
    const kept = await store.answer(key)
    if (kept) return kept
    const answer = await this.#ask(text, signal)
    await store.keepAnswer(key, answer)
    return answer
  }

  async #fail(place: number, share: number, line: FailedLine): Promise<void> {
    this.#lines[place] = await this.#parts.store.keepFailed(line)
    this.#failed++
    this.#done({ id: line.id, state: 'failed', failure: line.error }, share)
  }

  #done(document: DocumentDone, share: number): void {
    const { state } = document
    this.#tally.whole(state === 'kept' || state === 'failed' ? state : 'resolved', share)
    this.#parts.listener.done(document)
    this.#parts.listener.progress(this.#tally.progress())
  }
}

function errorOf({ code, message, hint }: Failure): FailedLine['error'] {
  return { code, message, ...(hint !== undefined && { hint }) }
}

/** Where answers cannot be kept, none should be asked for. */
function isOfDisk(error: unknown): boolean {
  const { code } = toFailure(error)
  return code === 'disk-full' || code === 'file-not-written'
}
