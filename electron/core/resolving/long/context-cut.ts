import { hunksBetween } from '../../alignment/hunks'
import { tokenize } from '../../alignment/tokens'

/** Tokens before the end of the context that an answer must have kept, for that end to be found in it. */
const sureTokens = 4
/** Share of the context that an answer may have changed. */
const mostChanged = 0.25

/**
 * The part of an answer that is about `text`, where `context + gap + text` was asked: what lies behind the end of the context, found by
 * alignment. Null where it is not certain: the last words of the context are not in the answer one by one, or too much else of it is not.
 */
export function cutContext(context: string, gap: string, text: string, output: string): string | null {
  const asked = tokenize(context + gap + text)
  const answered = tokenize(output)
  const border = asked.filter(({ end }) => end <= context.length).length
  if (border === 0 || (asked[border]?.start ?? 0) < context.length) return null
  let [shift, changed] = [0, 0]
  for (const { from, to, outputFrom, outputTo } of hunksBetween(asked, answered)) {
    if (from >= border) break
    if (to > border - Math.min(sureTokens, border)) return null
    shift += outputTo - outputFrom - (to - from)
    changed += Math.max(outputTo - outputFrom, to - from)
  }
  if (changed > mostChanged * border) return null
  const first = answered[border + shift]
  return first === undefined ? '' : output.slice(first.start)
}
