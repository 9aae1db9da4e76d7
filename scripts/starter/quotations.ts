import type { Place } from '../../electron/core/growing/marked-text'

/** The text between double quotation marks, straight or curly, marks included. An opened one ends with its line or paragraph. */
export function quotations(text: string): readonly Place[] {
  return [...text.matchAll(/"[^"\n]*"|\u201c[^\u201d\n]*\u201d/g)].map(({ 0: quoted, index }) => ({
    start: index,
    end: index + quoted.length,
  }))
}

/** Whether one place touches another. */
export function overlap(one: Place, other: Place): boolean {
  return one.start < other.end && other.start < one.end
}
