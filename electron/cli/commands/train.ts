import { resolve } from 'node:path'
import type { OpenAntecedent } from '../../core/antecedent'
import { type Replay, readReplay } from '../../core/exporting/replay'
import { readConfigFile } from '../../core/training/config-file'
import { type FreeSettings, freeSettings, refuseDifferences } from '../../core/training/continuing'
import type { TrainingRequest } from '../../core/training/training'
import type { ImportedConfig } from '../../shared/contract'
import { everyRow } from '../../shared/dataset'
import type { ModelRef } from '../../shared/model'
import type { Preflight } from '../../shared/preflight'
import type { Run } from '../../shared/run'
import type { TrainingConfig } from '../../shared/training'
import { type Command, type Invocation, onlyWord, optional, usage } from '../command'
import type { ExitCode } from '../exit-code'
import { namedLines, preflightWords, unusableWords } from '../preflight-words'
import { findModel, findRun, hear, openDataset, withStudio } from '../studio'
import { type NamedSettings, namedPreset, namedSettings, presetFor, settingOptions, settingUsage, withNamed } from '../training-settings'
import { causeOf, continueToEnd, exitCodeFor, summaryOf, trainToEnd } from '../training-to-end'

/** `antecedent train`: a run from start to end, or from where it was left. */
export const train: Command = {
  usage: `train (DATA --model M | --config FILE [DATA] [--model M] | --from EXPORT DATA [--model M] | --resume RUN) [--preset quick|balanced|thorough] ${settingUsage} [--name N] [--workers HOSTFILE] [--continue-automatically] [--dry-run]`,
  summary:
    'fine-tunes a model; --dry-run only says what the run would be; Ctrl-C stops and keeps what was learned, --resume goes on from there as if it had never ended',
  options: {
    ...settingOptions,
    model: { type: 'string' },
    config: { type: 'string' },
    from: { type: 'string' },
    preset: { type: 'string' },
    resume: { type: 'string' },
    workers: { type: 'string' },
    name: { type: 'string' },
    'continue-automatically': { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  run: (invocation) => {
    const settings = namedSettings(invocation)
    const asked: Asked = {
      data: invocation.words.length === 0 ? undefined : onlyWord(invocation, 'DATA'),
      model: optional(invocation, 'model'),
      config: optional(invocation, 'config'),
      from: optional(invocation, 'from'),
      preset: namedPreset(invocation),
      settings,
    }
    if ([asked.config, asked.preset, asked.from].filter((named) => named !== undefined).length > 1)
      throw usage('Give one of --config, --from and --preset.')
    const resumed = optional(invocation, 'resume')
    if (resumed === undefined && asked.config === undefined) {
      if (!asked.data) throw usage('DATA is missing.')
      if (!asked.model && asked.from === undefined) throw usage('--model is missing.')
    }
    if (resumed !== undefined && asked.from !== undefined) throw usage('A run goes on with its own settings: leave out --from.')
    if (resumed !== undefined && optional(invocation, 'workers') !== undefined)
      throw usage('A run goes on with the workers it was begun with: leave out --workers.')
    return withStudio<ExitCode>(invocation, async (studio) => {
      if (resumed !== undefined) return conclude(studio, await goOn(studio, resumed, asked, invocation), invocation)
      const request = await requestFor(studio, asked, invocation)
      const preflight = await lookAhead(studio, request, invocation)
      if (invocation.options['dry-run'] === true) {
        invocation.output.line({ type: 'result', preflight })
        return preflight.memory.verdict === 'too-large' ? 1 : 0
      }
      return conclude(studio, await trainToEnd(studio, request, preflight, invocation), invocation)
    })
  },
}

/** Tells how a run ended. */
function conclude(studio: OpenAntecedent, run: Run, { output }: Invocation): ExitCode {
  const adapterPath = run.usable ? studio.services.runs.files(run.id).best : null
  output.line({ type: 'result', runId: run.id, status: run.state.state, adapterPath, ...causeOf(run) })
  output.say(summaryOf(run, adapterPath))
  return exitCodeFor(run)
}

/** What was named on the command line; undefined where it was not. */
type Asked = {
  readonly data: string | undefined
  readonly model: string | undefined
  readonly config: string | undefined
  /** An export's folder or record, whose settings are used again. */
  readonly from: string | undefined
  readonly preset: ReturnType<typeof namedPreset>
  readonly settings: NamedSettings
}

async function requestFor(studio: OpenAntecedent, asked: Asked, invocation: Invocation): Promise<TrainingRequest> {
  const replay = asked.from === undefined ? null : await readReplay(resolve(asked.from), studio.services.models)
  const imported = replay === null ? await importedConfig(studio, asked.config, invocation) : noted(replay.imported, invocation)
  const model = await modelOf(studio, asked, imported, invocation)
  const data = dataOf(studio, asked, imported)
  if (!model) throw usage('--model is missing, and the configuration names no model.')
  if (data === undefined) throw usage('DATA is missing, and the configuration names no training data that is here.')
  const config = withNamed(imported?.config ?? presetFor(asked.preset ?? 'balanced', model), asked.settings)
  const dataset = await openDataset(studio, data, invocation.signal)
  if (replay !== null && (await dataset.data.facts(invocation.signal)).sha256 !== replay.dataset.sha256) otherRows(replay, invocation)
  const workers = optional(invocation, 'workers')
  return {
    dataset,
    model,
    config,
    name: optional(invocation, 'name') ?? '',
    continueAutomatically: invocation.options['continue-automatically'] === true,
    workers: workers === undefined ? null : resolve(workers),
  }
}

function otherRows({ dataset }: Replay, { output }: Invocation): void {
  output.note(`These are not the rows that the export learned from: those were ${dataset.rows} of “${dataset.name}”.`)
}

/** Says what the run would be, by the model's own tokenizer, before any weights are loaded. */
async function lookAhead(studio: OpenAntecedent, request: TrainingRequest, { output, signal }: Invocation): Promise<Preflight> {
  const { dataset } = request
  const { rows, usableRows } = await dataset.data.facts(signal)
  if (usableRows < rows) {
    const first = await dataset.bench.rows({ ...everyRow, problem: 'unusable' }, 0, namedLines + 1)
    output.note(
      unusableWords(
        first.rows.map(({ line }) => line),
        rows - usableRows,
        rows,
      ),
    )
  }
  const silence = hear(studio, (event) => {
    if (event.type === 'job.progress' && event.job === 'preflight') output.progress(event.phase, event.done, event.total)
  })
  try {
    const preflight = await studio.services.preflighting.preflight(request, 'cli', signal)
    for (const sentence of preflightWords(preflight)) output.note(sentence)
    return preflight
  } finally {
    silence()
    output.endProgress()
  }
}

/** Goes on with a run. What else was named has to be what it was begun with. */
async function goOn(studio: OpenAntecedent, named: string, asked: Asked, invocation: Invocation): Promise<Run> {
  const { runs, models } = studio.services
  const run = findRun(studio, named)
  const imported = await importedConfig(studio, asked.config, invocation)
  const data = dataOf(studio, asked, imported)
  const model = await modelOf(studio, asked, imported, invocation)
  const dataset = data === undefined ? null : await openDataset(studio, data, invocation.signal)
  const settings = settingsOf(asked, imported, run.model.ref)
  refuseDifferences(run, {
    ...(dataset && { data: { name: dataset.identity.name, sha256: (await dataset.data.facts(invocation.signal)).sha256 } }),
    ...(model && { model: { ref: model, name: (await models.describe(model)).name } }),
    settings,
  })
  const name = optional(invocation, 'name')
  if (name) await runs.update(run.id, { name })
  if (invocation.options['continue-automatically'] === true) await runs.update(run.id, { continueAutomatically: true })
  const free = Object.fromEntries(freeSettings.flatMap((key) => (settings[key] === undefined ? [] : [[key, settings[key]]])))
  return continueToEnd(studio, runs.get(run.id), free as FreeSettings, invocation)
}

/** Settings that were said for a run that goes on: all of a file or preset, else only the options. */
function settingsOf(asked: Asked, imported: ImportedConfig | null, model: ModelRef): NamedSettings {
  const base: TrainingConfig | null = imported?.config ?? (asked.preset ? presetFor(asked.preset, model) : null)
  return base ? withNamed(base, asked.settings) : asked.settings
}

async function importedConfig(
  { services }: OpenAntecedent,
  path: string | undefined,
  invocation: Invocation,
): Promise<ImportedConfig | null> {
  if (path === undefined) return null
  return noted(await readConfigFile(resolve(path), services), invocation)
}

/** Settings that were read, with what of them was not taken over told. */
function noted(imported: ImportedConfig, { output }: Invocation): ImportedConfig {
  for (const { key, message } of imported.notes) {
    output.line({ type: 'config.note', key, message })
    output.note(message)
  }
  return imported
}

async function modelOf(
  studio: OpenAntecedent,
  asked: Asked,
  imported: ImportedConfig | null,
  invocation: Invocation,
): Promise<ModelRef | null> {
  if (asked.model !== undefined) return findModel(studio, asked.model, invocation)
  if (imported?.model.kind === 'known') return imported.model.ref
  return imported?.model.kind === 'hub' ? findModel(studio, imported.model.repo, invocation) : null
}

function dataOf({ services }: OpenAntecedent, asked: Asked, imported: ImportedConfig | null): string | undefined {
  return asked.data ?? (imported?.dataset ? services.handles.path(imported.dataset.handle) : undefined)
}
