import { visibleSegments } from '../../electron/shared/hidden-characters'

/** Text with each hidden character's short name in brackets, for places that hold no elements: options, titles. */
export const spelledOut = (text: string): string =>
  visibleSegments(text)
    .map((segment) => (segment.kind === 'text' ? segment.text : `[${segment.name}]`))
    .join('')

/** How many characters of the text would not be seen. */
export const hiddenCount = (text: string): number => visibleSegments(text).filter(({ kind }) => kind === 'control').length
