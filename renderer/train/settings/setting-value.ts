import type { TrainingConfig } from '../../../electron/shared/training'
import { assertNever } from '../../studio/assert-never'
import { readNumber, shownNumber } from '../../text/typed-number'
import { draftOf, readDraft, type ScheduleDraft } from './schedule-draft'
import type { Setting, SettingForm } from './setting'

/** A value as it was typed or chosen; null is the configuration's null. */
export type Typed = string | null

/** What a typed text stands for, and what is wrong with it. A number that is none is NaN, never a value that was not typed. */
export type Reading = { readonly value: unknown; readonly wrong: string | null }

/** The value at a setting's path. */
export function valueAt(config: TrainingConfig, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => (isRecord(part) ? part[key] : undefined), config)
}

/** A copy with another value at a path. The paths and values of the table are held to the contract by its test. */
export function withValue(config: TrainingConfig, path: string, value: unknown): TrainingConfig {
  return put(config, path.split('.'), value) as TrainingConfig
}

function put(part: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(part)) return part.map((item, place) => (String(place) === key ? put(item, rest, value) : item))
  return isRecord(part) ? { ...part, [key]: put(part[key], rest, value) } : part
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

/** A value as it would be typed. */
export function typedOf(form: SettingForm, value: unknown): Typed {
  if (value === null || value === undefined) return null
  switch (form.kind) {
    case 'number':
      return typeof value === 'number' ? shownNumber(value) : null
    case 'toggle':
      return value === true ? 'on' : 'off'
    case 'list':
      return Array.isArray(value) ? value.join(', ') : null
    case 'schedule':
      return JSON.stringify(draftOf(value as NonNullable<TrainingConfig['lr_schedule']>))
    case 'choice':
    case 'text':
      return String(value)
    default:
      return assertNever(form)
  }
}

/** What was typed, as a value of the configuration. */
export function readingOf({ form }: Setting, typed: Typed): Reading {
  if (typed === null) return { value: null, wrong: null }
  switch (form.kind) {
    case 'number':
      return typed.trim() === '' && form.empty !== undefined ? { value: null, wrong: null } : readNumber(form, typed)
    case 'toggle':
      return { value: typed === 'on', wrong: null }
    case 'choice':
      return { value: typed, wrong: null }
    case 'text': {
      const text = typed.trim()
      return { value: text === '' ? null : text, wrong: text.length > form.longest ? `At most ${form.longest} characters.` : null }
    }
    case 'list': {
      const items = typed.split(/[,\s]+/).filter((item) => item !== '')
      const long = items.find((item) => item.length > form.longest)
      const wrong = items.length > form.most ? `At most ${form.most} names.` : long === undefined ? null : `A name is too long: ${long}.`
      return { value: items.length === 0 ? null : items, wrong }
    }
    case 'schedule':
      // Written by the form's own field, never by a person.
      return readDraft(JSON.parse(typed) as ScheduleDraft)
    default:
      return assertNever(form)
  }
}

/** A value in words, for telling what it was. */
export function shownValue(setting: Setting, value: unknown): string {
  const { form } = setting
  switch (form.kind) {
    case 'choice':
      return form.options.find((option) => option.value === value)?.label ?? String(value)
    case 'toggle':
      return value === true ? 'on' : 'off'
    case 'number':
    case 'text':
    case 'list':
      return typedOf(form, value) ?? ('empty' in form ? (form.empty ?? 'none') : 'none')
    case 'schedule':
      return value === null ? 'not used' : 'another schedule'
    default:
      return assertNever(form)
  }
}
