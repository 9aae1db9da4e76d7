import { join } from 'node:path'
import type { AppEvent, FilePurpose, Handlers, LocatedFile } from '../shared/contract'
import { Converting } from './converting/converting'
import { Datasets, samples } from './datasets/datasets'
import { Evaluating } from './evaluating/evaluating'
import { EventHub } from './events'
import { Exporting } from './exporting/exporting'
import { FileHandles } from './files/handles'
import { Growing } from './growing/growing'
import { handlersOf, type Services } from './handlers'
import { type HomeLayout, layoutOf, takeHome } from './home'
import { Downloads } from './hub/downloads'
import { HubAccounts } from './hub/hub-access'
import { Importing } from './importing/importing'
import { Cancellations, JobQueue } from './jobs'
import { JobsUnderWay } from './jobs-under-way'
import { Models } from './models/models'
import type { AntecedentOptions } from './options'
import { Rendering } from './rendering'
import { Engine } from './resolving/engine'
import { History } from './resolving/history'
import { ResolvingMany } from './resolving/many/resolving-many'
import { Resolving } from './resolving/resolving'
import { Runs } from './runs/runs'
import { KeptSettings } from './settings'
import { Hardest } from './training/hardest'
import { Preflighting } from './training/preflighting'
import { Training } from './training/training'
import { keepUpload } from './uploads'

/** The whole app without a window: what Electron, the loopback host and the command line serve. */
export type Antecedent = {
  readonly handlers: Handlers
  /** Events in batches of at most 30 a second, in order. Returns the way to stop. */
  readonly subscribe: (listener: (events: readonly AppEvent[]) => void) => () => void
  /** A path the person dropped, chose, or opened from outside, checked and given a handle. */
  readonly locate: (path: string, purpose: FilePurpose) => Promise<LocatedFile>
  /** Bytes of a file dropped on a page that has no paths; kept in the home, at most 512 MiB. They open as a dataset like any file. */
  readonly receiveUpload: (name: string, bytes: AsyncIterable<Uint8Array>) => Promise<LocatedFile>
  /** Continues what was interrupted and asked to go on by itself: for hosts with a window, once, at their start. */
  readonly continueInterrupted: () => Promise<void>
  /** Pauses what trains, ends everything else and every sidecar, lets go of the home. */
  readonly close: () => Promise<void>
}

/** The app with what its handlers call, for the command line, which does more than a window. */
export type OpenAntecedent = Antecedent & {
  readonly services: Services
  /** Sends the events that wait for their batch, now. */
  readonly flushEvents: () => void
}

/** Opens the app on a home. Throws `home-in-use` when another process has it. */
export async function openAntecedent(options: AntecedentOptions): Promise<OpenAntecedent> {
  const layout = layoutOf(options.home)
  const letGo = await takeHome(layout)
  try {
    return await openServices(options, layout, letGo)
  } catch (error) {
    await letGo()
    throw error
  }
}

async function openServices(options: AntecedentOptions, layout: HomeLayout, letGo: () => Promise<void>): Promise<OpenAntecedent> {
  const events = new EventHub()
  const jobs = new JobsUnderWay()
  const emit = (event: AppEvent) => {
    jobs.hear(event)
    events.emit(event)
  }
  const python = { python: options.python, sidecar: options.sidecar, ...(options.patience && { patience: options.patience }) }
  const queue = new JobQueue()
  const handles = new FileHandles()
  const datasets = new Datasets({
    layout,
    samples: join(options.assets, 'samples'),
    emit,
    closing: (datasetId) => growing.closeOne(datasetId),
    worker: options.datasetWorker,
  })
  const models = await Models.open(layout.models, join(options.assets, 'demo-model'), emit, options.modelPlaces)
  const settings = await KeptSettings.open(join(layout.root, 'settings.json'), emit)
  const accounts = new HubAccounts({ settings, secrets: options.shell.secrets, environment: options.hub })
  const cache = options.modelPlaces.hub
  const downloads = await Downloads.open({ file: join(layout.root, 'downloads.json'), cache, accounts, models, python, emit })
  const runs = await Runs.open(layout, emit, options.shell.trash)
  const engine = new Engine({ ...python, log: join(layout.root, 'engine.log') }, emit)
  const job = { runs, models, queue, emit, python }
  const history = await History.open(join(layout.root, 'history.jsonl'))
  const resolving = new Resolving({ runs, models, engine, emit })
  const growing = new Growing({ datasets, layout, resolving, runs, models, secrets: options.shell.secrets, settings, emit })
  const services = {
    handles,
    datasets,
    importing: new Importing(datasets, emit),
    rendering: new Rendering(models, engine),
    models,
    runs,
    engine,
    settings,
    accounts,
    downloads,
    looking: { accounts, python, cache },
    uploading: { accounts, python, emit },
    training: new Training(job, settings),
    preflighting: new Preflighting({ models, python, emit }),
    hardest: new Hardest(job),
    resolving,
    resolvingMany: new ResolvingMany({ ...job, resolving, log: join(layout.root, 'many.log') }),
    history,
    growing,
    evaluating: new Evaluating(job),
    exporting: new Exporting(job, { lmStudio: options.modelPlaces.lmStudio, settings }),
    converting: new Converting({
      models,
      queue,
      emit,
      python,
      folder: layout.models,
      sample: join(options.assets, 'samples', samples.sample),
      log: join(layout.root, 'convert.log'),
    }),
    jobs,
    cancellations: new Cancellations((id) => emit({ type: 'job.ended', id })),
  }
  let closed: Promise<void> | null = null
  const close = async () => {
    // Scorings and exports clear up after themselves; what is being trained or fetched is put aside.
    await Promise.all([services.cancellations.close(), services.training.close(), downloads.close(), engine.close()])
    await growing.close()
    await datasets.closeAll()
    events.flush()
    await letGo()
  }
  return {
    handlers: handlersOf(services, options),
    services,
    flushEvents: () => events.flush(),
    subscribe: events.subscribe,
    locate: (path, purpose) => handles.locate(path, purpose),
    receiveUpload: async (name, bytes) => handles.register(await keepUpload(layout.uploads, name, bytes)),
    continueInterrupted: () => services.training.continueInterrupted(),
    close: () => {
      closed ??= close()
      return closed
    },
  }
}
