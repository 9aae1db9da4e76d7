import type { ParseArgsConfig } from 'node:util'
import { StudioError } from '../shared/errors'
import { isHubName } from '../shared/hub-name'
import { type WeightsName, weightsName } from '../shared/run'
import type { ExitCode } from './exit-code'
import type { Locations } from './locations'
import type { Output } from './output'

type OptionTable = NonNullable<ParseArgsConfig['options']>

/** What a command is given: its words, where to speak, where things are, and when to stop. */
export type Invocation = {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>
  readonly output: Output
  readonly locations: () => Locations
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
}

/** One command of `antecedent`. */
export type Command = {
  readonly usage: string
  readonly summary: string
  readonly options: OptionTable
  readonly run: (invocation: Invocation) => Promise<ExitCode>
}

/** The text of an option; undefined when it was not given. */
export function optional({ options }: Invocation, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

/** The text of an option that must be there. */
export function needed(invocation: Invocation, name: string): string {
  const value = optional(invocation, name)
  if (value === undefined || value === '') throw usage(`--${name} is missing.`)
  return value
}

/** A number; undefined when it was not given. */
export function number(invocation: Invocation, name: string): number | undefined {
  const text = optional(invocation, name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw usage(`--${name} takes a number, not “${text}”.`)
  return value
}

/** A whole number from 1 on; undefined when it was not given. */
export function count(invocation: Invocation, name: string): number | undefined {
  const value = number(invocation, name)
  if (value !== undefined && !(Number.isSafeInteger(value) && value > 0)) throw usage(`--${name} takes a whole number from 1 on.`)
  return value
}

/** One of several words; undefined when it was not given. */
export function oneOf<T extends string>(invocation: Invocation, name: string, words: readonly T[]): T | undefined {
  const text = optional(invocation, name)
  if (text === undefined) return undefined
  const found = words.find((word) => word === text)
  if (found === undefined) throw usage(`--${name} is one of ${words.join(', ')}, not “${text}”.`)
  return found
}

/** Which of a run's weights were named; the best where none were. */
export function weightsOf(invocation: Invocation): WeightsName {
  return oneOf(invocation, 'weights', weightsName.options) ?? 'best'
}

/** The one word a command takes. */
export function onlyWord({ words }: Invocation, what: string): string {
  const [word] = words
  if (word === undefined || word === '') throw usage(`${what} is missing.`)
  if (words.length > 1) throw usage(`One ${what} at a time; “${words[1]}” is too much.`)
  return word
}

/** A word that names a repository of the Hub. */
export function hubNameWord(word: string): string {
  if (isHubName(word)) return word
  throw usage(`“${word}” is no name on the Hub: it looks like owner/name.`)
}

/** Refuses words where only options are taken: a forgotten `--run` must not go unnoticed. */
export function noWords({ words }: Invocation): void {
  if (words.length > 0) throw usage(`“${words[0]}” is too much.`)
}

/** Wrong words on the command line. */
export function usage(message: string): StudioError {
  return new StudioError({ code: 'bad-input', message, hint: '“antecedent help” lists the commands.' })
}
