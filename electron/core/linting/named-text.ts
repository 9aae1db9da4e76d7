import type { IndexedText } from '../alignment/phrases'
import type { Token } from '../alignment/tokens'
import { type Candidate, candidatesIn } from './candidates'

/** A text with its tokens and, once they are asked for, the names in it. */
export type NamedText = {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly candidates: () => readonly Candidate[]
}

/** Makes the names of a text available; they are looked for once, with the help of a `known` text. */
export function namedText(text: string, tokens: readonly Token[], known?: IndexedText): NamedText {
  let candidates: readonly Candidate[] | null = null
  return {
    text,
    tokens,
    candidates: () => {
      candidates ??= candidatesIn(tokens, known)
      return candidates
    },
  }
}
