import { lazy, Suspense, useMemo } from 'react'
import type { Message, RowDetail } from '../../electron/shared/dataset'
import { counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { hiddenCount } from '../text/control-characters'
import { RowText } from './RowText'
import type { RowDraft } from './row-draft'
import { markingsOf, troublesOfTurn } from './turn-marks'

const TextEditor = lazy(() => import('./TextEditor').then((loaded) => ({ default: loaded.TextEditor })))

const titles = {
  chat: { system: 'System', user: 'User', assistant: 'Assistant' },
  completions: { system: 'System', user: 'Prompt', assistant: 'Completion' },
  text: { system: 'System', user: 'Text', assistant: 'Text' },
} as const

type Props = {
  readonly format: keyof typeof titles
  readonly detail: RowDetail
  readonly draft: RowDraft
  /** Tells one row's editors from another's. */
  readonly subject: string
  readonly onJson: () => void
}

/** A row as its turns, each with its mentions marked, and below them what the rewrite changed. */
export function RowTurns({ format, detail, draft, subject, onJson }: Props) {
  const { turns, row, comparison } = detail
  if (turns === null) {
    return (
      <div className="nothing">
        <p>This row cannot be read as turns yet.</p>
        <Button onClick={onJson}>Mend it as JSON</Button>
      </div>
    )
  }
  return (
    <Suspense fallback={<p className="nothing">Opening the editor …</p>}>
      {turns.map((turn, place) => (
        <Turn key={place} title={titles[format][turn.role]} turn={turn} place={place} detail={detail} draft={draft} subject={subject} />
      ))}
      {comparison !== null && (
        <section className="written" aria-label="What the rewrite changed">
          <h3 className="small quiet">What the rewrite changed</h3>
          <p className="read">
            <RowText row={{ ...row, comparison, rewrite: outputOf(detail) }} />
          </p>
        </section>
      )}
    </Suspense>
  )
}

type TurnProps = {
  readonly title: string
  readonly turn: Message
  readonly place: number
  readonly detail: RowDetail
  readonly draft: RowDraft
  readonly subject: string
}

function Turn({ title, turn, place, detail, draft, subject }: TurnProps) {
  const pending = draft.atHand.pending.get(place)
  const hidden = hiddenCount(turn.content)
  const isKept = pending === undefined
  const markings = useMemo(() => (isKept ? markingsOf(detail, place) : null), [detail, place, isKept])
  const troubles = useMemo(() => (isKept ? troublesOfTurn(detail.row.problems, place) : null), [detail, place, isKept])
  return (
    <section className={`turn ${turn.role}`} aria-label={title}>
      <h3 className="small quiet">
        {title}
        {hidden > 0 && <Flag tone="warn">{counted(hidden, 'hidden character')}</Flag>}
      </h3>
      <TextEditor
        name={title}
        subject={subject}
        language="plaintext"
        value={pending ?? turn.content}
        firstLine={null}
        markings={markings}
        troubles={troubles}
        onType={(text) => draft.type(place, text)}
      />
    </section>
  )
}

function outputOf({ turns, rewrite }: RowDetail): string | null {
  return rewrite === null ? null : (turns?.[rewrite.turn]?.content.slice(rewrite.start) ?? null)
}
