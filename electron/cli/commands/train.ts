import type { OpenAntecedent } from '../../core/antecedent'
import type { OpenDataset } from '../../core/datasets/open-dataset'
import { configFor } from '../../core/training/defaults'
import { StudioError } from '../../shared/errors'
import type { ModelRef } from '../../shared/model'
import type { Run } from '../../shared/run'
import { type TrainingConfig, type TrainingConfigInput, trainingConfig } from '../../shared/training'
import { type Command, type Invocation, needed, number, onlyWord, optional, usage } from '../command'
import type { ExitCode } from '../exit-code'
import { findModel, hear, openDataset, withStudio } from '../studio'

/** `antecedent train`: a run from start to end. */
export const train: Command = {
  usage:
    'train DATA --model M [--epochs N | --iters N] [--batch-size N] [--learning-rate X] [--rank N] [--scale X] [--num-layers N] [--max-seq-length N] [--seed S] [--name N]',
  summary: 'trains a LoRA; Ctrl-C stops and keeps what was learned',
  options: {
    model: { type: 'string' },
    epochs: { type: 'string' },
    iters: { type: 'string' },
    'batch-size': { type: 'string' },
    'learning-rate': { type: 'string' },
    rank: { type: 'string' },
    scale: { type: 'string' },
    'num-layers': { type: 'string' },
    'max-seq-length': { type: 'string' },
    seed: { type: 'string' },
    name: { type: 'string' },
  },
  run: (invocation) => {
    const path = onlyWord(invocation, 'DATA')
    const named = needed(invocation, 'model')
    return withStudio<ExitCode>(invocation, async (studio) => {
      const model = await findModel(studio, named, invocation)
      const config = configured(invocation, configFor(model))
      const dataset = await openDataset(studio, path, invocation.signal)
      const run = await trainToEnd(studio, { dataset, model, config, name: optional(invocation, 'name') ?? '' }, invocation)
      const { state } = run
      const adapterPath = run.usable ? studio.services.runs.files(run.id).best : null
      invocation.output.line({ type: 'result', runId: run.id, status: state.state, adapterPath })
      invocation.output.say(summaryOf(run, adapterPath))
      return exitCodeFor(run)
    })
  },
}

/** Starts a run, tells its metrics as they come, and waits for its end. Ctrl-C stops it and keeps what it learned. */
export async function trainToEnd(
  studio: OpenAntecedent,
  request: { readonly dataset: OpenDataset; readonly model: ModelRef; readonly config: TrainingConfig; readonly name: string },
  { output, signal }: Invocation,
): Promise<Run> {
  const { training } = studio.services
  const run = await training.start(request)
  output.line({ type: 'run.started', runId: run.id })
  output.note(`Run ${run.id}: ${run.name}`)
  const silence = hear(studio, (event) => {
    if (event.type === 'run.metric' && event.runId === run.id) {
      const { split, ...rest } = event.metric
      output.line({ type: 'run.metric', runId: run.id, split, ...rest })
      if (split === 'valid') output.note(`step ${rest.step}  validation loss ${rest.loss === null ? 'not a number' : rest.loss.toFixed(4)}`)
    } else if (event.type === 'run.changed' && event.run.id === run.id && event.run.state.state === 'running') {
      const { phase, step, totalSteps } = event.run.state
      output.progress(phase, step, totalSteps)
    }
  })
  const stop = () => training.stop(run.id)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    return await training.ended(run.id)
  } finally {
    signal.removeEventListener('abort', stop)
    studio.flushEvents()
    silence()
    output.endProgress()
  }
}

/** The model's default settings with what the person named. */
function configured(invocation: Invocation, defaults: TrainingConfig): TrainingConfig {
  const given = (name: string) => number(invocation, name)
  const changes = {
    epochs: given('epochs'),
    iters: given('iters'),
    batch_size: given('batch-size'),
    learning_rate: given('learning-rate'),
    num_layers: given('num-layers'),
    max_seq_length: given('max-seq-length'),
    seed: given('seed'),
  }
  const lora = { rank: given('rank'), scale: given('scale') }
  const config: TrainingConfigInput = {
    ...defaults,
    ...defined(changes),
    lora_parameters: { ...defaults.lora_parameters, ...defined(lora) },
  }
  const parsed = trainingConfig.safeParse(config)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw usage(`${issue?.path.join('.')}: ${issue?.message}.`)
}

function defined<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

function exitCodeFor({ state }: Run): ExitCode {
  if (state.state === 'failed') throw new StudioError(state.failure)
  return state.state === 'finished' ? 0 : state.state === 'stopped' ? 130 : 1
}

function summaryOf({ id, name, state }: Run, adapterPath: string | null): string {
  if (state.state === 'diverged') return `${name} (${id}) diverged. ${state.message}`
  if (state.state !== 'finished' && state.state !== 'stopped') return `${name} (${id}) ${state.state}.`
  return `${name} (${id}) ${state.state} after ${state.steps} steps in ${state.seconds.toFixed(0)} s; best validation loss ${state.bestLoss?.toFixed(4) ?? 'not measured'} at step ${state.bestStep}.\n${adapterPath ?? ''}`
}
