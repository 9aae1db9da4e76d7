import { StudioError } from '../../shared/errors'
import { lrSchedule, optimizerConfig, type TrainingConfig, trainingConfig } from '../../shared/training'
import { faultOf } from './config-faults'
import { explainedKeys, idleKeys, mlxLmDefaults, nearestKey } from './config-keys'
import type { YamlMap } from './config-yaml'

/** What was not taken over, a sentence with its key. */
export type ConfigNote = { readonly key: string; readonly message: string }

type Settings = Readonly<Record<string, unknown>>

/** Keys that name things rather than settings; whoever reads the file answers for them. */
const elsewhere = ['model', 'data']
const ours = Object.keys(trainingConfig.shape)
const loraKeys = Object.keys(trainingConfig.shape.lora_parameters.def.innerType.shape)
const reporters = ['tensorboard', 'trackio', 'wandb']

/**
 * The settings of a configuration written for mlx-lm: what it says, mlx-lm's own defaults where it is silent, and a note for every
 * key that does nothing here. A key that is null counts as silent, as with mlx-lm.
 * Throws `bad-input` with key and line for a value that mlx-lm or this app does not take.
 */
export function configOf(file: YamlMap): { readonly config: TrainingConfig; readonly notes: readonly ConfigNote[] } {
  const settings = Object.fromEntries(Object.entries(file.value).filter(([, value]) => value !== null))
  const notes: ConfigNote[] = []
  const taken: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(settings)) {
    if (elsewhere.includes(key)) continue
    const explained = Object.hasOwn(explainedKeys, key) ? explainedKeys[key] : undefined
    if (explained?.when(value)) notes.push({ key, message: explained.message })
    if (explained) continue
    if (ours.includes(key)) taken[key] = value
    else notes.push(unknown(key, key, [...ours, ...elsewhere, ...Object.keys(explainedKeys)]))
  }
  if (taken.epochs !== undefined && taken.iters === undefined) {
    notes.push({ key: 'epochs', message: 'mlx-lm passes over epochs and makes 1000 iterations; here they say how long a run is.' })
  }
  const input = {
    ...mlxLmDefaults,
    // Passes are counted where the file counts them and no iterations.
    ...(taken.epochs !== undefined && { iters: null }),
    ...taken,
    ...(typeof taken.optimizer === 'string' && { optimizer: taken.optimizer.toLowerCase() }),
    optimizer_config: optimizers(taken.optimizer_config, notes),
    lora_parameters: lora(taken.lora_parameters, taken.fine_tune_type, file, notes),
    lr_schedule: schedule(taken.lr_schedule, settings, notes),
    report_to: reporter(taken.report_to, notes),
    ...(taken.num_layers === 0 && { num_layers: everyBlock(notes) }),
  }
  const parsed = trainingConfig.safeParse(input)
  if (!parsed.success) throw faultOf(parsed.error.issues, input, file)
  checkSchedule(parsed.data, file)
  return { config: parsed.data, notes }
}

function unknown(path: string, key: string, known: readonly string[]): ConfigNote {
  const meant = nearestKey(key, known)
  const perhaps = meant === null ? '' : ` Perhaps ${meant} is meant.`
  return { key: path, message: `Neither mlx-lm nor this app knows “${key.slice(0, 60)}”, so it does nothing.${perhaps}` }
}

/** The keys of a nested map that are known; the others become notes. Anything but a map is left to the schema. */
function known(value: unknown, within: string, keys: readonly string[], notes: ConfigNote[]): unknown {
  if (!isRecord(value)) return value
  for (const key of Object.keys(value)) {
    if (keys.includes(key)) continue
    const path = `${within}.${key}`
    const idle = idleKeys[path]
    notes.push(idle === undefined ? unknown(path, key, keys) : { key: path, message: idle })
  }
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)))
}

/** An optimizer's own settings stand on mlx's defaults, which are not all ours. */
function optimizers(value: unknown, notes: ConfigNote[]): unknown {
  const defaults: Settings = mlxLmDefaults.optimizer_config
  if (value === undefined) return defaults
  const named = known(value, 'optimizer_config', Object.keys(optimizerConfig.shape), notes)
  if (!isRecord(named)) return named
  const filled = Object.entries(named).map(([name, own]) => {
    const base = defaults[name] as Settings
    const settings = known(own ?? {}, `optimizer_config.${name}`, Object.keys(base), notes)
    return [name, isRecord(settings) ? { ...base, ...settings } : settings]
  })
  return { ...defaults, ...Object.fromEntries(filled) }
}

/** mlx-lm takes the whole map as it is written: where one is given, nothing is filled in. */
function lora(value: unknown, type: unknown, file: YamlMap, notes: ConfigNote[]): unknown {
  if (value === undefined) return mlxLmDefaults.lora_parameters
  const named = known(value, 'lora_parameters', loraKeys, notes)
  if (!isRecord(named) || type === 'full') return named
  for (const key of ['rank', 'scale', 'dropout']) {
    if (named[key] !== undefined && named[key] !== null) continue
    const alpha = key === 'scale' && isRecord(value) && 'alpha' in value ? ' It does nothing with alpha.' : ''
    throw new StudioError({
      code: 'bad-input',
      message: `lora_parameters has no ${key}, without which mlx-lm does not train.${alpha}`,
      hint: `Add “${key}: ${trainingConfig.parse({}).lora_parameters[key as 'rank' | 'scale' | 'dropout']}”, which is mlx-lm’s own value, or another.`,
      where: file.placeOf(['lora_parameters']),
    })
  }
  return named
}

function schedule(value: unknown, settings: Settings, notes: ConfigNote[]): unknown {
  if (value === undefined) return null
  const named = known(value, 'lr_schedule', Object.keys(lrSchedule.shape), notes)
  const first = isRecord(named) && Array.isArray(named.arguments) ? (named.arguments[0] as unknown) : undefined
  if (settings.learning_rate !== undefined && settings.learning_rate !== first) {
    notes.push({ key: 'learning_rate', message: 'lr_schedule decides the rate alone, so this one does nothing.' })
  }
  return named
}

/** mlx-lm takes several, with commas between them. */
function reporter(value: unknown, notes: ConfigNote[]): unknown {
  if (value === undefined) return null
  if (typeof value !== 'string') return value
  const names = value
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
  const [taken, ...rest] = names.filter((name) => reporters.includes(name))
  for (const name of [...rest, ...names.filter((name) => !reporters.includes(name))]) {
    const why = reporters.includes(name)
      ? `A run reports to one place here, which is ${taken}`
      : `This app does not report to ${name.slice(0, 40)}`
    notes.push({ key: 'report_to', message: `${why}; its own curves are always kept.` })
  }
  return taken ?? null
}

function everyBlock(notes: ConfigNote[]): -1 {
  notes.push({ key: 'num_layers', message: 'mlx-lm takes 0 for every block, so every block is trained; here that is written −1.' })
  return -1
}

const argumentCounts = { cosine_decay: [2, 3], exponential_decay: [2, 2], linear_schedule: [3, 3], step_decay: [3, 3] } as const

/** mlx calls the schedule's function with these arguments when training begins. */
function checkSchedule({ lr_schedule }: TrainingConfig, file: YamlMap): void {
  if (lr_schedule === null) return
  const [least, most] = argumentCounts[lr_schedule.name]
  const { length } = lr_schedule.arguments
  if (length >= least && length <= most) return
  throw new StudioError({
    code: 'bad-input',
    message: `lr_schedule.arguments has ${length} numbers, where ${lr_schedule.name} takes ${least === most ? least : `${least} or ${most}`}.`,
    hint: 'The first is the rate it begins with; mlx’s documentation names the others.',
    where: file.placeOf(['lr_schedule', 'arguments']),
  })
}

function isRecord(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
