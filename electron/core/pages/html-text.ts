import { wellFormed } from '../files/well-formed'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** What HTML may not hold, or reads as something else: control characters apart from tabs and line feeds. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unfit = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g

/** Text for an element or a quoted attribute. Every line end is a line feed; characters that HTML cannot hold become U+FFFD. */
export function htmlText(text: string): string {
  return wellFormed(text)
    .replace(/\r\n?/g, '\n')
    .replace(unfit, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** Text for readers that collapse white space: line breaks as `<br>`, and spaces kept where they meet or a line begins. */
export function spacedHtmlText(text: string): string {
  return htmlText(text)
    .replace(/\t/g, '\u00a0\u00a0\u00a0 ')
    .replace(/ {2,}/g, (run) => `${'\u00a0'.repeat(run.length - 1)} `)
    .replace(/\n /g, '\n\u00a0')
    .replace(/\n/g, '<br>\n')
}
