import type { z } from 'zod'
import { assertNever, StudioError } from '../../shared/errors'
import type { YamlMap } from './config-yaml'

type Issue = z.core.$ZodIssue

/** The first wrong value of a configuration as a failure, with its key and line; the hint names the others. */
export function faultOf(issues: readonly Issue[], input: unknown, file: YamlMap): StudioError {
  const [first, ...others] = issues
  if (!first) throw new Error('a failed parse without an issue')
  const keys = [...new Set(others.map(nameOf))].filter((key) => key !== nameOf(first))
  const where = file.placeOf(first.path)
  return new StudioError({
    code: 'bad-input',
    message: `${nameOf(first)} on line ${where.line} is ${wordOf(at(input, first.path))}, where ${dueOf(first)} is due.`,
    hint:
      keys.length === 0 ? 'Mend it in the file and choose it again.' : `Mend it in the file; wrong too: ${keys.slice(0, 10).join(', ')}.`,
    where,
  })
}

function nameOf({ path }: Issue): string {
  return path.map(String).join('.')
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((inner: unknown, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value)
}

function wordOf(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (typeof value === 'string') return `the text “${value.slice(0, 40)}”`
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (value instanceof Date) return 'a date'
  return typeof value === 'object' ? 'a map' : String(value)
}

function dueOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[issue.expected] ?? issue.expected
    case 'too_small':
      return issue.origin === 'array'
        ? `a list of at least ${issue.minimum}`
        : `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`
    case 'too_big':
      if (issue.origin === 'string') return `a text of at most ${issue.maximum} characters`
      return issue.origin === 'array'
        ? `a list of at most ${issue.maximum}`
        : `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`
    case 'invalid_union':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return 'something else'
    default:
      return assertNever(issue)
  }
}

const typeWords: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  string: 'a text',
  array: 'a list',
  tuple: 'a list of two numbers',
  object: 'a map of keys',
}
