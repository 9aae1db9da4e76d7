import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ordinaryPatience } from '../../../../../../electron/core/growing/asking/patience'
import type { JobSurroundings } from '../../../../../../electron/core/growing/growing-job'
import { planRows } from '../../../../../../electron/core/growing/planning/plan'
import { ReviewQueue } from '../../../../../../electron/core/growing/review/review-queue'
import type { WritingOrder } from '../../../../../../electron/core/growing/writing/writing-order'
import { seedTemplate } from '../../../../../../electron/core/rows/prompt-template'
import { type GrowEvent, ordinaryPlan, type PlanSettings } from '../../../../../../electron/shared/growing'

/** A plan whose rows the stand-in's texts fit: one woman, one pronoun, two sentences. */
export const simplePlan: PlanSettings = {
  ...ordinaryPlan,
  rows: 8,
  textsPerRequest: 2,
  sentences: { least: 2, most: 2 },
  entities: { least: 1, most: 1 },
  kinds: { woman: 1, man: 0, group: 0, organisation: 0, place: 0, thing: 0 },
  phenomena: { pronoun: 1, possessive: 0, descriptive: 0, plural: 0, cataphora: 0 },
  nothingToResolve: 0,
  quotations: 0,
  pleonastic: 0,
}

/** A job for the stand-in server. */
export function orderFor(origin: string, more: Partial<WritingOrder> = {}): WritingOrder {
  return {
    kind: 'written',
    jobId: 'job-1',
    provider: { kind: 'openai', address: `${origin}/v1`, model: 'tiny' },
    items: planRows(simplePlan).items,
    examples: [],
    template: seedTemplate,
    secondReading: false,
    ...more,
  }
}

/** What a job works with in a test: a queue in the folder, no waiting, and everything that it says. */
export async function surroundingsIn(folder: string, more: Partial<JobSurroundings> = {}) {
  const events: GrowEvent[] = []
  const waits: number[] = []
  await mkdir(join(folder, 'jobs'), { recursive: true })
  const queue = await ReviewQueue.open(join(folder, 'queue.jsonl'))
  const surroundings: JobSurroundings = {
    queue,
    known: [],
    emit: (event) => events.push(event),
    signal: new AbortController().signal,
    atOnce: 2,
    patience: ordinaryPatience,
    clock: {
      wait: async (milliseconds) => {
        waits.push(milliseconds)
      },
      now: () => 0,
      random: () => 0,
    },
    ...more,
  }
  return { events, waits, queue, surroundings, jobFolder: join(folder, 'jobs', 'job-1') }
}
