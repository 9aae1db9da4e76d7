import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { type OpenAntecedent, openAntecedent } from '../../electron/core/antecedent'
import { type AntecedentOptions, headlessShell } from '../../electron/core/options'
import type { TrainingRequest } from '../../electron/core/training/training'
import { StudioError } from '../../electron/shared/errors'
import type { Run } from '../../electron/shared/run'
import { type TrainingConfigInput, trainingConfig } from '../../electron/shared/training'
import { noHub, noModelPlaces } from '../unit/electron/core/no-model-places'

const root = resolve(import.meta.dirname, '../..')
/** The real Python, and what it runs. */
export const python = join(root, '.venv', 'bin', 'python')
export const sidecar = join(root, 'python-sidecar')
export const assets = join(root, 'assets')
/** The built thread of a dataset. */
export const datasetWorker = join(root, 'out', 'main', 'dataset-worker.js')

/** A few updates on the demo model, validated and saved on the way; dropout makes the order of random numbers count. */
export const short: TrainingConfigInput = {
  iters: 8,
  batch_size: 2,
  grad_accumulation_steps: 1,
  steps_per_eval: 4,
  steps_per_report: 1,
  save_every: 2,
  learning_rate: 1e-3,
  max_seq_length: 128,
  lora_parameters: { rank: 4, scale: 4, dropout: 0.1 },
  seed: 7,
}

/** The app on a home with the real sidecar, unless another is named. Closed when the test ends. */
export async function openStudio(home: string, options: Partial<AntecedentOptions> = {}): Promise<OpenAntecedent> {
  const places = { assets, python, sidecar, datasetWorker, modelPlaces: noModelPlaces, hub: noHub }
  const studio = await openAntecedent({ home, ...places, version: '0.0.0', shell: headlessShell, ...options })
  onTestFinished(() => studio.close())
  return studio
}

/** Writes so many rows of the sample to a file. */
export async function sampleRows(path: string, count = 14): Promise<string> {
  const lines = (await readFile(join(assets, 'samples', 'coreference-train.jsonl'), 'utf8')).split('\n').slice(0, count)
  await writeFile(path, `${lines.join('\n')}\n`)
  return path
}

/** What starts a run on a file's rows. */
export async function request(
  { services }: OpenAntecedent,
  path: string,
  config: TrainingConfigInput = {},
  more: Partial<TrainingRequest> = {},
): Promise<TrainingRequest> {
  const { id } = await services.datasets.openPath(path)
  const dataset = services.datasets.get(id)
  return { dataset, model: { kind: 'demo' }, name: 'a run', config: trainingConfig.parse({ ...short, ...config }), ...more }
}

/** Starts a run and waits for its end. */
export async function trained(studio: OpenAntecedent, ...asked: [path: string, config?: TrainingConfigInput]): Promise<Run> {
  const { training } = studio.services
  const { id } = await training.start(await request(studio, ...asked))
  return training.ended(id)
}

/** Goes on with a run and waits for its end. */
export async function continued({ services }: OpenAntecedent, id: string): Promise<Run> {
  await services.training.continue(id)
  return services.training.ended(id)
}

/** A run's weights, byte for byte, and its validation curve. */
export async function learned({ services }: OpenAntecedent, id: string) {
  const files = services.runs.files(id)
  const [best, last] = await Promise.all(
    [files.best, files.last].map(async (folder) => (await readFile(join(folder, 'adapters.safetensors'))).toString('base64')),
  )
  const curve = (await services.runs.metrics(id)).flatMap((point) => (point.split === 'valid' ? [`${point.step} ${point.loss}`] : []))
  return { best, last, curve }
}

/** What a call was refused with; fails where it was not. */
export async function failureOf(work: Promise<unknown>): Promise<StudioError['failure']> {
  const error = await work.then(
    (value) => new Error(`Nothing was refused: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )
  if (!(error instanceof StudioError)) throw error
  return error.failure
}

/** Names of unfinished files and folders below a folder: there are none where nothing is half. */
export async function unfinished(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true })
  return names.filter((name) => /\.(tmp|part)$/.test(name) || /(^|\/)\.[^/]*-[^/]*$/.test(name))
}
