import type { JSONPath } from 'jsonc-parser'
import type { ProblemCode } from '../../shared/dataset'
import type { Span } from './json-places'

/** What is wrong with a row, and where: at a value of its JSON, or at a place of the line. */
export type Fault = { readonly code: ProblemCode; readonly message: string } & ({ readonly path: JSONPath } | { readonly at: Span })

/** What is wrong with a text that a model is to read: nothing, or one fault. `name` says which text it is, as a sentence begins. */
export function checkText(value: unknown, name: string, path: JSONPath, notText: ProblemCode): Fault[] {
  if (value === null) return [{ code: 'null-content', message: `${name} is null.`, path }]
  if (typeof value !== 'string') return [{ code: notText, message: `${name} is not text.`, path }]
  if (value.trim() === '') return [{ code: 'empty-content', message: `${name} is empty.`, path }]
  if (isWellFormed(value)) return []
  return [{ code: 'bad-encoding', message: `${name} has half a character (an unpaired surrogate), which no tokenizer takes.`, path }]
}

/** Whether every surrogate has its pair. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}
