import type { Rewrite, RewritePart } from '../../electron/shared/resolution'
import type { Rewritten } from '../marks/marks'

/** What a person made of one change. Without a decision it stands as the model wrote it. */
export type Decision =
  | { readonly kind: 'accepted' }
  /** The source's own words stay. */
  | { readonly kind: 'undone' }
  /** Other words stand there. */
  | { readonly kind: 'corrected'; readonly text: string }

/** Decisions by the change's place in the rewrite's edits. */
export type Decisions = ReadonlyMap<number, Decision>

export const noDecisions: Decisions = new Map()

/** A rewrite as a person left it: its edits keep their places in the list, their words and offsets are those of the new text. */
export type Decided = Omit<Rewritten, 'decisions'> & { readonly decisions: Decisions }

/** The rewrite that a person decides about: the tuned one, else the only one. Null where there is none. */
export function mainOf(rewrites: readonly Rewrite[]): Rewrite | null {
  return rewrites.find(({ side }) => side === 'tuned') ?? rewrites[0] ?? null
}

/** The rewrite with every decision carried out. Between two changes both texts are the same, so nothing else can change. */
export function decided(source: string, rewrite: Rewrite, decisions: Decisions): Decided {
  let output = ''
  let from = 0
  const edits = rewrite.edits.map((edit, place) => {
    output += source.slice(from, edit.start)
    from = edit.end
    const outputStart = output.length
    const after = wordsOf(edit, decisions.get(place))
    output += after
    return { ...edit, after, outputStart, outputEnd: output.length }
  })
  output += source.slice(from)
  const { clusters, leftAsIs } = rewrite
  return { output, edits, clusters, leftAsIs, decisions }
}

/** The parts in which the text was asked, by the places that they have in the rewrite as it was left; null for one that was asked whole. */
export function partsAsLeft({ parts, edits }: Rewrite, left: Decided): readonly RewritePart[] | null {
  // Where two parts meet; a change that reaches over that belongs to the first.
  const moved = (start: number, outputStart: number) => {
    const place = edits.findLastIndex((edit) => edit.start < start || edit.outputStart < outputStart)
    const [was, is] = [edits[place], left.edits[place]]
    return was === undefined || is === undefined ? outputStart : is.outputEnd + Math.max(0, outputStart - was.outputEnd)
  }
  return (
    parts?.map((part) => ({ ...part, outputStart: moved(part.start, part.outputStart), outputEnd: moved(part.end, part.outputEnd) })) ??
    null
  )
}

/** The decisions with one set, or taken away with null. */
export function withDecision(decisions: Decisions, place: number, decision: Decision | null): Decisions {
  const next = new Map(decisions)
  if (decision === null) next.delete(place)
  else next.set(place, decision)
  return next
}

/** The next change after `from` that nobody decided about, once around; null where there is none. */
export function nextOpen(changes: number, decisions: Decisions, from: number): number | null {
  for (let step = 1; step <= changes; step++) {
    const place = (from + step) % changes
    if (!decisions.has(place)) return place
  }
  return null
}

function wordsOf({ before, after }: Rewrite['edits'][number], decision: Decision | undefined): string {
  switch (decision?.kind) {
    case 'undone':
      return before
    case 'corrected':
      return decision.text
    default:
      return after
  }
}
