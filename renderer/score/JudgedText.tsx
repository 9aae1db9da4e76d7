import type { JudgedOutput, MentionLabel } from '../../electron/shared/scorecard'
import { VisibleText } from '../parts/VisibleText'
import { type JudgedSegment, judgedSegments } from './judged-segments'
import { labelNames } from './label-words'

type Props = { readonly judged: JudgedOutput; readonly mentions: readonly { readonly text: string }[] }

/** A rewrite with what was made of each reference, told by colour, line and title. */
export function JudgedText({ judged, mentions }: Props) {
  return judgedSegments(judged, mentions).map((segment, place) =>
    segment.kind === 'plain' ? (
      <VisibleText key={place} text={segment.text} />
    ) : (
      <span key={place} className={`judged ${segment.kind}`} title={titleOf(segment, segment.kind)}>
        <VisibleText text={shownOf(segment)} />
        <span className="unseen"> ({titleOf(segment, segment.kind)})</span>
      </span>
    ),
  )
}

/** What is gone leaves its own words in brackets. */
const shownOf = ({ text, before }: JudgedSegment): string => (text.trim() === '' ? `⟨${before.trim()}⟩` : text)

function titleOf({ before, text }: JudgedSegment, kind: MentionLabel | 'outside'): string {
  return before === '' || before === text ? labelNames[kind] : `was “${before.trim()}”: ${labelNames[kind]}`
}
