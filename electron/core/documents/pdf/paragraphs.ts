import type { PageLine } from './page-lines'

const endsSentence = /[.!?…:]["”’»)\]]*$/
const brokenWord = /(\p{L}+)[-\u00ad\u2010]$/u

/**
 * The paragraphs of a document's pages, without line breaks. A new one begins after a wider gap, at an indentation, in letters of another
 * size, at a new column or page where a sentence has ended, and after a short line that ends one.
 */
export function paragraphsOf(pages: readonly (readonly PageLine[])[]): readonly string[] {
  const hyphenated = hyphenatedIn(pages)
  const paragraphs: string[] = []
  let open: string | null = null
  let last: PageLine | null = null
  for (const lines of pages) {
    const measures = measuresOf(lines)
    for (const [place, line] of lines.entries()) {
      if (open === null || last === null) open = line.text
      else if (begins(place === 0 ? null : measures, last, line)) {
        paragraphs.push(open)
        open = line.text
      } else open = joined(open, line.text, hyphenated)
      last = line
    }
  }
  if (open !== null) paragraphs.push(open)
  return paragraphs
}

/** What is ordinary on a page: the way from line to line, and where lines begin and end. */
type Measures = { readonly gap: number; readonly left: number; readonly right: number }

function measuresOf(lines: readonly PageLine[]): Measures {
  const gaps = lines.slice(1).map((line, index) => (lines[index]?.y ?? 0) - line.y)
  const middle = (values: readonly number[], share: number) => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
  return {
    gap: middle(
      gaps.filter((gap) => gap > 0),
      0.4,
    ),
    left: middle(
      lines.map(({ x }) => x),
      0.3,
    ),
    right: middle(
      lines.map(({ right }) => right),
      0.8,
    ),
  }
}

/** Whether a line begins a paragraph; `measures` are null for the first line of a page. */
function begins(measures: Measures | null, last: PageLine, line: PageLine): boolean {
  const size = Math.max(last.height, line.height)
  if (Math.abs(last.height - line.height) > 0.15 * size) return true
  const gap = last.y - line.y
  const ended = endsSentence.test(last.text)
  if (measures === null || gap <= 0) return ended || !/^\p{Ll}/u.test(line.text)
  if (gap > 1.35 * measures.gap && gap > 1.2 * size) return true
  if (line.x > last.x + size && ended) return true
  return ended && last.right < measures.right - 0.2 * (measures.right - measures.left)
}

function joined(text: string, next: string, hyphenated: ReadonlySet<string>): string {
  const broken = brokenWord.exec(text)
  const [rest] = /^\p{Ll}+/u.exec(next) ?? []
  if (!broken || rest === undefined) return `${text} ${next}`
  const whole = `${broken[1]}-${rest}`.toLowerCase()
  return hyphenated.has(whole) ? text + next : text.slice(0, -1) + next
}

/** Words that are written with a hyphen where no line ends. */
function hyphenatedIn(pages: readonly (readonly PageLine[])[]): ReadonlySet<string> {
  const words = new Set<string>()
  for (const lines of pages) {
    for (const { text } of lines) for (const [word] of text.matchAll(/\p{L}+-\p{Ll}+/gu)) words.add(word.toLowerCase())
  }
  return words
}
