import { type Candidate, type GrowOutcome, maxCandidateLength } from '../../../shared/growing'
import { counted } from '../../../shared/quantities'
import type { AnswerLog } from '../asking/answer-log'
import { readRewrite, readTexts } from '../asking/answer-reading'
import { inParallel } from '../asking/in-parallel'
import { beginJob, type JobRecord, openJob } from '../asking/job-record'
import type { LargeModel } from '../asking/large-model'
import { GrowingJob, type JobSurroundings } from '../growing-job'
import { readPair } from '../judging/reading'
import { reasonOf } from '../judging/reasons'
import { disagreement } from '../judging/second-reading'
import { readMarkedText } from '../marked-text'
import type { PlanItem, RowPlan } from '../planning/plan-item'
import { rewritingQuestion } from './rewriting-question'
import { type WritingOrder, writingOrder } from './writing-order'
import { writingQuestion } from './writing-question'

const secondReadingKey = 'check-'

/** A job that has rows written by a large model and puts them into the review queue. */
export class Writing {
  readonly order: WritingOrder
  readonly #log: AnswerLog

  private constructor({ order, log }: JobRecord<WritingOrder>) {
    this.order = order
    this.#log = log
  }

  /** Begins a job in a folder of its own, which is made. Nothing is asked yet. Throws `busy` where a job was begun. */
  static async begin(folder: string, order: WritingOrder): Promise<Writing> {
    return new Writing(await beginJob(folder, writingOrder, order))
  }

  /** Opens a job that was begun, to go on with it. Throws `not-found` where there is none that can be read. */
  static async open(folder: string): Promise<Writing> {
    return new Writing(await openJob(folder, writingOrder))
  }

  /** Asks for what is missing, and adds what came. Never rejects; may be called again after an interruption. */
  async run(model: LargeModel, surroundings: JobSurroundings): Promise<GrowOutcome> {
    const { items, jobId } = this.order
    const wanted = items.length + this.#log.settled(secondReadingKey)
    const job = new GrowingJob(jobId, this.#log, surroundings, wanted)
    return await job.run(() =>
      inParallel(items, surroundings.atOnce, surroundings.signal, (item, closing) => this.#write(item, model, job, closing)),
    )
  }

  async #write(item: PlanItem, model: LargeModel, job: GrowingJob, closing: AbortSignal): Promise<void> {
    const question = writingQuestion(item, this.order)
    const answer = await job.answer(`write-${item.index}`, (signal) => model.ask(question, signal), closing)
    const name = `Request ${item.index + 1}`
    if (!('finish' in answer)) return job.note(`${name}: ${answer.message}`)
    if (answer.finish === 'refused') return job.note(`${name}: the model would not write this. ${answer.text.slice(0, 200)}`.trim())
    const { texts, brokeOff } = readTexts(answer.text)
    const wanted = item.rows.length
    if (answer.finish === 'length' || brokeOff)
      job.note(`${name}: the answer broke off; ${counted(Math.min(texts.length, wanted), 'text')} of ${wanted} came whole.`)
    else if (texts.length !== wanted)
      job.note(
        `${name}: ${counted(texts.length, 'text')} came instead of ${wanted}${texts.length > wanted ? '; the last are left out' : ''}.`,
      )
    for (const [place, row] of item.rows.entries()) {
      const marked = texts[place]
      if (marked === undefined) continue
      if (marked.length > maxCandidateLength) job.note(`${name}: text ${place + 1} has ${marked.length} characters and is left out.`)
      else await this.#propose({ item: item.index, text: place }, marked, row, model, job, closing)
    }
  }

  async #propose(
    place: { readonly item: number; readonly text: number },
    marked: string,
    plan: RowPlan,
    model: LargeModel,
    job: GrowingJob,
    closing: AbortSignal,
  ): Promise<void> {
    const { jobId, provider, secondReading } = this.order
    const id = `${jobId}-${place.item}-${place.text}`
    // It came in an earlier run, and may be decided about.
    if (job.has(id)) return
    const shared = { id, origin: { kind: 'written' as const, jobId, ...place, model: provider.model }, marked }
    const read = readMarkedText(marked)
    if ('message' in read) {
      const reasons = [reasonOf('marks-unreadable', `The marks cannot be read: ${read.message}`)]
      return await job.add({ ...shared, source: marked, rewrite: marked, reasons, secondReading: null })
    }
    const { source, rewrite } = read
    const reasons = await job.judge(readPair(source, rewrite, read, plan))
    const second =
      secondReading && !reasons.some(({ severity }) => severity === 'error')
        ? await this.#readAgain(place, source, model, job, closing)
        : null
    const candidate: Candidate = {
      ...shared,
      source,
      rewrite,
      reasons: second === null ? reasons : [...reasons, ...disagreement(rewrite, second)],
      secondReading: second,
    }
    await job.add(candidate)
  }

  /** What the model makes of the source alone; null where it makes nothing of it. */
  async #readAgain(
    { item, text }: { readonly item: number; readonly text: number },
    source: string,
    model: LargeModel,
    job: GrowingJob,
    closing: AbortSignal,
  ): Promise<string | null> {
    const question = rewritingQuestion(source, [], this.order.template)
    const key = `${secondReadingKey}${item}-${text}`
    job.wantsAlso(key)
    const answer = await job.answer(key, (signal) => model.ask(question, signal), closing)
    const second = 'finish' in answer && answer.finish === 'stop' ? readRewrite(answer.text) : null
    if (second === null) job.note(`Request ${item + 1}, text ${text + 1}: there is no second reading of it.`)
    return second?.slice(0, maxCandidateLength) ?? null
  }
}
