import { z } from 'zod'
import { answerer } from './answerer'
import { conversionLoss } from './conversion'
import { datasetSummary } from './dataset'
import { datasetChannels } from './dataset-channels'
import { brought } from './documents'
import { failure } from './errors'
import { exportFormat, exportResult, ggufType, packedBits } from './exporting'
import { growChannels } from './grow-channels'
import { growState } from './growing'
import { hardestRows } from './hardest'
import { historyEntry, historyHead } from './history'
import { download, hubModel, hubRevision, tokenPlace, uploaded } from './hub'
import { identifier } from './identifier'
import { hubId, modelInfo, modelRef } from './model'
import { preflight } from './preflight'
import { prompt, prompts } from './prompt'
import { exampleText, maxTextLength, rewrite, side } from './resolution'
import { clipboardFlavours, resolvedText, resolveFormat } from './resolve-format'
import { run, weightsName } from './run'
import { comparison, evaluatedExample, evaluateInput, examplePage, exampleQuery, sliceResult } from './scorecard'
import { settings } from './settings'
import { suggestedModel } from './suggested-model'
import { metric, presetName, trainingConfig } from './training'

/** A file or folder the person pointed at. The page holds no paths, only this. */
const handle = identifier
const text = z.string().max(maxTextLength)
const nothing = z.strictObject({})

export const filePurpose = z.enum(['dataset', 'model', 'export', 'converter', 'python', 'config', 'hosts', 'save', 'document', 'texts'])
export type FilePurpose = z.infer<typeof filePurpose>

export const locatedFile = z.strictObject({ handle, name: z.string(), location: z.string() })
/** What `file.choose` and a drop give. */
export type LocatedFile = z.infer<typeof locatedFile>

export const importedConfig = z.strictObject({
  config: trainingConfig,
  /** What in the file was not taken over, a sentence each with its key. */
  notes: z.array(z.strictObject({ key: z.string(), message: z.string() })).readonly(),
  /** Its training data, where that is a file here. */
  dataset: locatedFile.nullable(),
  /** Its model: one that is known here, now or before, else its name for the Hub, else none. */
  model: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('known'), ref: modelRef }),
    z.strictObject({ kind: z.literal('hub'), repo: hubId }),
    z.strictObject({ kind: z.literal('none') }),
  ]),
})
/** A `training_config.yml` as this app understands it. */
export type ImportedConfig = z.infer<typeof importedConfig>

export const engineState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('off') }),
  z.strictObject({ state: z.literal('starting') }),
  z.strictObject({
    state: z.literal('ready'),
    python: z.string(),
    mlx: z.string(),
    mlxLm: z.string(),
    device: z.string(),
    memoryBytes: z.int().nonnegative(),
  }),
  z.strictObject({ state: z.literal('failed'), failure }),
])
/** The warm sidecar that answers texts. */
export type EngineState = z.infer<typeof engineState>

export const jobProgress = z.strictObject({
  /** What `job.cancel` takes. */
  id: identifier,
  job: z.enum(['evaluate', 'export', 'upload', 'resolve', 'preflight', 'hardest', 'import', 'convert']),
  phase: z.string(),
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
})
/** How far a job is. */
export type JobProgress = z.infer<typeof jobProgress>

export const snapshot = z.strictObject({
  version: z.string(),
  host: z.enum(['electron', 'web']),
  platform: z.string(),
  home: z.string(),
  /** Memory of this machine. */
  memoryBytes: z.int().nonnegative(),
  engine: engineState,
  datasets: z.array(datasetSummary).readonly(),
  /** How datasets grow that were asked about. */
  growth: z.array(growState).readonly(),
  runs: z.array(run).readonly(),
  /** Ids of runs whose record is damaged or missing; their folders are left as they are. */
  unreadableRuns: z.array(z.string()).readonly(),
  models: z.array(modelInfo).readonly(),
  /** Models on their way, the newest first. */
  downloads: z.array(download).readonly(),
  /** Jobs under way that have told of themselves. */
  jobs: z.array(jobProgress).readonly(),
  settings,
  examples: z.array(exampleText).readonly(),
  /** Settings that suit a model, by `modelInfo.ref`; the demo model's are tuned for the sample. */
  presets: z.record(presetName, z.strictObject({ demo: trainingConfig, other: trainingConfig })),
})
/** Everything the window needs on load; events keep it true from then on. */
export type Snapshot = z.infer<typeof snapshot>

/** Every call the window can make. Names are `noun.verb`; a channel is written here and nowhere else. */
export const channels = {
  'app.snapshot': { input: nothing, output: snapshot },

  /** Asks with the system's own dialog; null when the person closes it. `not-allowed` where there is none. */
  'file.choose': { input: z.strictObject({ purpose: filePurpose }), output: locatedFile.nullable() },
  /** A typed or dropped path. Electron's page cannot reach it: there only the preload calls it, for drops. */
  'file.locate': { input: z.strictObject({ path: z.string().min(1).max(4096), purpose: filePurpose }), output: locatedFile },
  'file.reveal': { input: z.strictObject({ handle }), output: nothing },

  ...datasetChannels,
  ...growChannels,

  'model.add': { input: z.strictObject({ handle }), output: modelInfo },
  /** What a model of the Hub is and takes; asks the network. `job.cancel` takes the caller's id. */
  'hub.look': { input: z.strictObject({ requestId: identifier, repo: hubId }), output: hubModel },
  /** Where the token for the Hub comes from, null where there is none, and where one that is typed is kept. Never the token itself. */
  'hub.tokenFrom': {
    input: nothing,
    output: z.strictObject({ host: z.string(), from: tokenPlace.nullable(), keeper: z.enum(['keychain', 'memory']) }),
  },
  /** Keeps a token for the Hub that is set; null forgets it. */
  'hub.keepToken': { input: z.strictObject({ token: z.string().max(500).nullable() }), output: nothing },
  /** Fetches a model into the ordinary Hugging Face cache; `download.changed` tells how it goes. */
  'download.start': { input: z.strictObject({ repo: hubId, revision: hubRevision.nullable() }), output: download },
  /** Keeps what has come. */
  'download.pause': { input: z.strictObject({ id: identifier }), output: nothing },
  'download.continue': { input: z.strictObject({ id: identifier }), output: download },
  /** Takes it out of the list, with what has come that belongs to no version of a model that is whole. */
  'download.remove': { input: z.strictObject({ id: identifier }), output: nothing },
  /** A short list of models that suit the task, with what each would take of this machine; nothing is asked of the network. */
  'model.suggest': { input: nothing, output: z.array(suggestedModel).readonly() },
  'model.remove': { input: z.strictObject({ ref: modelRef }), output: nothing },
  /**
   * Packs a model's weights into few bits, as a new folder of the home that becomes a model, and measures on rows of a dataset what that cost: null
   * takes the sample that comes along. Progress as `job.progress`, and `job.cancel`, under the caller's id; cancelled it leaves nothing. `bad-input`
   * where it is packed already, `model-invalid` where mlx-lm does not know it, `disk-full`, `file-not-written` where the folder is there.
   */
  'model.convert': {
    input: z.strictObject({ requestId: identifier, ref: modelRef, bits: packedBits, datasetId: identifier.nullable() }),
    output: z.strictObject({ model: modelInfo, loss: conversionLoss }),
  },

  /** Changes some of what is set for the whole app. `bad-input` for an address that is none. */
  'settings.change': { input: settings.omit({ ggufConverter: true, ggufPython: true }).partial(), output: settings },
  /**
   * Sets where llama.cpp's converter lies, or which Python runs it: programs of this machine, so each is a file the person pointed at. Null forgets
   * it. Nothing is started.
   */
  'converter.set': { input: z.strictObject({ what: z.enum(['converter', 'python']), handle: handle.nullable() }), output: settings },

  /** A `training_config.yml` of mlx-lm as settings. `bad-input` where it is none. */
  'config.read': { input: z.strictObject({ handle }), output: importedConfig },
  /** What a run would be; loads no weights. Progress comes as `job.progress` under the id the caller chose. */
  'run.preflight': {
    input: z.strictObject({ requestId: identifier, datasetId: identifier, model: modelRef, config: trainingConfig }),
    output: preflight,
  },
  'run.start': {
    input: z.strictObject({
      datasetId: identifier,
      model: modelRef,
      config: trainingConfig,
      name: z.string().trim().max(120),
      /** Goes on by itself after an interruption. */
      continueAutomatically: z.boolean().default(false),
      /** A hostfile of `mlx.launch`; null trains on this machine alone. */
      workers: handle.nullable().default(null),
    }),
    output: run,
  },
  /** Stops at the next step and keeps what was learned. */
  'run.stop': { input: z.strictObject({ runId: identifier }), output: nothing },
  /** Puts a run aside at the next step; `run.continue` goes on from there. */
  'run.pause': { input: z.strictObject({ runId: identifier }), output: nothing },
  /** Goes on from the newest checkpoint as if the run had never ended. `checkpoint-missing`, `run-differs`. */
  'run.continue': { input: z.strictObject({ runId: identifier }), output: run },
  /** The rows that were found hardest last, by the weights of which step; null before. */
  'run.hardest': { input: z.strictObject({ runId: identifier }), output: hardestRows.nullable() },
  /** The rows with the highest loss by the run's best weights; measured once and kept. Progress as `job.progress` under the run's id. */
  'run.findHardest': { input: z.strictObject({ runId: identifier }), output: hardestRows },
  /**
   * Opens the dataset that a run was made from, with one of its rows: `row` is its place when the run was made, the answer's the place
   * where it is now, null where none was asked for. `file-changed` where no row says the same any more.
   */
  'run.openDataset': {
    input: z.strictObject({ runId: identifier, row: z.int().nonnegative().nullable().default(null) }),
    output: z.strictObject({ dataset: datasetSummary, row: z.int().nonnegative().nullable() }),
  },
  /** Whether a run goes on by itself after an interruption, from the next one on. */
  'run.setContinueAutomatically': { input: z.strictObject({ runId: identifier, continueAutomatically: z.boolean() }), output: run },
  'run.metrics': { input: z.strictObject({ runId: identifier }), output: z.array(metric).readonly() },
  'run.log': { input: z.strictObject({ runId: identifier }), output: z.strictObject({ text: z.string() }) },
  'run.rename': { input: z.strictObject({ runId: identifier, name: z.string().trim().min(1).max(120) }), output: run },
  /** Moves the run's folder to the home's trash. */
  'run.remove': { input: z.strictObject({ runId: identifier }), output: nothing },
  'run.evaluate': { input: evaluateInput.extend({ runId: identifier }), output: comparison },
  /** Parts of the references and of the texts that a run was scored on. `not-found` before it was scored. */
  'run.slices': { input: z.strictObject({ runId: identifier }), output: z.strictObject({ slices: z.array(sliceResult).readonly() }) },
  /** Texts that a run was scored on, with what every system made of them. */
  'run.examples': { input: exampleQuery.extend({ runId: identifier }), output: examplePage },
  /** A report of a run as one HTML page that stands alone. */
  'run.report': { input: z.strictObject({ runId: identifier }), output: z.strictObject({ content: z.string() }) },
  /** LM Studio's folder of models, for `run.export`; null where it is not on this machine. */
  'export.locateLmStudio': { input: nothing, output: z.strictObject({ folder: locatedFile.nullable() }) },
  'run.export': {
    input: z.strictObject({
      runId: identifier,
      format: exportFormat,
      handle,
      folderName: z.string().min(1).max(120),
      weights: weightsName.default('best'),
      /** Packs the fused weights to so many bits, on purpose; `mlx` and `lm-studio` only. */
      bits: packedBits.nullable().default(null),
      /** How a GGUF's weights are written; `gguf` only. */
      ggufType: ggufType.default('bf16'),
    }),
    /** With a handle that `file.reveal` takes. */
    output: exportResult.extend({ handle }),
  },

  /**
   * Puts an export of a run on the Hub: `at` says which. Progress as `job.progress`, `job.cancel` takes the caller's id; until the end nothing
   * of it shows there. `hub-token` without a token that may write, `file-not-written` where the repository holds something already.
   */
  'export.upload': {
    input: z.strictObject({
      requestId: identifier,
      runId: identifier,
      at: z.iso.datetime(),
      repo: hubId,
      isPrivate: z.boolean(),
      replace: z.boolean(),
    }),
    output: uploaded,
  },

  /** Answers stream as `resolve.delta` events under the id the caller chose. */
  'text.resolve': {
    input: z.strictObject({
      requestId: identifier,
      text: text.min(1),
      /** A run answers both ways; a model alone only as `base`. */
      by: answerer,
      sides: z.array(side).min(1).max(2),
      /** Who answers as `base` in place of the base model, to compare any two. */
      against: answerer.nullable().default(null),
      /** How much of what was learned the tuned side uses: 1 all of it, 0 none. */
      strength: z.number().min(0).max(1).default(1),
      /** Null asks as the run's own rows do. */
      prompt: prompt.nullable().default(null),
    }),
    output: z.strictObject({ rewrites: z.array(rewrite).readonly() }),
  },
  /** The texts of a file or a folder. `job.cancel` takes the caller's id. */
  'text.bring': { input: z.strictObject({ requestId: identifier, handle }), output: brought },
  /** Loads whoever will answer, so that the first word of an answer does not wait for that. */
  'text.warm': { input: z.strictObject({ by: answerer }), output: nothing },
  /** What became of each reference of a text, given how it should be rewritten. */
  'text.judge': {
    input: z.strictObject({ source: text.min(1), gold: text.min(1), output: text }),
    output: z.strictObject({ example: evaluatedExample }),
  },
  /** Resolved texts as a file of a format has them. */
  'text.format': {
    input: z.strictObject({ format: resolveFormat, texts: z.array(resolvedText).min(1).max(1000) }),
    output: z.strictObject({ content: z.string() }),
  },
  /** Resolved texts as they are copied: plain, and with their marks. */
  'text.clipboard': { input: z.strictObject({ texts: z.array(resolvedText).min(1).max(1000) }), output: clipboardFlavours },
  /** How a text would be put to whoever answers, and other ways to put it. */
  'text.prompts': { input: z.strictObject({ by: answerer }), output: prompts },
  /** Texts that were resolved, newest first. */
  'history.list': {
    input: z.strictObject({ search: z.string().max(500), offset: z.int().nonnegative(), limit: z.int().min(1).max(100) }),
    output: z.strictObject({
      keeping: z.boolean(),
      total: z.int().nonnegative(),
      entries: z.array(historyHead).readonly(),
      /** Why the last text was not kept, or those before it cannot be read; null where all is well. */
      failure: failure.nullable(),
    }),
  },
  /** One of them, with what each answer changed. */
  'history.open': {
    input: z.strictObject({ id: identifier }),
    output: z.strictObject({ entry: historyEntry, rewrites: z.array(rewrite).readonly() }),
  },
  /** Forgets one entry, or all with null. */
  'history.forget': { input: z.strictObject({ id: identifier.nullable() }), output: nothing },
  /** Whether texts are kept from now on; switched off, those that were kept are forgotten. */
  'history.keep': { input: z.strictObject({ on: z.boolean() }), output: nothing },
  /**
   * Ends a `text.resolve`, `text.bring`, `hub.look`, `model.convert`, `export.upload` or `run.preflight` by its request id, a `run.evaluate`,
   * `run.export` or `run.findHardest` by its run id; no error when it is over.
   */
  'job.cancel': { input: z.strictObject({ id: identifier }), output: nothing },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

export type Channel = keyof typeof channels
export type Input<C extends Channel> = z.input<(typeof channels)[C]['input']>
export type ParsedInput<C extends Channel> = z.output<(typeof channels)[C]['input']>
export type Output<C extends Channel> = z.output<(typeof channels)[C]['output']>

/** The table a host serves. A missing handler does not compile. */
export type Handlers = { readonly [C in Channel]: (input: ParsedInput<C>) => Promise<Output<C>> }

export const appEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('engine.changed'), engine: engineState }),
  z.strictObject({ type: z.literal('dataset.changed'), dataset: datasetSummary }),
  z.strictObject({ type: z.literal('dataset.closed'), datasetId: identifier }),
  z.strictObject({ type: z.literal('grow.changed'), grow: growState }),
  z.strictObject({ type: z.literal('models.changed'), models: z.array(modelInfo).readonly() }),
  z.strictObject({ type: z.literal('download.changed'), download }),
  /** A download is out of the list: `model` is what it brought, null where a person took it out. */
  z.strictObject({ type: z.literal('download.ended'), id: identifier, repo: hubId, model: modelRef.nullable() }),
  z.strictObject({ type: z.literal('settings.changed'), settings }),
  z.strictObject({ type: z.literal('run.changed'), run }),
  z.strictObject({ type: z.literal('run.removed'), runId: identifier }),
  z.strictObject({ type: z.literal('run.metric'), runId: identifier, metric }),
  /** The run went back to this step: its figures beyond it are made anew. */
  z.strictObject({ type: z.literal('run.rewound'), runId: identifier, step: z.int().nonnegative() }),
  z.strictObject({ type: z.literal('resolve.delta'), requestId: identifier, side, text: z.string() }),
  jobProgress.extend({ type: z.literal('job.progress') }),
  /** The work under an id that `job.cancel` takes is over, however it ended. */
  z.strictObject({ type: z.literal('job.ended'), id: identifier }),
  /** The person opened a file from the Dock, the menu or another app. */
  z.strictObject({ type: z.literal('file.opened'), file: locatedFile }),
  /** A menu command for the window. */
  z.strictObject({ type: z.literal('command.invoked'), command: z.string() }),
])
/** What happened, for every window. Events say it, they do not orchestrate. */
export type AppEvent = z.infer<typeof appEvent>

/** How a call's answer crosses a boundary. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: z.infer<typeof failure> }

/**
 * What the window talks to: `window.studio`, given by Electron's preload or by the loopback host's page.
 * `Dropped` is the DOM's `File`; this folder knows no DOM.
 */
export type Studio<Dropped = never> = {
  /** Never rejects: a failure is an answer too. */
  readonly request: <C extends Channel>(channel: C, input: Input<C>) => Promise<Answer<Output<C>>>
  /** Events in batches, in order. Returns the way to stop. */
  readonly subscribe: (listener: (events: readonly AppEvent[]) => void) => () => void
  /** A file dropped on the window, as a handle. */
  readonly locateDrop: (file: Dropped) => Promise<Answer<LocatedFile>>
  /** Tells when events may have been missed and a new snapshot is due. Absent where that cannot happen. */
  readonly onReconnect?: (listener: () => void) => () => void
}
