import { totalmem } from 'node:os'
import type { Handlers, LocatedFile } from '../shared/contract'
import { StudioError } from '../shared/errors'
import type { Run } from '../shared/run'
import type { Converting } from './converting/converting'
import { datasetHandlers } from './dataset-handlers'
import type { Datasets } from './datasets/datasets'
import { broughtFrom } from './documents/brought'
import type { Evaluating } from './evaluating/evaluating'
import { examplePage } from './evaluating/example-list'
import { judgedExample } from './evaluating/judged-example'
import { readExamples } from './examples'
import type { Exporting } from './exporting/exporting'
import { type FileHandles, forPeople } from './files/handles'
import { growHandlers } from './grow-handlers'
import type { Growing } from './growing/growing'
import type { Downloads } from './hub/downloads'
import { type HubAccounts, readHubAddress } from './hub/hub-access'
import { lookAt } from './hub/looking'
import { uploadExport } from './hub/upload-export'
import type { Importing } from './importing/importing'
import type { Cancellations } from './jobs'
import type { JobsUnderWay } from './jobs-under-way'
import type { Models } from './models/models'
import { suggestModels } from './models/suggesting/suggest'
import type { AntecedentOptions } from './options'
import type { Rendering } from './rendering'
import { reportOfRun } from './reporting/reporting'
import type { Engine } from './resolving/engine'
import { clipboardFlavours } from './resolving/formats/clipboard'
import { formatted } from './resolving/formats/formatted'
import { documentOf } from './resolving/formats/resolved-document'
import type { History } from './resolving/history'
import type { ResolvingMany } from './resolving/many/resolving-many'
import type { Resolving } from './resolving/resolving'
import type { Runs } from './runs/runs'
import type { KeptSettings } from './settings'
import { readConfigFile } from './training/config-file'
import { openDatasetOf } from './training/dataset-of-run'
import { defaultConfig, presets } from './training/defaults'
import type { Hardest } from './training/hardest'
import type { Preflighting } from './training/preflighting'
import { thisMachine } from './training/this-machine'
import type { Training } from './training/training'

/** The services behind the contract. */
export type Services = {
  readonly handles: FileHandles
  readonly datasets: Datasets
  readonly importing: Importing
  readonly growing: Growing
  readonly rendering: Rendering
  readonly models: Models
  readonly settings: KeptSettings
  readonly accounts: HubAccounts
  readonly downloads: Downloads
  readonly looking: Parameters<typeof lookAt>[1]
  readonly uploading: Parameters<typeof uploadExport>[1]
  readonly runs: Runs
  readonly training: Training
  readonly preflighting: Preflighting
  readonly hardest: Hardest
  readonly engine: Engine
  readonly resolving: Resolving
  readonly resolvingMany: ResolvingMany
  readonly history: History
  readonly evaluating: Evaluating
  readonly exporting: Exporting
  readonly converting: Converting
  readonly jobs: JobsUnderWay
  readonly cancellations: Cancellations
}

/** Each channel, and the service that answers it. */
export function handlersOf(services: Services, options: AntecedentOptions): Handlers {
  const { handles, datasets, models, downloads, accounts, settings, runs, training, preflighting, hardest } = services
  const { engine, resolving, history, evaluating, exporting, growing, jobs, cancellations } = services
  const { shell } = options
  return {
    'app.snapshot': async () => {
      const examples = await readExamples(`${options.assets}/examples.json`)
      const described = await models.list()
      // What events keep true is read at one moment, so that none falls between it and the answer.
      return {
        version: options.version,
        host: shell.host,
        platform: process.platform,
        home: forPeople(options.home),
        memoryBytes: totalmem(),
        engine: engine.state,
        datasets: datasets.summaries(),
        growth: growing.states(),
        runs: runs.list(),
        unreadableRuns: runs.unreadable,
        models: described,
        downloads: downloads.list(),
        jobs: jobs.list(),
        settings: settings.now,
        examples,
        presets,
      }
    },

    'file.choose': async ({ purpose }): Promise<LocatedFile | null> => {
      if (!shell.choosePath) throw notHere('This host has no file dialog.', 'Type the path, or drop the file.')
      const path = await shell.choosePath(purpose)
      return path === null ? null : handles.locate(path, purpose)
    },
    'file.locate': ({ path, purpose }) => handles.locate(path, purpose),
    'file.reveal': async ({ handle }) => {
      if (!shell.reveal) throw notHere('This host cannot show files.', 'Open the folder yourself.')
      await shell.reveal(handles.path(handle))
      return {}
    },

    ...datasetHandlers(services),
    ...growHandlers(services),

    'model.add': ({ handle }) => models.addFolder(handles.path(handle)),
    'hub.look': ({ requestId, repo }) => cancellations.during(requestId, (signal) => lookAt(repo, services.looking, signal)),
    'hub.tokenFrom': async () => ({ host: accounts.host, from: await accounts.tokenFrom(), keeper: accounts.keeper }),
    'hub.keepToken': async ({ token }) => {
      await accounts.keepToken(token)
      return {}
    },
    'download.start': ({ repo, revision }) => downloads.start(repo, revision),
    'download.pause': async ({ id }) => {
      await downloads.pause(id)
      return {}
    },
    'download.continue': ({ id }) => downloads.continue(id),
    'download.remove': async ({ id }) => {
      await downloads.remove(id)
      return {}
    },
    'model.suggest': async () => suggestModels(defaultConfig, thisMachine()),
    'model.remove': async ({ ref }) => {
      await models.forget(ref)
      return {}
    },
    'model.convert': ({ requestId, ref, bits, datasetId }) =>
      cancellations.during(requestId, async (signal) => {
        const dataset = datasetId === null ? null : datasets.get(datasetId)
        return services.converting.convert({ ref, bits, dataset, name: null }, requestId, signal)
      }),

    'settings.change': (some) => {
      if (some.hubAddress) readHubAddress(some.hubAddress)
      return settings.change(some)
    },
    'converter.set': ({ what, handle }) => {
      const path = handle === null ? null : handles.path(handle)
      return settings.change(what === 'converter' ? { ggufConverter: path } : { ggufPython: path })
    },

    'config.read': ({ handle }) => readConfigFile(handles.path(handle), { models, handles }),
    'run.preflight': ({ requestId, datasetId, model, config }) =>
      cancellations.during(requestId, (signal) =>
        preflighting.preflight({ dataset: datasets.get(datasetId), model, config }, requestId, signal),
      ),
    'run.start': async ({ datasetId, workers, ...asked }) =>
      training.start({ ...asked, dataset: datasets.get(datasetId), workers: workers === null ? null : handles.path(workers) }),
    'run.stop': async ({ runId }) => {
      training.stop(runId)
      return {}
    },
    'run.pause': async ({ runId }) => {
      training.pause(runId)
      return {}
    },
    'run.continue': async ({ runId }) => {
      refuseBusy(cancellations, runId)
      return training.continue(runId)
    },
    'run.hardest': ({ runId }) => hardest.measured(runId),
    'run.findHardest': ({ runId }) => cancellations.during(runId, (signal) => hardest.measure(runId, signal)),
    'run.openDataset': ({ runId, row }) => openDatasetOf(runs.get(runId), runs.files(runId), row, datasets),
    'run.setContinueAutomatically': ({ runId, continueAutomatically }) => runs.update(runId, { continueAutomatically }),
    'run.metrics': ({ runId }) => runs.metrics(runId),
    'run.log': async ({ runId }) => ({ text: await runs.log(runId) }),
    'run.rename': ({ runId, name }) => runs.update(runId, { name }),
    'run.remove': async ({ runId }) => {
      refuseBusy(cancellations, runId)
      await runs.remove(runId)
      return {}
    },
    'run.evaluate': ({ runId, weights }) =>
      cancellations.during(runId, async (signal) => (await evaluating.evaluate(runId, signal, undefined, weights)).comparison),
    'run.slices': async ({ runId }) => ({ slices: (await evaluating.cards.of(runId)).slices }),
    'run.examples': async ({ runId, ...query }) => examplePage((await evaluating.cards.of(runId)).examples, query),
    'run.report': async ({ runId }) => ({ content: await reportOfRun(runId, { runs, cards: evaluating.cards, version: options.version }) }),
    'export.locateLmStudio': async () => {
      const folder = await exporting.lmStudioFolder()
      return { folder: folder === null ? null : handles.register(folder) }
    },
    'run.export': ({ handle, folderName, ...asked }) =>
      cancellations.during(asked.runId, async (signal) => {
        const result = await exporting.export({ ...asked, folder: handles.path(handle), name: folderName }, signal)
        return { ...result, handle: handles.register(result.path).handle }
      }),

    'export.upload': ({ runId, at, ...asked }) =>
      cancellations.during(asked.requestId, (signal) =>
        uploadExport({ ...asked, folder: exportOf(runs.get(runId), at) }, services.uploading, signal),
      ),

    'text.bring': ({ requestId, handle }) => cancellations.during(requestId, (signal) => broughtFrom(handles.path(handle), signal)),
    'text.warm': async ({ by }) => {
      await resolving.warm(by)
      return {}
    },
    'text.judge': async (input) => ({ example: await judgedExample(input) }),
    'text.format': async ({ format, texts }) => ({ content: formatted(format, texts.map(documentOf)) }),
    'text.clipboard': async ({ texts }) => clipboardFlavours(texts.map(documentOf)),
    'text.prompts': ({ by }) => resolving.prompts(by),
    'history.list': async ({ search, offset, limit }) => ({
      keeping: history.keeping,
      failure: history.failure,
      ...history.list(search, offset, limit),
    }),
    'history.open': async ({ id }) => history.open(id),
    'history.forget': async ({ id }) => {
      await (id === null ? history.forgetAll() : history.forget(id))
      return {}
    },
    'history.keep': async ({ on }) => {
      await history.keep(on)
      return {}
    },
    'text.resolve': (input) =>
      cancellations.during(input.requestId, async (signal) => {
        const { rewrites } = await resolving.resolve(input, signal)
        await history.add({ source: input.text, by: input.by, against: input.against }, rewrites)
        return { rewrites }
      }),
    'job.cancel': async ({ id }) => {
      cancellations.cancel(id)
      return {}
    },
  }
}

function exportOf({ exports }: Run, at: string): string {
  const made = exports.find((one) => one.at === at)
  if (made) return made.path
  throw new StudioError({ code: 'not-found', message: 'That export is not known.', hint: 'Export the run again.' })
}

/** What reads a run's weights must not have them changed meanwhile. */
function refuseBusy(cancellations: Cancellations, runId: string): void {
  if (!cancellations.has(runId)) return
  throw new StudioError({
    code: 'busy',
    message: 'That run is being scored, looked at or exported.',
    hint: 'Wait until it is done, or cancel it.',
  })
}

function notHere(message: string, hint: string): StudioError {
  return new StudioError({ code: 'not-allowed', message, hint })
}
