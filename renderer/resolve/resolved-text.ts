import type { Input } from '../../electron/shared/contract'
import { answersOf } from '../../electron/shared/resolve-format'
import type { Store } from '../studio/store'
import { type Decided, mainOf, partsAsLeft } from './decisions'

/** A text that goes out. */
export type ResolvedText = Input<'text.format'>['texts'][number]

/** The answer on the desk as the person left it, with who gave it; null where there is none. */
export function resolvedTextOf({ resolving }: Pick<Store, 'resolving'>, left: Decided): ResolvedText | null {
  const main = resolving.state === 'done' ? mainOf(resolving.rewrites) : null
  if (resolving.state !== 'done' || main === null) return null
  const { text: source } = resolving
  const decisions = [...left.decisions].flatMap(([place, { kind }]) => {
    const edit = left.edits[place]
    return edit === undefined ? [] : [{ start: edit.start, end: edit.end, kind }]
  })
  return {
    id: 'text',
    source,
    output: left.output,
    answers: [...answersOf(source.length, main)],
    parts: partsAsLeft(main, left),
    decisions: decisions.sort((one, other) => one.start - other.start || one.end - other.end),
  }
}
