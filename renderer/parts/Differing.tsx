import { wordDiff } from '../text/word-diff'
import { VisibleText } from './VisibleText'

type Props = { readonly before: string; readonly after: string }

/** A text with what another one had instead struck beside it. */
export function Differing({ before, after }: Props) {
  return wordDiff(before, after).map((segment, place, all) =>
    segment.kind === 'gone' ? (
      <span key={place}>
        <del>
          <VisibleText text={segment.text} />
        </del>
        {all[place + 1]?.kind === 'new' && ' '}
      </span>
    ) : segment.kind === 'new' ? (
      <ins key={place} className="mark new">
        <VisibleText text={segment.text} />
      </ins>
    ) : (
      <VisibleText key={place} text={segment.text} />
    ),
  )
}
