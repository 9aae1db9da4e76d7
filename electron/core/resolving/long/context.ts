import { entityKey, namesIn } from '../../alignment/entities'
import { tokenize } from '../../alignment/tokens'
import { sentencesOf } from '../../documents/sentences'
import type { Measure } from './measures'

/** A sentence of what is resolved so far, the white space before it, and whom it names, by `entityKey`. */
type Told = { readonly text: string; readonly gap: string; readonly names: readonly string[] }

/** Sentences in which somebody may have been named last to be carried along. */
const memory = 400
/** Share of the context that the sentences right before a text get, at least. */
const tailShare = 0.6
/** Most entities that are carried along. */
const mostCarried = 4

/**
 * What is resolved so far, as a model that rewrites whole texts can be shown it: the sentences right before a text, and of the entities
 * that those do not name the last sentence that names each. References in them are names by now, so that a sentence says the same by
 * itself.
 */
export class Context {
  #told: Told[] = []
  #space = ''

  /** Goes on with what was resolved, white space and all. */
  add(text: string): void {
    let end = 0
    for (const sentence of sentencesOf(text)) {
      const own = text.slice(sentence.start, sentence.end)
      const tokens = tokenize(own)
      // A number is no name by itself.
      const runs = namesIn(tokens).map(({ from, to }) => tokens.slice(from, to))
      const names = runs.filter((run) => run.some(({ key }) => /^\p{Lu}/u.test(key))).map(entityKey)
      this.#told.push({
        text: own,
        gap: this.#space + text.slice(end, sentence.start),
        names: [...new Set(names.filter((name) => name !== ''))],
      })
      end = sentence.end
      this.#space = ''
    }
    this.#space += text.slice(end)
    if (this.#told.length > 2 * memory) this.#told = this.#told.slice(-memory)
  }

  /** The context for what comes next, at most `budget` long; null where nothing fits. */
  before(budget: number, measure: Measure): string | null {
    const told = this.#told.slice(-memory)
    let from = told.length
    while (from > 0 && measure(written(told.slice(from - 1))) <= (from === told.length ? 1 : tailShare) * budget) from--
    if (from === told.length) return null
    const chosen = new Set([...told.keys()].slice(from))
    for (const place of carried(told, from)) {
      const wider = [...chosen, place].toSorted((a, b) => a - b)
      if (measure(writtenOf(told, wider)) <= budget) chosen.add(place)
    }
    return writtenOf(
      told,
      [...chosen].toSorted((a, b) => a - b),
    )
  }
}

/**
 * Places of the last sentences that name those whom the sentences from `from` on do not: who is named most comes first, then who was last.
 */
function carried(told: readonly Told[], from: number): readonly number[] {
  const present = told.slice(from).flatMap(({ names }) => names)
  const last = new Map<string, number>()
  const often = new Map<string, number>()
  for (const [place, { names }] of told.slice(0, from).entries()) {
    for (const name of names) {
      last.set(name, place)
      often.set(name, (often.get(name) ?? 0) + 1)
    }
  }
  const away = [...last].filter(([name]) => !present.some((other) => isPartOf(name, other) || isPartOf(other, name)))
  const order = away.toSorted(([one, a], [other, b]) => (often.get(other) ?? 0) - (often.get(one) ?? 0) || b - a)
  return [...new Set(order.slice(0, mostCarried).map(([, place]) => place))]
}

function isPartOf(name: string, other: string): boolean {
  return ` ${other} `.includes(` ${name} `)
}

function writtenOf(told: readonly Told[], places: readonly number[]): string {
  return places
    .map((place, index) => {
      const { text, gap } = told[place] ?? { text: '', gap: '' }
      if (index === 0) return text
      return (places[index - 1] === place - 1 && gap !== '' ? gap : ' ') + text
    })
    .join('')
}

function written(told: readonly Told[]): string {
  return writtenOf(told, [...told.keys()])
}
