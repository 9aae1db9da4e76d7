import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Input } from '../../electron/shared/contract'
import type { DatasetSummary } from '../../electron/shared/dataset'
import { type ReviewFilter, reviewFilter } from '../../electron/shared/growing'
import { count } from '../../electron/shared/quantities'
import { KeyHint } from '../frame/ShortcutKeys'
import { dialogInFront, takesLetters } from '../frame/use-command'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { Segmented } from '../parts/Segmented'
import { growthOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { CandidateEditor } from './CandidateEditor'
import { CandidatePane } from './CandidatePane'
import { isTyped } from './correction'
import { GrowFailures } from './GrowFailures'
import { pairOf } from './pair-of'
import { ReviewList } from './ReviewList'
import { emptyWords } from './reason-words'
import { pageSize, useEntries } from './use-entries'
import { useReviewFocus } from './use-review-focus'
import './grow.css'

const filterWords: Readonly<Record<ReviewFilter, string>> = {
  pending: 'To review',
  accepted: 'Accepted',
  rejected: 'Rejected',
  setAside: 'Set aside',
}

/** What a key decides, once a press. */
const decisionKeys: ReadonlySet<string> = new Set(['a', 'e', 'r', 'u'])

type Props = { readonly dataset: DatasetSummary; readonly onClose: () => void }

/** Candidates one after the other, side by side with their sources; the keyboard decides. */
export function ReviewDesk({ dataset, onClose }: Props) {
  const { id: datasetId } = dataset
  const grow = useStore(growthOf(datasetId))
  const decide = useStore((state) => state.decide)
  const undo = useStore((state) => state.undoDecision)
  const acceptClean = useStore((state) => state.acceptClean)
  const growing = useStore((state) => state.growing)
  const cancel = useStore((state) => state.cancelGrowing)
  const correction = useStore((state) => state.corrections[datasetId] ?? null)
  const correct = useStore((state) => state.correct)
  const [show, setShow] = useState<ReviewFilter>('pending')
  const [offset, setOffset] = useState(0)
  const [wanted, setWanted] = useState(0)
  const [saving, setSaving] = useState(false)
  // Why the candidate at hand is rejected, as far as that is typed.
  const [why, setWhy] = useState({ id: '', reason: '' })
  // What was just decided about is gone from the list at once, so that the next key means the next candidate.
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const desk = useRef<HTMLElement>(null)
  const answer = useEntries(datasetId, show, offset, grow?.revision ?? null)
  const page = answer?.ok === true ? answer.value : null
  const entries = (page?.entries ?? []).filter(({ candidate }) => !gone.has(candidate.id))
  const isEditing = correction !== null
  const place = isEditing
    ? entries.findIndex(({ candidate }) => candidate.id === correction.id)
    : Math.max(0, Math.min(wanted, entries.length - 1))
  const entry = isEditing ? undefined : entries[place]
  /** Closes the editor, unless something was typed in it: that stays until it is accepted or cancelled. */
  const putDown = () => {
    if (correction !== null && !isTyped(correction)) correct(datasetId, null)
  }
  const visit = (next: number) => {
    putDown()
    setWanted(Math.max(0, Math.min(next, entries.length - 1)))
  }
  const turnTo = (next: number) => {
    putDown()
    setOffset(next)
    setWanted(0)
  }
  useReviewFocus(desk, isEditing)
  useEffect(() => {
    // What was the last page may have been emptied by decisions.
    if (page !== null && page.entries.length === 0 && offset > 0) setOffset(Math.max(0, offset - pageSize))
  }, [page, offset])
  const reason = entry !== undefined && entry.candidate.id === why.id ? why.reason : ''
  const isOpen = entry?.decision.state === 'pending' || entry?.decision.state === 'rejected'
  const takeAway = (id: string) => setGone((before) => new Set([...before, id]))
  const bringBack = (id: string) => setGone((before) => new Set([...before].filter((other) => other !== id)))
  const settle = async (decision: Input<'grow.decide'>['decision']) => {
    if (entry === undefined) return
    const { id } = entry.candidate
    takeAway(id)
    if (!(await decide({ datasetId, id, decision }))) bringBack(id)
  }
  // What was typed stays on the screen until it is kept.
  const save = async () => {
    if (correction === null || saving) return
    const { id, source, rewrite } = correction
    setSaving(true)
    const done = await decide({ datasetId, id, decision: { state: 'edited', source, rewrite } })
    setSaving(false)
    if (!done) return
    takeAway(id)
    correct(datasetId, null)
  }
  const accept = () => isOpen && void settle({ state: 'accepted' })
  const reject = () => entry?.decision.state === 'pending' && void settle({ state: 'rejected', reason })
  const takeBack = async () => {
    const id = await undo(datasetId)
    if (id !== null) bringBack(id)
  }
  const edit = () => {
    if (entry === undefined || !isOpen) return
    const before = pairOf(entry)
    correct(datasetId, { id: entry.candidate.id, source: before.source, rewrite: before.rewrite, before })
  }
  const press = (event: KeyboardEvent) => {
    // The editor has keys of its own, and so has a dialog in front.
    if (isEditing || event.altKey || dialogInFront()) return
    const target = event.target instanceof HTMLElement ? event.target : null
    if (takesLetters(target)) return
    // Arrows on a radio button choose another one.
    if (target?.matches('input') && event.key.startsWith('Arrow')) return
    const command = event.metaKey || event.ctrlKey
    // One press is one decision: only the way through the list goes on while a key is held.
    if (event.repeat && (command || decisionKeys.has(event.key))) return
    if (command ? event.key !== 'z' || event.shiftKey : !(event.key in keys) && event.key !== 'u') return
    event.preventDefault()
    event.stopPropagation()
    if (command || event.key === 'u') void takeBack()
    else keys[event.key]?.()
  }
  const keys: Readonly<Record<string, () => unknown>> = {
    a: accept,
    e: edit,
    r: reject,
    j: () => visit(place + 1),
    k: () => visit(place - 1),
    ArrowDown: () => visit(place + 1),
    ArrowUp: () => visit(place - 1),
    Home: () => visit(0),
    End: () => visit(entries.length - 1),
  }
  const counts = grow?.counts
  return (
    <section className="review" aria-label="Review" ref={desk} tabIndex={-1} onKeyDown={press}>
      <div className="row review-bar">
        <Segmented
          label="Which candidates"
          value={show}
          options={reviewFilter.options.map((value) => ({ value, label: `${filterWords[value]} ${count(counts?.[value] ?? 0)}` }))}
          onChange={(next) => {
            setShow(next)
            setGone(new Set())
            turnTo(0)
          }}
        />
        <span className="grow" />
        {growing !== null ? (
          <Button onClick={cancel}>Cancel</Button>
        ) : (
          (counts?.clean ?? 0) > 0 && (
            <Button
              disabled={isEditing}
              title={
                isEditing
                  ? 'Accept or cancel the correction first'
                  : 'Those against which no check says anything. Nobody has read them then.'
              }
              onClick={() => void acceptClean(datasetId)}
            >
              {counts?.clean === 1 ? 'Accept the one without a remark' : `Accept all ${count(counts?.clean ?? 0)} without a remark`}
            </Button>
          )
        )}
        <Button disabled={grow?.undoable !== true} aria-keyshortcuts="u" onClick={() => void takeBack()}>
          Undo <KeyHint keys="U" />
        </Button>
        <Button look="quiet" onClick={onClose}>
          Back to the rows
        </Button>
      </div>
      <GrowFailures datasetId={datasetId} />
      {answer?.ok === false && <FailureNote failure={answer.failure} />}
      {page?.entries.length === 0 && <p className="nothing">{emptyWords[show]}</p>}
      {(isEditing || entry !== undefined) && (
        <div className="panes review-panes">
          <ReviewList entries={entries} place={place} offset={offset} total={page?.total ?? 0} onVisit={visit} onPage={turnTo} />
          {isEditing ? (
            <CandidateEditor
              key={correction.id}
              correction={correction}
              saving={saving}
              onType={(texts) => correct(datasetId, { ...correction, ...texts })}
              onSave={() => void save()}
              onCancel={() => correct(datasetId, null)}
            />
          ) : (
            entry !== undefined && (
              <CandidatePane
                key={entry.candidate.id}
                entry={entry}
                onAccept={isOpen ? accept : null}
                onReject={entry.decision.state === 'pending' ? reject : null}
                onEdit={isOpen ? edit : null}
                reason={reason}
                onReason={(next) => setWhy({ id: entry.candidate.id, reason: next })}
              />
            )
          )}
        </div>
      )}
    </section>
  )
}
