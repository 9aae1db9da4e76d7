import { z } from 'zod'
import { answerer } from './answerer'
import { problemCode } from './dataset'
import { failure } from './errors'
import { identifier } from './identifier'
import { comparison } from './resolution'

/** Longest source or rewrite that grows here, in UTF-16 units. */
export const maxCandidateLength = 50_000
/** Most rows that one plan may have. */
export const maxPlannedRows = 10_000

const text = z.string().max(maxCandidateLength)
const words = z.string().max(2_000)
const label = z.string().trim().min(1).max(80)
const count = z.int().nonnegative()
const address = z.string().trim().min(1).max(500)
const modelName = z.string().trim().min(1).max(200)

export const growProvider = z.discriminatedUnion('kind', [
  /** Any address that speaks OpenAI's chat completions, with or without a key. */
  z.strictObject({ kind: z.literal('openai'), address, model: modelName }),
  z.strictObject({ kind: z.literal('anthropic'), address: address.default('https://api.anthropic.com'), model: modelName }),
])
/** Who writes. Its key is never part of it. */
export type GrowProvider = z.infer<typeof growProvider>

export const keyedAddress = z.strictObject({ kind: z.enum(['openai', 'anthropic']), address })
/** What a key is kept for: an address, whatever the model there. */
export type KeyedAddress = z.infer<typeof keyedAddress>

/** What a text is about: its type, gender and number in one. Groups are the plural ones. */
export const entityKind = z.enum(['woman', 'man', 'group', 'organisation', 'place', 'thing'])
export type EntityKind = z.infer<typeof entityKind>

/** What a row is to be an example of, besides rows with nothing to resolve. */
export const wantedPhenomenon = z.enum(['pronoun', 'possessive', 'descriptive', 'plural', 'cataphora'])

const weight = z.number().min(0).max(1_000)
const fraction = z.number().min(0).max(1)
const some = (weights: Readonly<Record<string, number>>) => Object.values(weights).some((each) => each > 0)
const range = (most: number) =>
  z
    .strictObject({ least: z.int().min(1).max(most), most: z.int().min(1).max(most) })
    .refine(({ least, most: upper }) => least <= upper, 'The least is more than the most.')

export const planSettings = z.strictObject({
  rows: z.int().min(1).max(maxPlannedRows),
  /** Texts asked for at once. */
  textsPerRequest: z.int().min(1).max(10),
  seed: z.int().min(0).max(2_147_483_647),
  genres: z.array(label).min(1).max(30).readonly(),
  domains: z.array(label).min(1).max(30).readonly(),
  styles: z.array(label).min(1).max(30).readonly(),
  sentences: range(12),
  entities: range(4),
  /** Weights, of any sum. */
  kinds: z.record(entityKind, weight).refine(some, 'At least one kind of entity is needed.'),
  phenomena: z.record(wantedPhenomenon, weight).refine(some, 'At least one phenomenon is needed.'),
  /** Shares of all rows. */
  nothingToResolve: fraction,
  quotations: fraction,
  pleonastic: fraction,
  /** Share of the rows with references and several entities in which several of them agree with one pronoun. */
  severalAgreeing: fraction,
})
/** What the rows are to be: everything that a plan follows from. */
export type PlanSettings = z.infer<typeof planSettings>

/** Settings that make a useful set: a seventh with nothing to resolve, some pleonastic *it* and quotations, mostly pronouns. */
export const ordinaryPlan: PlanSettings = {
  rows: 40,
  textsPerRequest: 4,
  seed: 1,
  genres: ['news report', 'short story', 'encyclopedia entry', 'business report', 'letter', 'review', 'minutes of a meeting'],
  domains: ['business', 'science', 'sports', 'health', 'travel', 'law', 'technology', 'music', 'food', 'local politics'],
  styles: ['plain', 'formal', 'lively', 'dry'],
  sentences: { least: 1, most: 5 },
  entities: { least: 1, most: 4 },
  kinds: { woman: 3, man: 3, group: 2, organisation: 3, place: 1, thing: 2 },
  phenomena: { pronoun: 4, possessive: 3, descriptive: 2, plural: 2, cataphora: 1 },
  nothingToResolve: 0.15,
  quotations: 0.1,
  pleonastic: 0.08,
  severalAgreeing: 0.25,
}

export const growPrice = z.strictObject({
  inputPerMillion: z.number().min(0).max(1_000_000).nullable(),
  outputPerMillion: z.number().min(0).max(1_000_000).nullable(),
})
/** What a million tokens cost, as the person typed it; null where it is not known. */
export type GrowPrice = z.infer<typeof growPrice>

export const growEstimate = z.strictObject({
  requests: count,
  inputTokens: count,
  outputTokens: count,
  /** In the unit of the price; null without one. */
  cost: z.number().nonnegative().nullable(),
  /** How it was reckoned, in words. */
  basis: words,
})
export type GrowEstimate = z.infer<typeof growEstimate>

export const reach = z.enum(['loopback', 'network', 'internet'])
/** How far away a server is: on this machine, in the rooms around it, or anywhere. */
export type Reach = z.infer<typeof reach>

export const whatLeaves = z.strictObject({
  host: z.string().max(300),
  reach,
  /** A sentence each. */
  sentences: z.array(words).max(10).readonly(),
})
/** What is sent where, for the person to read before it is. */
export type WhatLeaves = z.infer<typeof whatLeaves>

export const reasonCode = z.enum([
  ...problemCode.extract([
    'pronoun-left',
    'invented-entity',
    'changed-words',
    'nothing-resolved',
    'disagreement',
    'wrong-possessive',
    'truncated-rewrite',
    'preamble',
    'same-row',
    'near-duplicate',
    'leak',
  ]).options,
  'marks-unreadable',
  'wrong-entity',
  'not-a-reference',
  'quotation-touched',
  'several-agree',
  'length-ratio',
  'doubled-words',
  'not-as-planned',
])
export type ReasonCode = z.infer<typeof reasonCode>

export const reason = z.strictObject({
  code: reasonCode,
  severity: z.enum(['error', 'warning']),
  message: words,
})
/** Why a candidate is not to be trusted, in one sentence. Errors set a written one aside; warnings are for the person to look at. */
export type Reason = z.infer<typeof reason>

const renamedName = z.strictObject({ from: label, to: label })
const candidateOrigin = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('written'), jobId: identifier, item: count, text: count, model: modelName }),
  /** From a document of the person: UTF-16 offsets into it, and who drafted the rewrite. */
  z.strictObject({ kind: z.literal('drafted'), jobId: identifier, document: z.string().max(300), start: count, end: count, by: modelName }),
  z.strictObject({ kind: z.literal('renamed'), row: count, seed: count, names: z.array(renamedName).max(50).readonly() }),
])

export const candidate = z.strictObject({
  id: identifier,
  origin: candidateOrigin,
  source: text,
  rewrite: text,
  /** As it was written, with its marks; null where none were asked for. */
  marked: text.nullable(),
  reasons: z.array(reason).max(100).readonly(),
  /** What the second reading made of the source alone; null where there was none. */
  secondReading: text.nullable(),
})
/** What may become a row. */
export type Candidate = z.infer<typeof candidate>

export const decision = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('pending') }),
  z.strictObject({ state: z.literal('accepted') }),
  z.strictObject({ state: z.literal('edited'), source: text, rewrite: text }),
  z.strictObject({ state: z.literal('rejected'), by: z.enum(['person', 'filter']), reason: words }),
])
/** What was made of a candidate. */
export type Decision = z.infer<typeof decision>

export const reviewEntry = z.strictObject({
  candidate,
  decision,
  /** Whether the row of an accepted or edited one is in the dataset: its keeper notes that. */
  placed: z.boolean(),
  /** Decisions that can be undone. */
  undoable: count,
})
export type ReviewEntry = z.infer<typeof reviewEntry>

export const growFigures = z.strictObject({
  /** Answers received and wanted, second readings included once they are known to be needed. */
  answered: count,
  wanted: count,
  candidates: count,
  setAside: count,
  doubtful: count,
  /** As the server counts them; 0 where it does not. */
  inputTokens: count,
  outputTokens: count,
})
export type GrowFigures = z.infer<typeof growFigures>

export const growEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), jobId: identifier, figures: growFigures }),
  /** A request is tried again after a while, and why. */
  z.strictObject({ type: z.literal('waiting'), jobId: identifier, attempt: z.int().positive(), milliseconds: count, failure }),
  /** Something the person should know: a refusal, a cut answer, a format that the server does not know. */
  z.strictObject({ type: z.literal('note'), jobId: identifier, message: words }),
  z.strictObject({ type: z.literal('candidate'), jobId: identifier, candidateId: identifier }),
])
export type GrowEvent = z.infer<typeof growEvent>

const told = { figures: growFigures, notes: z.array(words).max(500).readonly(), moreNotes: count }
export const growOutcome = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('done'), ...told }),
  z.strictObject({ state: z.literal('stopped'), ...told }),
  /** It goes on from here when what is in the way is gone. */
  z.strictObject({ state: z.literal('interrupted'), failure, ...told }),
])
/** How a job ended. */
export type GrowOutcome = z.infer<typeof growOutcome>

/** Who makes first rewrites of a document's passages. */
export const draftedBy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('large'), provider: growProvider }),
  z.strictObject({ kind: z.literal('local'), by: answerer }),
])

export const growJob = z.strictObject({
  jobId: identifier,
  kind: z.enum(['written', 'drafted']),
  /** What it is about, for people. */
  title: z.string(),
  /** Host beyond this machine that texts go to while it is at work; null where none do. */
  sendsTo: z.string().nullable().default(null),
  begunAt: z.iso.datetime(),
  /** Interrupted ones go on where they were; stopped ones too, when somebody says so. */
  state: z.enum(['running', 'done', 'stopped', 'interrupted']),
  figures: growFigures,
  /** What the person should know, the last of it. */
  notes: z.array(words).max(20).readonly(),
  /** Why it is waiting to ask again; null where it is not. */
  waiting: z.string().nullable(),
  failure: failure.nullable(),
})
/** A job that makes candidates, as a window shows it. */
export type GrowJob = z.infer<typeof growJob>

export const growState = z.strictObject({
  datasetId: identifier,
  /** Newest first. */
  jobs: z.array(growJob).readonly(),
  /** Candidates by what was made of them; `clean` are those pending ones against which nothing speaks. */
  counts: z.strictObject({ pending: count, clean: count, accepted: count, rejected: count, setAside: count }),
  /** Whether there is a decision to take back. */
  undoable: z.boolean(),
  /** Changes whenever a candidate came or was decided about. */
  revision: count,
})
/** How a dataset grows. */
export type GrowState = z.infer<typeof growState>

export const shownEntry = reviewEntry.extend({
  /** What its rewrite does to its source: as the person corrected them where they were. */
  comparison,
})
/** A candidate as a window shows it. */
export type ShownEntry = z.infer<typeof shownEntry>

/** Which candidates a list shows. */
export const reviewFilter = z.enum(['pending', 'accepted', 'rejected', 'setAside'])
export type ReviewFilter = z.infer<typeof reviewFilter>

export const undoneRow = z.enum(['none', 'taken', 'changed', 'gone'])
/**
 * What became of the row of a decision that was taken back. none: it had made none. taken: it is out of the dataset. changed: it says
 * something else by now, and stays. gone: it was not there any more.
 */
export type UndoneRow = z.infer<typeof undoneRow>
