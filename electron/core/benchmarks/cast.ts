import { z } from 'zod'

const turn = z
  .looseObject({ raw_utterance: z.string().optional(), utterance: z.string().optional(), manual_rewritten_utterance: z.string() })
  .refine((spoken) => (spoken.raw_utterance ?? spoken.utterance) !== undefined)
const topics = z.array(z.looseObject({ turn: z.array(turn).min(1) })).min(1)

/** A text and its rewrite. */
type Row = { readonly source: string; readonly gold: string }

/**
 * Reads conversations of TREC CAsT (Dalton, Xiong, Callan: 2020, 2021 and the flattened ones of 2022): topics with `turn`s, each with what was
 * said (`raw_utterance`, in 2022 `utterance`) and the same understood without its context (`manual_rewritten_utterance`). Null for other JSON.
 *
 * A row is one turn: the earlier turns as they were rewritten, a line each, then what was said; its gold has the manual rewrite as the last line.
 * Answers of the system in the conversation are left out, so that some names are not there to be found. A row that repeats is kept once.
 */
export function readCast(value: unknown): readonly Row[] | null {
  const parsed = topics.safeParse(value)
  if (!parsed.success) return null
  const rows = new Map<string, Row>()
  for (const { turn: turns } of parsed.data) {
    let context = ''
    for (const spoken of turns) {
      const row = {
        source: `${context}${lineOf(spoken.raw_utterance ?? spoken.utterance ?? '')}`,
        gold: `${context}${lineOf(spoken.manual_rewritten_utterance)}`,
      }
      rows.set(JSON.stringify([row.source, row.gold]), row)
      context = `${row.gold}\n`
    }
  }
  return [...rows.values()]
}

function lineOf(utterance: string): string {
  return utterance.replace(/\s+/g, ' ').trim()
}
