import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ImportedConfig } from '../../shared/contract'
import { StudioError } from '../../shared/errors'
import {
  type Certificate,
  certificate,
  type ExportFormat,
  exportFormat,
  type GgufFacts,
  ggufFacts,
  type PackedBits,
  packedBits,
} from '../../shared/exporting'
import { modelRef } from '../../shared/model'
import { type Run, type WeightsName, weightsName } from '../../shared/run'
import { comparison } from '../../shared/scorecard'
import { trainingConfig } from '../../shared/training'
import { forPeople } from '../files/handles'
import { readRegularFile } from '../files/regular-file'
import type { Models } from '../models/models'
import { type PromptTemplate, promptTemplate } from '../rows/prompt-template'

/** The file of an export that says how it was made. */
export const recordName = 'antecedent.json'

/** Largest such file that is read, in bytes. */
const maxBytes = 4 * 1024 * 1024

/** Versions of what trained and fused. */
const versions = z.strictObject({ python: z.string(), mlx: z.string(), mlxLm: z.string() })
export type Versions = z.infer<typeof versions>

export const exportRecord = z.object({
  /** Which form of this file it is. */
  antecedent: z.literal(1),
  exported: z.object({
    at: z.iso.datetime(),
    format: exportFormat,
    weights: weightsName,
    bits: packedBits.nullable(),
    /** What the weights were converted into after they were certified; null where they were not. */
    gguf: ggufFacts.nullable().default(null),
  }),
  run: z.object({
    name: z.string(),
    createdAt: z.iso.datetime(),
    workers: z.int(),
    /** How it ended, and after how many updates. */
    state: z.string(),
    steps: z.int().nullable(),
    bestStep: z.int().nullable(),
    /** Validation loss of the best weights, in nats a token. */
    bestLoss: z.number().nullable(),
    seconds: z.number().nullable(),
  }),
  model: z.object({ ref: modelRef, name: z.string(), licence: z.string().nullable() }),
  /** `sha256` is of the file's bytes; the rows are those it was cut into. */
  dataset: z.object({
    name: z.string(),
    sha256: z.string(),
    rows: z.int(),
    unusableRows: z.int(),
    trainRows: z.int().nullable(),
    validRows: z.int().nullable(),
  }),
  prompt: promptTemplate,
  settings: trainingConfig,
  versions: versions.nullable(),
  scores: comparison.nullable(),
  /** Of the fused weights, before any conversion. */
  certificate,
})
/** How an export was made: everything that training it again needs but the rows themselves, of which it has the hash. */
export type ExportRecord = z.infer<typeof exportRecord>

/** What a record is made of besides the run. */
export type RecordParts = {
  readonly at: string
  readonly format: ExportFormat
  readonly weights: WeightsName
  readonly bits: PackedBits | null
  readonly gguf: GgufFacts | null
  readonly licence: string | null
  readonly prompt: PromptTemplate
  readonly versions: Versions | null
  readonly certificate: Certificate
}

/** The record of an export of a run. */
export function recordOf(run: Run, { at, format, weights, bits, gguf, licence, prompt, versions, certificate }: RecordParts): ExportRecord {
  const { name, sha256, rows, unusableRows } = run.dataset
  return {
    antecedent: 1,
    exported: { at, format, weights, bits, gguf },
    run: { name: run.name, createdAt: run.createdAt, workers: run.workers, ...endOf(run) },
    model: { ...run.model, licence },
    dataset: {
      name,
      sha256,
      rows,
      unusableRows,
      trainRows: run.data?.trainRows ?? null,
      validRows: run.data?.validRows ?? null,
    },
    prompt,
    settings: run.config,
    versions,
    scores: run.comparison,
    certificate,
  }
}

/** How a run stands, in figures; null where its state has none. */
export function endOf({ state }: Run): Pick<ExportRecord['run'], 'state' | 'steps' | 'bestStep' | 'bestLoss' | 'seconds'> {
  return {
    state: state.state,
    steps: 'steps' in state ? state.steps : 'step' in state ? state.step : null,
    bestStep: 'bestStep' in state ? state.bestStep : null,
    bestLoss: 'bestLoss' in state ? state.bestLoss : null,
    seconds: 'seconds' in state ? state.seconds : null,
  }
}

/** Settings of an export to train with again, and the hash of the rows it learned from. */
export type Replay = { readonly imported: ImportedConfig; readonly dataset: ExportRecord['dataset'] }

/** Reads the record of an export, by its folder or by itself. Throws `bad-input` for what is none. */
export async function readReplay(path: string, models: Models): Promise<Replay> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  const file = isFolder ? join(path, recordName) : path
  const record = parsed((await readRegularFile(file, maxBytes)).toString('utf8'), file)
  const { ref, name } = record.model
  const known = (await models.find(ref)) !== null
  const none = { kind: 'none' } as const
  const model = known ? ({ kind: 'known', ref } as const) : ref.kind === 'hub' ? ({ kind: 'hub', repo: ref.repo } as const) : none
  const notes = model.kind === 'none' ? [{ key: 'model', message: `It was trained on the folder “${name}”, which is not known here.` }] : []
  return { imported: { config: record.settings, notes, dataset: null, model }, dataset: record.dataset }
}

/** What of a record training again needs; figures that another version wrote otherwise are no hindrance. */
const needed = exportRecord.pick({ antecedent: true, model: true, dataset: true, settings: true })

function parsed(text: string, file: string): z.infer<typeof needed> {
  try {
    return needed.parse(JSON.parse(text))
  } catch {
    throw new StudioError({
      code: 'bad-input',
      message: `${forPeople(file)} does not say how an export was made.`,
      hint: `Name a folder that was exported, or its ${recordName}.`,
    })
  }
}
