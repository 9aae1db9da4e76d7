import type { TrainingConfig } from '../../../electron/shared/training'
import type { TermName } from '../../help/terms'
import type { NumberBounds } from '../../text/typed-number'

/** A number within the contract's bounds. */
export type NumberForm = NumberBounds & {
  readonly kind: 'number'
  /** What an empty field means, where it may be empty: null in the configuration. */
  readonly empty?: string
  /** It may be null too, by a choice made elsewhere; an empty field is wrong. */
  readonly apart?: true
}

/** One of a few values; null is written as an empty text. */
export type ChoiceForm = {
  readonly kind: 'choice'
  readonly options: readonly { readonly value: string | null; readonly label: string }[]
}

/** How a setting is asked for. */
export type SettingForm =
  | NumberForm
  | ChoiceForm
  | { readonly kind: 'toggle'; readonly on: string }
  | { readonly kind: 'text'; readonly longest: number; readonly empty: string }
  | { readonly kind: 'list'; readonly most: number; readonly longest: number; readonly empty: string }
  | { readonly kind: 'schedule' }

/** A setting of a run as the form shows it. */
export type Setting = {
  /** Where it is in the configuration, under mlx-lm's own names: `lora_parameters.rank`. */
  readonly path: string
  /** Plain words. */
  readonly label: string
  /** One sentence: what it does. */
  readonly hint: string
  /** A word of the trade in it that is explained at its label. */
  readonly term?: TermName
  readonly form: SettingForm
  /** Whether it is shown without unfolding its group; absent means never. */
  readonly common?: (config: TrainingConfig) => boolean
  /** Whether it means anything with the rest as it is; absent means always. */
  readonly when?: (config: TrainingConfig) => boolean
}

/** Settings that belong together. */
export type SettingGroup = {
  readonly id: string
  readonly title: string
  readonly settings: readonly Setting[]
}

/** Shown without unfolding its group, whatever the rest is. */
export const always = (): boolean => true

/** A number that may be left empty. */
export const optional = (form: NumberForm, empty: string): NumberForm => ({ ...form, empty })

/** A whole number of at least one, or within bounds. */
export const wholeNumber = (min = 1, max = Number.MAX_SAFE_INTEGER): NumberForm => ({ kind: 'number', min, max, whole: true })

/** Any number between bounds that are allowed themselves. */
export const numberWithin = (min: number, max: number): NumberForm => ({ kind: 'number', min, max, whole: false })

/** Any number above zero. */
export const aboveZero = (max = Number.MAX_VALUE): NumberForm => ({ kind: 'number', min: 0, max, whole: false, open: 'min' })
