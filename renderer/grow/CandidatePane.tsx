import { useMemo } from 'react'
import type { ShownEntry } from '../../electron/shared/growing'
import { KeyHint } from '../frame/ShortcutKeys'
import { entitiesOf } from '../marks/entities'
import { Marked } from '../marks/Marked'
import { sourceSegments } from '../marks/marks'
import { WrittenIn } from '../marks/WrittenIn'
import { Button } from '../parts/Button'
import { Differing } from '../parts/Differing'
import { VisibleText } from '../parts/VisibleText'
import { pairOf } from './pair-of'
import { decisionWords, originWords } from './reason-words'

type Props = {
  readonly entry: ShownEntry
  /** Null where it was decided about. */
  readonly onAccept: (() => void) | null
  readonly onReject: (() => void) | null
  readonly onEdit: (() => void) | null
  /** Why it is rejected, as far as that is typed. */
  readonly reason: string
  readonly onReason: (reason: string) => void
}

/** One candidate: its source and its rewrite side by side, what speaks against it, and what can be done about it. */
export function CandidatePane({ entry, onAccept, onReject, onEdit, reason, onReason }: Props) {
  const { candidate, decision } = entry
  const { rewrite } = pairOf(entry)
  const decided = decisionWords(decision)
  return (
    <section className="candidate" aria-label="Candidate">
      <Sides entry={entry} />
      <div className="remarks">
        {candidate.reasons.map(({ code, severity, message }, place) => (
          <p key={place} className={severity} data-code={code}>
            <span aria-hidden="true">{severity === 'error' ? '✗' : '⚠'} </span>
            <VisibleText text={message} />
          </p>
        ))}
        {candidate.secondReading !== null && candidate.secondReading !== rewrite && (
          <div className="second">
            <h2 className="small quiet">Read a second time, the rewrite was</h2>
            <p>
              <Differing before={rewrite} after={candidate.secondReading} />
            </p>
          </div>
        )}
        <p className="small quiet">
          <VisibleText text={originWords(candidate)} />
        </p>
        {decided !== '' && (
          <p>
            <b>
              <VisibleText text={decided} />
            </b>
          </p>
        )}
      </div>
      {onEdit !== null && (
        <footer className="row candidate-actions">
          {onAccept !== null && (
            <Button look="primary" aria-keyshortcuts="a" onClick={onAccept}>
              Accept <KeyHint keys="A" />
            </Button>
          )}
          <Button aria-keyshortcuts="e" onClick={onEdit}>
            Edit <KeyHint keys="E" />
          </Button>
          {onReject !== null && <Reject reason={reason} onType={onReason} onReject={onReject} />}
        </footer>
      )}
    </section>
  )
}

type RejectProps = { readonly reason: string; readonly onType: (reason: string) => void; readonly onReject: () => void }

function Reject({ reason, onType, onReject }: RejectProps) {
  return (
    <>
      <Button aria-keyshortcuts="r" onClick={onReject}>
        Reject <KeyHint keys="R" />
      </Button>
      <input
        type="text"
        className="why"
        aria-label="Why it is rejected"
        placeholder="Why, if you like"
        maxLength={500}
        value={reason}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && onReject()}
      />
    </>
  )
}

function Sides({ entry }: { readonly entry: ShownEntry }) {
  const { comparison } = entry
  const { source, rewrite: output } = pairOf(entry)
  const entities = useMemo(() => entitiesOf([comparison]), [comparison])
  const rewrite = useMemo(() => ({ ...comparison, output }), [comparison, output])
  return (
    <div className="sides">
      <section aria-label="Source">
        <h2 className="small quiet">Source</h2>
        <p className="read">
          <Marked segments={sourceSegments(source, rewrite, entities)} edits={rewrite.edits} walk={null} />
        </p>
      </section>
      <section aria-label="Rewrite">
        <h2 className="small quiet">Rewrite</h2>
        <p className="read">
          <WrittenIn rewrite={rewrite} entities={entities} walk={null} />
        </p>
      </section>
    </div>
  )
}
