import { beforeEach, describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../../electron/shared/contract'
import type { Run } from '../../../../electron/shared/run'
import { ordinarySettings } from '../../../../electron/shared/settings'
import { trainingConfig } from '../../../../electron/shared/training'
import { project } from '../../../../renderer/studio/projection'
import { useStore } from '../../../../renderer/studio/store'
import { formOf } from '../../../../renderer/train/form-slice'
import { datasetSummary } from '../figures'
import { modelInfo } from '../model-figure'
import { answered, answeringHost, type Call } from '../studio/answering-host'

const preset = (epochs: number) => ({ demo: trainingConfig.parse({ epochs, batch_size: 16 }), other: trainingConfig.parse({ epochs }) })

const snapshot: Snapshot = {
  version: '0',
  host: 'web',
  platform: 'linux',
  home: '/h',
  memoryBytes: 16e9,
  unreadableRuns: [],
  engine: { state: 'off' },
  growth: [],
  datasets: ['a', 'b'].map((id) => datasetSummary({ id })),
  runs: [],
  models: [modelInfo(), modelInfo({ ref: { kind: 'hub', repo: 'a/b' }, name: 'b', location: '/b', source: 'hub-cache' })],
  downloads: [],
  jobs: [],
  settings: ordinarySettings,
  examples: [],
  presets: { quick: preset(1), balanced: preset(2), thorough: preset(4) },
}

const run: Run = {
  id: 'r',
  name: 'first try',
  createdAt: '2026-01-01T00:00:00Z',
  dataset: { name: 'rows.jsonl', location: '/b/rows.jsonl', rows: 9, unusableRows: 0, sha256: 'x' },
  model: { ref: { kind: 'hub', repo: 'a/b' }, name: 'b' },
  config: trainingConfig.parse({ epochs: 7, lora_parameters: { rank: 32 } }),
  state: { state: 'interrupted', step: 1, bestStep: null, failure: null },
  data: null,
  usable: false,
  comparison: null,
  checkpoint: null,
  probe: null,
  notes: [],
  continueAutomatically: true,
  interruptions: [],
  workers: 1,
  exports: [],
}

const state = () => useStore.getState()
const form = () => {
  const found = formOf(state())
  if (found === null) throw new Error('There is no snapshot.')
  return found
}
const blank = useStore.getState()
let calls: readonly Call[]
beforeEach(async () => {
  useStore.setState({ ...blank, projection: project(snapshot) }, true)
  calls = await answeringHost()
})

describe('presets', () => {
  it('begin with the balanced one for the chosen model', () => {
    expect(form().config).toEqual(snapshot.presets.balanced.demo)
    state().chooseModel('hub:a/b')
    expect(form().config).toEqual(snapshot.presets.balanced.other)
  })

  it('keep what was typed over them when another model is chosen', () => {
    state().type({ epochs: '3' })
    state().chooseModel('hub:a/b')
    expect(form().config).toEqual({ ...snapshot.presets.balanced.other, epochs: 3 })
  })

  it('take the place of changes, which can be brought back', () => {
    state().type({ epochs: '3' })
    state().choosePreset('quick')
    expect(form().config.epochs).toBe(1)
    state().undoFilling()
    expect(form().config.epochs).toBe(3)
    expect(state().former).toBeNull()
  })

  it('are a way back from changes, one by one or all', () => {
    state().type({ epochs: '3', seed: '5', batch_size: '1' })
    state().putBack(['seed'])
    expect(form().changed).toEqual(['epochs', 'batch_size'])
    state().putBack(form().changed)
    expect(form().config).toEqual(form().base)
  })
})

describe('filling from a run', () => {
  it('takes its settings, its dataset, its model and a name of its own', () => {
    state().fillFrom(run)
    expect(form().config).toEqual(run.config)
    expect(state()).toMatchObject({
      datasetId: 'b',
      modelChoice: 'hub:a/b',
      runName: 'first try copy',
      continueAutomatically: true,
      screen: 'train',
    })
  })

  it('takes no hostfile along, and knows how many machines the run had', () => {
    useStore.setState({ workers: { handle: 'w', name: 'hosts.json', location: '/hosts.json' } })
    state().fillFrom({ ...run, workers: 3 })
    expect(state()).toMatchObject({ workers: null, origin: { run: { workers: 3 } } })
    state().undoFilling()
    expect(state().workers?.handle).toBe('w')
  })

  it('marks what differs from the run', () => {
    state().fillFrom(run)
    state().type({ epochs: '8' })
    expect(form().changed).toEqual(['epochs'])
  })

  it('leaves dataset and model as they are where the run’s are not here', () => {
    useStore.setState({ datasetId: 'a' })
    state().fillFrom({
      ...run,
      dataset: { ...run.dataset, location: '/gone/rows.jsonl' },
      model: { ref: { kind: 'folder', id: 'f' }, name: 'f' },
    })
    expect(state()).toMatchObject({ datasetId: 'a', modelChoice: 'demo' })
  })

  it('cuts a long name to what the contract takes', () => {
    state().fillFrom({ ...run, name: 'x'.repeat(120) })
    expect(state().runName).toHaveLength(120)
  })

  it('is undone with everything that was there before', () => {
    state().type({ epochs: '3' })
    state().nameRun('mine')
    useStore.setState({ datasetId: 'a' })
    state().fillFrom(run)
    state().undoFilling()
    expect(form().config.epochs).toBe(3)
    expect(state()).toMatchObject({ datasetId: 'a', modelChoice: 'demo', runName: 'mine', continueAutomatically: false })
  })
})

describe('filling from a file', () => {
  const file = { handle: 'h', name: 'training_config.yml', location: '/x/training_config.yml' }
  const config = trainingConfig.parse({ iters: 600 })

  it('takes the settings and the model, and opens the dataset it names', async () => {
    void state().openConfig(file)
    const dataset = { handle: 'd', name: 'train.jsonl', location: '/x/train.jsonl' }
    await calls[0]?.answer(answered({ config, notes: [], dataset, model: { kind: 'known', ref: { kind: 'hub', repo: 'a/b' } } }))
    expect(calls[1]).toMatchObject({ channel: 'dataset.open', input: { from: 'file', handle: 'd' } })
    await calls[1]?.answer(answered({ ...snapshot.datasets[0], id: 'c' }))
    expect(form().config.iters).toBe(600)
    expect(state()).toMatchObject({ datasetId: 'c', modelChoice: 'hub:a/b', readingConfig: null, configFailure: null })
  })

  it('keeps the settings where its dataset cannot be opened, and says why', async () => {
    void state().openConfig(file)
    await calls[0]?.answer(answered({ config, notes: [], dataset: file, model: { kind: 'hub', repo: 'c/d' } }))
    const failure = { code: 'file-binary', message: 'It is no text.' } as const
    await calls[1]?.answer({ ok: false, failure })
    expect(form().config.iters).toBe(600)
    expect(state().configFailure).toEqual(failure)
    expect(state().origin).toMatchObject({ kind: 'file', hub: 'c/d' })
  })

  it('leaves the form as it was where the file is no configuration', async () => {
    state().type({ epochs: '3' })
    void state().openConfig(file)
    await calls[0]?.answer({ ok: false, failure: { code: 'bad-input', message: 'Line 3 is no YAML.' } })
    expect(form().config.epochs).toBe(3)
    expect(state().configFailure?.message).toBe('Line 3 is no YAML.')
  })

  it('is what a dropped or opened .yml is for', async () => {
    void state().openFile(file)
    expect(calls[0]).toMatchObject({ channel: 'config.read', input: { handle: 'h' } })
  })
})

describe('starting', () => {
  it('sends the settings, and whether and with whom it goes on', () => {
    useStore.setState({ workers: { handle: 'w', name: 'hosts.json', location: '/hosts.json' } })
    state().continueByItself(true)
    state().type({ epochs: '3' })
    void state().startRun()
    expect(calls[0]).toMatchObject({
      channel: 'run.start',
      input: { datasetId: 'a', model: { kind: 'demo' }, config: { epochs: 3, batch_size: 16 }, continueAutomatically: true, workers: 'w' },
    })
  })

  it('trains the next run on this machine alone', async () => {
    useStore.setState({ workers: { handle: 'w', name: 'hosts.json', location: '/hosts.json' } })
    void state().startRun()
    await calls[0]?.answer(answered(run))
    expect(state()).toMatchObject({ workers: null, screen: 'train', runId: 'r' })
  })

  it('says that a hostfile could not be chosen apart from why a run did not start', async () => {
    void state().chooseWorkers()
    const failure = { code: 'file-binary', message: 'It is no text.' } as const
    await calls[0]?.answer({ ok: false, failure })
    expect(state()).toMatchObject({ workers: null, workersFailure: failure, startFailure: null })
    state().trainAlone()
    expect(state().workersFailure).toBeNull()
  })

  it('sends nothing while a setting is wrong', () => {
    state().type({ epochs: '0' })
    void state().startRun()
    expect(calls).toEqual([])
  })
})
