import { z } from 'zod'
import { rowSelection } from './dataset'
import {
  draftedBy,
  growEstimate,
  growPrice,
  growProvider,
  growState,
  keyedAddress,
  maxCandidateLength,
  planSettings,
  reviewEntry,
  reviewFilter,
  shownEntry,
  undoneRow,
  whatLeaves,
} from './growing'
import { identifier } from './identifier'

const nothing = z.strictObject({})
const datasetId = identifier
const jobId = identifier
const text = z.string().max(maxCandidateLength)

/** What a job would take and send. */
const forecast = z.strictObject({
  estimate: growEstimate,
  leaves: whatLeaves.nullable(),
  /** What could not be planned as it was wanted, a sentence each. */
  notes: z.array(z.string()).readonly(),
  /** Whether a key is known for the address. */
  hasKey: z.boolean(),
})

/** Rows to be written from a plan, and who writes them. */
const writing = {
  datasetId,
  provider: growProvider,
  settings: planSettings,
  /** Rows that show how; null takes good ones of the dataset. They leave the machine with every request. */
  examples: rowSelection.nullable(),
  /** Whether each source is read a second time by the model alone. */
  secondReading: z.boolean(),
}

/** A document to be divided into passages. */
const drafting = {
  datasetId,
  source: z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('file'), handle: identifier }),
    z.strictObject({ from: z.literal('text'), text: z.string().min(1).max(5_000_000), name: z.string().min(1).max(200) }),
  ]),
  /** Characters that a passage has about. */
  target: z.int().min(50).max(5_000),
  by: draftedBy,
}

/** Every call about rows that grow. */
export const growChannels = {
  /** Opens what grows for a dataset; from then on `grow.changed` tells of it. */
  'grow.state': { input: z.strictObject({ datasetId }), output: growState },
  /** What a job would take and send. Sends nothing. */
  'grow.forecastWriting': { input: z.strictObject({ ...writing, price: growPrice }), output: forecast },
  'grow.forecastDrafting': {
    input: z.strictObject({ ...drafting, price: growPrice }),
    output: forecast.extend({ passages: z.int().nonnegative(), characters: z.int().nonnegative() }),
  },
  'grow.write': { input: z.strictObject(writing), output: z.strictObject({ jobId }) },
  'grow.draft': { input: z.strictObject(drafting), output: z.strictObject({ jobId }) },
  /** Makes candidates of rows with other names in them. `job.cancel` takes the caller's id. */
  'grow.rename': {
    input: z.strictObject({ requestId: identifier, datasetId, selection: rowSelection, seed: z.int().min(0).max(2_147_483_647) }),
    output: z.strictObject({
      candidates: z.int().nonnegative(),
      /** Rows that were left as they are, by why. */
      left: z.array(z.strictObject({ why: z.string(), rows: z.int().positive() })).readonly(),
    }),
  },
  /** Ends a job; what came stays, and it can be gone on with. */
  'grow.stop': { input: z.strictObject({ datasetId, jobId }), output: nothing },
  'grow.resume': { input: z.strictObject({ datasetId, jobId }), output: nothing },
  'grow.entries': {
    input: z.strictObject({ datasetId, show: reviewFilter, offset: z.int().nonnegative(), limit: z.int().min(1).max(200) }),
    output: z.strictObject({ total: z.int().nonnegative(), entries: z.array(shownEntry).readonly() }),
  },
  /** Decides about a candidate; an accepted one becomes the dataset's last row, written as its rows are. */
  'grow.decide': {
    input: z.strictObject({
      datasetId,
      id: identifier,
      decision: z.discriminatedUnion('state', [
        z.strictObject({ state: z.literal('accepted') }),
        z.strictObject({ state: z.literal('edited'), source: text, rewrite: text }),
        z.strictObject({ state: z.literal('rejected'), reason: z.string().max(500) }),
      ]),
    }),
    output: reviewEntry,
  },
  /** Accepts every pending candidate against which nothing speaks. `job.cancel` takes the caller's id. */
  'grow.acceptClean': {
    input: z.strictObject({ requestId: identifier, datasetId }),
    output: z.strictObject({ accepted: z.int().nonnegative() }),
  },
  /** Takes the last decision back, and its row out of the dataset unless that was changed since. */
  'grow.undo': { input: z.strictObject({ datasetId }), output: z.strictObject({ entry: reviewEntry.nullable(), row: undoneRow }) },
  /** Keeps a key for an address, in the keychain where the host has one; null forgets it. */
  'grow.setKey': { input: z.strictObject({ of: keyedAddress, key: z.string().trim().min(1).max(500).nullable() }), output: nothing },
  /** Whether a key is known for an address. `bad-input` for an address that is none. */
  'grow.hasKey': { input: z.strictObject({ of: keyedAddress }), output: z.strictObject({ hasKey: z.boolean() }) },
  /** Where keys are kept, for people. */
  'grow.keysIn': { input: nothing, output: z.strictObject({ place: z.enum(['keychain', 'memory']) }) },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
