import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { Datasets } from '../../../../../electron/core/datasets/datasets'
import { layoutOf } from '../../../../../electron/core/home'
import { JobQueue } from '../../../../../electron/core/jobs'
import { Models } from '../../../../../electron/core/models/models'
import { Runs } from '../../../../../electron/core/runs/runs'
import { Training, type TrainingRequest } from '../../../../../electron/core/training/training'
import type { AppEvent } from '../../../../../electron/shared/contract'
import { type TrainingConfigInput, trainingConfig } from '../../../../../electron/shared/training'
import { noModelPlaces } from '../no-model-places'
import { standInSidecar } from '../sidecar/stand-in'
import { temporaryFolder } from '../temporary-folder'

const assets = resolve(import.meta.dirname, '../../../../../assets')
const rows = ['Anna', 'Ben', 'Cara', 'Dan', 'Eve', 'Finn'].map((name) => ({
  messages: [
    { role: 'user', content: `${name} sat down. Then ${name} saw that he was late.` },
    { role: 'assistant', content: `${name} sat down. Then ${name} saw that ${name} was late.` },
  ],
}))

/** A home whose Python is the stand-in, after the shell's `prelude`; `patience` shortens how long it may be silent. Six rows are its dataset. */
export async function trainingHome(patience = 1, prelude?: string) {
  const layout = layoutOf(await temporaryFolder())
  for (const folder of Object.values(layout)) await mkdir(folder, { recursive: true })
  const events: AppEvent[] = []
  const emit = (event: AppEvent) => void events.push(event)
  const { python, sidecar } = await standInSidecar(prelude)
  const models = await Models.open(layout.models, join(assets, 'demo-model'), emit, noModelPlaces)
  const datasets = new Datasets({ layout, samples: join(assets, 'samples'), emit, worker: null })
  const path = join(layout.root, 'rows.jsonl')
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  const dataset = datasets.get((await datasets.openPath(path)).id)

  const online = { refuseOffline: () => undefined }
  /** The app as it starts anew on this home. */
  const open = async () => {
    const runs = await Runs.open(layout, emit)
    const training = new Training({ runs, models, queue: new JobQueue(), emit, python: { python, sidecar, patience } }, online)
    onTestFinished(() => training.close())
    return { runs, training }
  }
  const request = (config: TrainingConfigInput, more: Partial<TrainingRequest> = {}): TrainingRequest => ({
    dataset,
    model: { kind: 'demo' },
    name: 'a run',
    config: trainingConfig.parse({ iters: 6, ...config }),
    ...more,
  })
  return { layout, events, open, request, ...(await open()) }
}
