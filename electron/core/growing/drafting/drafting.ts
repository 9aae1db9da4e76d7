import type { Failure } from '../../../shared/errors'
import { type GrowOutcome, maxCandidateLength, type Reason } from '../../../shared/growing'
import type { AnswerLog } from '../asking/answer-log'
import { inParallel } from '../asking/in-parallel'
import { beginJob, type JobRecord, openJob } from '../asking/job-record'
import type { ModelAnswer } from '../asking/large-model'
import { GrowingJob, type JobSurroundings } from '../growing-job'
import { readPair } from '../judging/reading'
import { reasonOf } from '../judging/reasons'
import type { Drafter } from './drafter'
import { type DraftingOrder, draftingOrder } from './drafting-order'
import type { Passage } from './passages'

/** A job that has the passages of a document rewritten and puts them into the review queue, for the person to correct. */
export class Drafting {
  readonly order: DraftingOrder
  readonly #log: AnswerLog

  private constructor({ order, log }: JobRecord<DraftingOrder>) {
    this.order = order
    this.#log = log
  }

  /** Begins a job in a folder of its own, which is made. Throws `busy` where a job was begun. */
  static async begin(folder: string, order: DraftingOrder): Promise<Drafting> {
    return new Drafting(await beginJob(folder, draftingOrder, order))
  }

  /** Opens a job that was begun, to go on with it. Throws `not-found` where there is none that can be read. */
  static async open(folder: string): Promise<Drafting> {
    return new Drafting(await openJob(folder, draftingOrder))
  }

  /** Asks for the drafts that are missing. Never rejects; may be called again after an interruption. */
  async run(drafter: Drafter, surroundings: JobSurroundings): Promise<GrowOutcome> {
    const { passages, jobId } = this.order
    const job = new GrowingJob(jobId, this.#log, surroundings, passages.length)
    return await job.run(() =>
      inParallel([...passages.entries()], surroundings.atOnce, surroundings.signal, async ([place, passage], closing) => {
        const answer = await job.answer(`draft-${place}`, (signal) => drafter.draft(passage.text, signal), closing)
        const id = `${jobId}-${place}`
        if (!job.has(id)) await this.#propose(id, passage, answer, drafter, job)
      }),
    )
  }

  /** Every passage comes to the person, also one without a draft: its rewrite is then the source, to begin from. */
  async #propose(id: string, passage: Passage, answer: ModelAnswer | Failure, drafter: Drafter, job: GrowingJob): Promise<void> {
    const drafted = 'finish' in answer && answer.finish !== 'refused' ? drafter.read(answer.text) : null
    const rewrite = (drafted ?? passage.text).slice(0, maxCandidateLength)
    const reasons: Reason[] = []
    if ('finish' in answer && answer.finish === 'length') reasons.push(reasonOf('truncated-rewrite', 'The draft broke off before its end.'))
    if (drafted === null) reasons.push(reasonOf('nothing-resolved', `There is no draft: ${whyNot(answer)}`))
    reasons.push(...(await job.judge(readPair(passage.text, rewrite))))
    await job.add({
      id,
      origin: {
        kind: 'drafted',
        jobId: this.order.jobId,
        document: this.order.document,
        start: passage.start,
        end: passage.end,
        by: drafter.name.slice(0, 200),
      },
      source: passage.text,
      rewrite,
      marked: null,
      reasons,
      secondReading: null,
    })
  }
}

function whyNot(answer: ModelAnswer | Failure): string {
  if (!('finish' in answer)) return answer.message
  return answer.finish === 'refused' ? 'the model would not rewrite this.' : 'the answer held none.'
}
