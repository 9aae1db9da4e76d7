import type { Ask } from '../../../../../../electron/core/resolving/long/resolve-long'

const kinds = [
  { names: ['Ann', 'Clara'], subject: 'she', possessive: null },
  { names: ['Bob', 'David'], subject: 'he', possessive: 'his' },
  { names: ['Velora', 'Nuance'], subject: 'it', possessive: 'its' },
] as const

/**
 * What a perfect rewriter makes of a text of the tests' small world: each `she`, `he`, `his`, `it`, `its` becomes the name of its kind that
 * was named last; one before which nobody of its kind is named stays.
 */
export function ideal(text: string): string {
  const last = new Map<number, string>()
  return text.replace(/\p{L}+/gu, (word) => {
    for (const [kind, { names, subject, possessive }] of kinds.entries()) {
      if ((names as readonly string[]).includes(word)) last.set(kind, word)
      const name = last.get(kind)
      if (name !== undefined && word.toLowerCase() === subject) return name
      if (name !== undefined && word.toLowerCase() === possessive) return `${name}'s`
    }
    return word
  })
}

/** A sentence of the small world with a word of its own in it, that tells where it went: `place` is a number. */
export function sentence(kind: number, shape: number, place: number): string {
  const { names, subject, possessive } = kinds[kind % kinds.length] ?? kinds[0]
  const capital = `${subject[0]?.toUpperCase()}${subject.slice(1)}`
  switch (shape % 4) {
    case 0:
      return `${names[shape % 2]} saw thing${place} there.`
    case 1:
      return `${capital} took thing${place} along.`
    case 2:
      return `Then ${subject} lost ${possessive ?? 'a'} thing${place} again!`
    default:
      return `Was thing${place} old?`
  }
}

const sentencesIn = (text: string) => text.match(/[^.!?]+[.!?]*\s*/g) ?? []

/** Ways in which a model goes wrong, each in its own place of an answer (`at`, 0–1). */
export const mishaps: Readonly<Record<string, (answer: string, at: number) => { output: string; finishReason: 'stop' | 'length' }>> = {
  none: (output) => ({ output, finishReason: 'stop' }),
  garbles: (output) => ({
    output: output.replace(/\p{L}+/gu, (word, place: number) => (place % 3 === 0 ? `x${word}` : 'so')),
    finishReason: 'stop',
  }),
  truncates: (output, at) => ({ output: output.slice(0, at * output.length), finishReason: 'length' }),
  stopsEarly: (output, at) => ({
    output: sentencesIn(output)
      .slice(0, Math.floor(at * sentencesIn(output).length))
      .join(''),
    finishReason: 'stop',
  }),
  repeats: (output, at) => {
    const all = sentencesIn(output)
    const place = Math.floor(at * all.length)
    return { output: [...all.slice(0, place + 1), ...all.slice(place)].map((each) => `${each.trim()} `).join(''), finishReason: 'stop' }
  },
  drops: (output, at) => {
    const all = sentencesIn(output)
    return { output: all.filter((_, place) => place !== Math.floor(at * all.length)).join(''), finishReason: 'stop' }
  },
  loops: (output) => ({ output: `${output} `.repeat(3), finishReason: 'stop' }),
  introduces: (output) => ({ output: `Here is the text that you asked me for: ${output}`, finishReason: 'stop' }),
  saysNothing: () => ({ output: '', finishReason: 'stop' }),
  joinsLines: (output) => ({ output: output.replace(/\s+/g, ' '), finishReason: 'stop' }),
}

/** A rewriter that is perfect but for the mishap that `choose` names for a text; it tells `heard` what it is asked. */
export function rewriter(
  choose: (text: string) => { readonly mishap: string; readonly at: number },
  heard: (text: string) => void = () => undefined,
): Ask {
  return async (text) => {
    heard(text)
    const { mishap, at } = choose(text)
    return (mishaps[mishap] ?? mishaps.none)?.(ideal(text), at) ?? { output: '', finishReason: 'stop' }
  }
}
