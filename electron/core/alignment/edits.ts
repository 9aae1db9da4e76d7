import type { Cluster, Edit, RewritePart } from '../../shared/resolution'
import { clustersOf, type Resolution } from './clusters'
import { widenDescriptions } from './descriptions'
import { type Hunk, hunksBetween, hunksInParts } from './hunks'
import { coreOf, type IndexedText, indexText, isNamedIn } from './phrases'
import { type Piece, piecesOf } from './pieces'
import { quotedTokens } from './quotations'
import { isCapitalisedOrNumeric, isContentWord, isPronoun } from './references'
import { spansOf } from './spans'
import { type Token, tokenize } from './tokens'

/** What a rewrite did to its source, found without a gold rewrite. Never says that an edit is wrong. */
export type SourceComparison = {
  /** In source order. Between two edits both texts are the same, so that putting `after` for each `before` gives the output. */
  readonly edits: readonly Edit[]
  readonly clusters: readonly Cluster[]
  /** Third-person pronouns that the rewrite kept, reflexives and quotations aside: UTF-16 spans of the source. */
  readonly leftAsIs: readonly { readonly start: number; readonly end: number; readonly text: string }[]
}

/** Stretches of a source and of its rewrite that are about each other: in order, and all of both texts together. */
export type ComparedPart = Pick<RewritePart, 'start' | 'end' | 'outputStart' | 'outputEnd'>

/**
 * Compares a source with its rewrite. A reference replaced by words that the source has is `resolved` to their entity; by words that it
 * lacks, `newWords`; everything else that differs, down to white space, is `changed`. A text that was answered in parts is aligned part by
 * part, so that its length costs no more than that; names are those of the whole source all the same.
 */
export function compare(source: string, output: string, parts: readonly ComparedPart[] | null = null): SourceComparison {
  const [tokens, outputTokens] = [tokenize(source), tokenize(output)]
  const indexed = indexText(tokens)
  const differing = parts === null ? hunksBetween(tokens, outputTokens) : hunksInParts(tokens, outputTokens, parts)
  const hunks = widenDescriptions(indexed, outputTokens, differing)
  const respelled = respellings(tokens, outputTokens, hunks)
  const pieces = joinNeighbours(
    outputTokens,
    [...hunks.flatMap((hunk) => piecesOf(indexed, outputTokens, hunk)), ...respelled].sort(
      (one, other) => one.from - other.from || one.outputFrom - other.outputFrom,
    ),
  )
  const resolutions: Resolution[] = []
  for (const piece of pieces) {
    const target = outputTokens.slice(piece.outputFrom, nameEnd(piece))
    if (isReference(piece) && isNamedIn(indexed, target))
      resolutions.push({ piece, target, reference: { from: piece.from, to: referenceEnd(piece) } })
  }
  const { clusters, clusterOf } = clustersOf(source, indexed, resolutions)
  const resolutionOf = new Map(resolutions.map(({ piece }, place) => [piece, place]))
  const edits = spansOf({ text: source, tokens }, { text: output, tokens: outputTokens }, pieces).map(({ piece, ...range }): Edit => {
    const resolution = piece === null ? undefined : resolutionOf.get(piece)
    const before = source.slice(range.start, range.end)
    const after = output.slice(range.outputStart, range.outputEnd)
    if (resolution !== undefined) return { ...range, before, after, kind: 'resolved', cluster: clusterOf[resolution] ?? null }
    const target = piece === null ? [] : outputTokens.slice(piece.outputFrom, piece.outputTo)
    const kind = piece !== null && isReference(piece) && bringsNewWords(indexed, target) ? 'newWords' : 'changed'
    return { ...range, before, after, kind, cluster: null }
  })
  return { edits, clusters, leftAsIs: keptPronouns(source, tokens, pieces) }
}

/** A piece, with what belongs to it beside it. */
export type JoinedPiece = Piece & {
  /** The tokens at the end of the piece that are an opened contraction (`he's` → `Tom is`), on either side. */
  readonly contraction?: number
}

function isReference(piece: Piece): boolean {
  return piece.role === 'pronoun' || piece.role === 'description'
}

function referenceEnd(piece: JoinedPiece): number {
  return piece.to - (piece.contraction ?? 0)
}

function nameEnd(piece: JoinedPiece): number {
  return piece.outputTo - (piece.contraction ?? 0)
}

function bringsNewWords(source: IndexedText, target: readonly Token[]): boolean {
  return coreOf(target).some((token) => isContentWord(token) && !source.places.has(token.folded))
}

/** Matched tokens that are spelled otherwise: quote styles, capitals at a sentence start, `can't` and `cannot`. */
function respellings(source: readonly Token[], output: readonly Token[], hunks: readonly Hunk[]): readonly Piece[] {
  const pieces: Piece[] = []
  let [position, outputPosition] = [0, 0]
  for (const hunk of [...hunks, null]) {
    for (const end = hunk?.from ?? source.length; position < end; position++, outputPosition++) {
      if (source[position]?.text === output[outputPosition]?.text) continue
      pieces.push({ from: position, to: position + 1, outputFrom: outputPosition, outputTo: outputPosition + 1, role: 'other' })
    }
    if (hunk !== null) [position, outputPosition] = [hunk.to, hunk.outputTo]
  }
  return pieces
}

/** Makes one piece of a reference and the contraction or the rest of a name after it, and of neighbouring changes. */
export function joinNeighbours(output: readonly Token[], pieces: readonly Piece[]): readonly JoinedPiece[] {
  const joined: JoinedPiece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    const touches = last?.to === piece.from && last.outputTo === piece.outputFrom
    if (last === undefined || !touches) joined.push(piece)
    else if (isReference(last) && piece.role === 'contraction') {
      joined[joined.length - 1] = { ...last, to: piece.to, outputTo: piece.outputTo, contraction: 1 }
    } else if (isReference(last) && last.contraction === undefined && continuesName(output, piece)) {
      joined[joined.length - 1] = { ...last, outputTo: piece.outputTo }
    } else if (!isReference(last) && !isReference(piece)) {
      joined[joined.length - 1] = { ...last, to: piece.to, outputTo: piece.outputTo, role: 'other' }
    } else joined.push(piece)
  }
  return joined
}

/** Whether a piece adds nothing but capitalised words: after `she` → `Ms`, an added `Torko` belongs to the name, which is then no known one. */
function continuesName(output: readonly Token[], { from, to, outputFrom, outputTo }: Piece): boolean {
  const added = output.slice(outputFrom, outputTo)
  return from === to && added.length > 0 && added.every((token) => isCapitalisedOrNumeric(token) || token.key === "'s")
}

function keptPronouns(source: string, tokens: readonly Token[], pieces: readonly Piece[]): SourceComparison['leftAsIs'] {
  const quoted = quotedTokens(source, tokens)
  const touched = tokens.map(() => false)
  for (const { from, to } of pieces) touched.fill(true, from, to)
  return tokens
    .filter((token, position) => isPronoun(token) && quoted[position] !== true && touched[position] !== true)
    .map(({ start, end, text }) => ({ start, end, text }))
}
