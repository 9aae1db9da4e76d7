import { wellFormed } from '../../files/well-formed'

const lineEnds = /[\u0085\u2028\u2029]/g

/**
 * A value as JSON on one line, with its line feed. Strings hold no half surrogate pairs, which Python can neither print nor write, and none of
 * the characters that Python's `splitlines` takes for the end of a line.
 */
export function jsonLine(value: unknown): string {
  const json = JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? wellFormed(part) : part))
  return `${json.replace(lineEnds, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
}
