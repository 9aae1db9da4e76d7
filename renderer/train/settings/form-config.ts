import type { TrainingConfig } from '../../../electron/shared/training'
import { settings } from './groups'
import { type ModelLimits, modelFaults } from './model-faults'
import type { Setting } from './setting'
import { readingOf, type Typed, typedOf, valueAt, withValue } from './setting-value'

/** What was typed or chosen over the settings the form began with, by path. */
export type Entries = Readonly<Record<string, Typed>>

/** The form's settings as they stand. */
export type FormConfig = {
  /** What the form began with. */
  readonly base: TrainingConfig
  /** Valid where `wrong` is empty. */
  readonly config: TrainingConfig
  /** What is wrong, by path, in the form's order. */
  readonly wrong: ReadonlyMap<string, string>
  /** Paths whose value is not the one the form began with. */
  readonly changed: readonly string[]
}

/**
 * What the form began with, under what was typed. A wrong value that no longer means anything gives way to the old one.
 * What it began with may be wrong too, for the chosen model.
 */
export function formConfig(base: TrainingConfig, entries: Entries, model: ModelLimits | null): FormConfig {
  const readings = settings.flatMap((setting) => {
    const typed = entries[setting.path]
    return typed === undefined ? [] : [{ setting, ...readingOf(setting, typed) }]
  })
  const typed = readings.reduce((config, { setting, value }) => withValue(config, setting.path, value), base)
  const wrong = new Map<string, string>()
  let config = typed
  for (const reading of readings) {
    if (reading.wrong === null) continue
    const { path } = reading.setting
    if (isRelevant(reading.setting, typed)) wrong.set(path, reading.wrong)
    else config = withValue(config, path, valueAt(base, path))
  }
  const mistyped = new Set(wrong.keys())
  for (const [path, why] of modelFaults(config, model)) if (!wrong.has(path)) wrong.set(path, why)
  const changed = settings
    .filter(({ path }) => mistyped.has(path) || JSON.stringify(valueAt(config, path)) !== JSON.stringify(valueAt(base, path)))
    .map(({ path }) => path)
  return { base, config, wrong, changed }
}

/** The settings to reckon with meanwhile: where one is wrong, as the form began with it. */
export const soundConfig = ({ base, config, wrong }: FormConfig): TrainingConfig =>
  [...wrong.keys()].reduce((sound, path) => withValue(sound, path, valueAt(base, path)), config)

/** Whether a setting means anything with the rest as it is. */
export const isRelevant = ({ when }: Setting, config: TrainingConfig): boolean => when === undefined || when(config)

/** What a setting's field shows: what was typed, else the value it began with. */
export function shownIn(setting: Setting, entries: Entries, base: TrainingConfig): Typed {
  const typed = entries[setting.path]
  return typed === undefined ? typedOf(setting.form, valueAt(base, setting.path)) : typed
}
