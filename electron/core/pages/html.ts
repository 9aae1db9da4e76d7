import { visibleSegments } from '../../shared/hidden-characters'
import { htmlText } from './html-text'

/** Markup that is put into a page as it stands: what the functions here return, in which no text is markup. */
export type Html = { readonly markup: string }

type Part = string | number | Html | readonly Html[]

/** A template of markup: strings and numbers in it are escaped, hidden characters by their names in brackets; markup is not. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: strings.map((text, index) => text + (index < parts.length ? markupOf(parts[index] ?? '') : '')).join('') }
}

/** A text from outside within an element: each character that does not show, or turns the writing round, is its name in a frame. */
export function visible(text: string): Html {
  return { markup: spelled(text, (name) => `<span class="control" title="Hidden character ${name}">${name}</span>`) }
}

/** A text from outside as it is written, for an element or a quoted attribute: what does not show stays hidden. */
export function asWritten(text: string): Html {
  return { markup: htmlText(text) }
}

function markupOf(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return spelled(String(part), (name) => `[${name}]`)
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('')
}

function spelled(text: string, show: (name: string) => string): string {
  return visibleSegments(text)
    .map((segment) => (segment.kind === 'text' ? htmlText(segment.text) : show(segment.name)))
    .join('')
}
