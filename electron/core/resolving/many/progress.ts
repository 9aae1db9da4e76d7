/** How far many documents are. */
export type ManyProgress = {
  /** Documents that are done, those that failed and those that were done before included. */
  readonly done: number
  readonly failed: number
  /** Documents that an earlier time had finished. */
  readonly kept: number
  /** Share of the work that is done, 0–1. */
  readonly share: number
  /** What is left of the time, in seconds, by the speed so far; null while that is not known. */
  readonly secondsLeft: number | null
}

/** Least share of the work that tells how fast it goes. */
const telling = 0.002

/** What is left of the time, in seconds, where `fresh` of the whole was done in so many; null where that says too little. */
export function secondsLeft(share: number, fresh: number, seconds: number): number | null {
  if (fresh < telling || seconds <= 0) return null
  return (Math.max(0, 1 - share) * seconds) / fresh
}

/** Adds up what is done of documents that have shares of the work. */
export class ManyTally {
  #done = 0
  #failed = 0
  #kept = 0
  #share = 0
  #fresh = 0
  readonly #began: number
  readonly #now: () => number

  /** @param now milliseconds of a clock that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#began = now()
  }

  /** More of a document is done: a share of all the work. */
  part(share: number): void {
    this.#share += share
    this.#fresh += share
  }

  /** A document is done, with the share that was not yet counted. */
  whole(how: 'resolved' | 'failed' | 'kept', share: number): void {
    this.#done++
    this.#share += share
    if (how === 'kept') this.#kept++
    else this.#fresh += share
    if (how === 'failed') this.#failed++
  }

  progress(): ManyProgress {
    const share = Math.min(1, this.#share)
    const left = secondsLeft(share, this.#fresh, (this.#now() - this.#began) / 1000)
    return { done: this.#done, failed: this.#failed, kept: this.#kept, share, secondsLeft: left }
  }
}
