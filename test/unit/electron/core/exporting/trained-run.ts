import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type OpenAntecedent, openAntecedent } from '../../../../../electron/core/antecedent'
import type { ModelPlaces } from '../../../../../electron/core/models/discovery/model-places'
import { headlessShell } from '../../../../../electron/core/options'
import type { Run } from '../../../../../electron/shared/run'
import { trainingConfig } from '../../../../../electron/shared/training'
import { noHub, noModelPlaces } from '../no-model-places'

/** The checkout. */
export const root = resolve(import.meta.dirname, '../../../../..')

/** A few updates on a few rows: enough for weights that differ from the base model's. */
const short = trainingConfig.parse({
  iters: 6,
  batch_size: 8,
  steps_per_eval: 6,
  learning_rate: 1e-3,
  max_seq_length: 256,
  lora_parameters: { rank: 4, scale: 4 },
})

/** The app on a home inside `folder`, with the real sidecar, and a run in it: of the demo model, or of the one in a folder. */
export async function trainedRun(
  folder: string,
  modelPlaces: ModelPlaces = noModelPlaces,
  model: string | null = null,
): Promise<{ readonly studio: OpenAntecedent; readonly run: Run }> {
  const studio = await openAntecedent({
    home: join(folder, 'home'),
    assets: join(root, 'assets'),
    python: join(root, '.venv', 'bin', 'python'),
    sidecar: join(root, 'python-sidecar'),
    datasetWorker: null,
    modelPlaces,
    hub: noHub,
    version: '0.0.0',
    shell: headlessShell,
  })
  const lines = (await readFile(join(root, 'assets', 'samples', 'coreference-train.jsonl'), 'utf8')).split('\n').slice(0, 40)
  const path = join(folder, 'rows.jsonl')
  await writeFile(path, `${lines.join('\n')}\n`)
  const { id } = await studio.services.datasets.openPath(path)
  const started = await studio.services.training.start({
    dataset: studio.services.datasets.get(id),
    model: model === null ? { kind: 'demo' } : (await studio.services.models.addFolder(model)).ref,
    config: short,
    name: 'a run',
    continueAutomatically: false,
    workers: null,
  })
  return { studio, run: await studio.services.training.ended(started.id) }
}
