/** Something that can be found by words. */
export type Findable = {
  /** As it is shown. */
  readonly label: string
  /** What it belongs to: part of what is looked through. */
  readonly kind: string
}

/**
 * What fits what was typed, the best first; all of it, in its order, while nothing is typed. Every word that was typed has to be in the label or the
 * kind, whatever its case and accents; a word that begins one is better than a word within one, and a label that begins so is best.
 */
export function ranked<T extends Findable>(all: readonly T[], typed: string): readonly T[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  if (words.length === 0) return all
  const scored = all.flatMap((item, place) => {
    const scores = words.map((word) => scoreOf(word, item))
    return scores.includes(0) ? [] : [{ item, place, score: scores.reduce((sum, score) => sum + score, 0) }]
  })
  return scored.sort((a, b) => b.score - a.score || a.place - b.place).map(({ item }) => item)
}

/** 0 where the word is nowhere. */
function scoreOf(word: string, { label, kind }: Findable): number {
  const name = plain(label)
  if (name.startsWith(word)) return 4
  if (name.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))) return 3
  if (name.includes(word)) return 2
  return plain(kind).includes(word) ? 1 : 0
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
