import type { JudgedOutput, MentionLabel } from '../../electron/shared/scorecard'

/** A stretch of a judged rewrite: a reference with its label, a change elsewhere, or neither. */
export type JudgedSegment = {
  readonly text: string
  readonly kind: MentionLabel | 'outside' | 'plain'
  /** What stood there in the source, for what is gone or was changed. */
  readonly before: string
}

type Mention = { readonly text: string }

/** A rewrite cut along its references and the other places that it changed. `mentions` are the source's, in order. */
export function judgedSegments({ output, mentions, outside }: JudgedOutput, sources: readonly Mention[]): readonly JudgedSegment[] {
  const spans = [
    ...mentions.map(({ label, start, end }, place) => ({ start, end, kind: label, before: sources[place]?.text ?? '' })),
    ...outside.map(({ outputStart, outputEnd, before }) => ({ start: outputStart, end: outputEnd, kind: 'outside' as const, before })),
  ].sort((one, other) => one.start - other.start || one.end - other.end)
  const segments: JudgedSegment[] = []
  let from = 0
  for (const { start, end, kind, before } of spans) {
    // A place that lies within the one before is told by that.
    if (start < from) continue
    if (start > from) segments.push({ text: output.slice(from, start), kind: 'plain', before: '' })
    segments.push({ text: output.slice(start, end), kind, before })
    from = end
  }
  if (from < output.length) segments.push({ text: output.slice(from), kind: 'plain', before: '' })
  return segments
}
