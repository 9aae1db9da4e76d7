import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Input } from '../../electron/shared/contract'
import type { DatasetSummary } from '../../electron/shared/dataset'
import { type ReviewFilter, reviewFilter } from '../../electron/shared/growing'
import { KeyHint } from '../frame/ShortcutKeys'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { Segmented } from '../parts/Segmented'
import { growthOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { count } from '../text/format'
import { CandidatePane } from './CandidatePane'
import { ReviewList } from './ReviewList'
import { emptyWords } from './reason-words'
import { pageSize, useEntries } from './use-entries'
import './grow.css'

const filterWords: Readonly<Record<ReviewFilter, string>> = {
  pending: 'To review',
  accepted: 'Accepted',
  rejected: 'Rejected',
  setAside: 'Set aside',
}

type Props = { readonly dataset: DatasetSummary; readonly onClose: () => void }

/** Candidates one after the other, side by side with their sources; the keyboard decides. */
export function ReviewDesk({ dataset, onClose }: Props) {
  const { id: datasetId } = dataset
  const grow = useStore(growthOf(datasetId))
  const failure = useStore((state) => state.growFailure)
  const dismiss = useStore((state) => state.dismissGrowFailure)
  const decide = useStore((state) => state.decide)
  const undo = useStore((state) => state.undoDecision)
  const acceptClean = useStore((state) => state.acceptClean)
  const growing = useStore((state) => state.growing)
  const cancel = useStore((state) => state.cancelGrowing)
  const [show, setShow] = useState<ReviewFilter>('pending')
  const [offset, setOffset] = useState(0)
  const [wanted, setWanted] = useState(0)
  const [editing, setEditing] = useState(false)
  // What was just decided about is gone from the list at once, so that the next key means the next candidate.
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const desk = useRef<HTMLElement>(null)
  const answer = useEntries(datasetId, show, offset, grow?.revision ?? null)
  const page = answer?.ok === true ? answer.value : null
  const entries = (page?.entries ?? []).filter(({ candidate }) => !gone.has(candidate.id))
  const place = Math.max(0, Math.min(wanted, entries.length - 1))
  const entry = entries[place]
  const visit = (next: number) => {
    setWanted(Math.max(0, Math.min(next, entries.length - 1)))
    setEditing(false)
  }
  // The keys are with the list from the start, and again when an editor is closed; without a list, with the desk.
  const isHere = entry !== undefined
  useEffect(() => {
    if (editing) return
    const list = isHere ? desk.current?.querySelector<HTMLElement>('[role="listbox"]') : null
    ;(list ?? desk.current)?.focus()
  }, [isHere, editing])
  useEffect(() => {
    // What was the last page may have been emptied by decisions.
    if (page !== null && page.entries.length === 0 && offset > 0) setOffset(Math.max(0, offset - pageSize))
  }, [page, offset])
  const isOpen = entry?.decision.state === 'pending' || entry?.decision.state === 'rejected'
  const settle = async (decision: Input<'grow.decide'>['decision']) => {
    if (entry === undefined) return
    const { id } = entry.candidate
    setGone((before) => new Set([...before, id]))
    if (!(await decide({ datasetId, id, decision }))) bringBack(id)
  }
  // What was typed stays on the screen until it is kept.
  const save = async (source: string, rewrite: string) => {
    if (entry === undefined) return
    const { id } = entry.candidate
    if (!(await decide({ datasetId, id, decision: { state: 'edited', source, rewrite } }))) return
    setGone((before) => new Set([...before, id]))
    setEditing(false)
  }
  const bringBack = (id: string) => setGone((before) => new Set([...before].filter((other) => other !== id)))
  const accept = () => isOpen && void settle({ state: 'accepted' })
  const reject = (reason: string) => entry?.decision.state === 'pending' && void settle({ state: 'rejected', reason })
  const takeBack = async () => {
    const id = await undo(datasetId)
    if (id !== null) bringBack(id)
  }
  const edit = () => isOpen && setEditing(true)
  const press = (event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : null
    if (target?.closest('input:not([type="radio"]), textarea, select') != null || event.altKey) return
    // Arrows on a radio button choose another one.
    if (target?.matches('input') && event.key.startsWith('Arrow')) return
    const command = event.metaKey || event.ctrlKey
    if (command ? event.key !== 'z' || event.shiftKey : !(event.key in keys) && event.key !== 'u') return
    event.preventDefault()
    event.stopPropagation()
    if (command || event.key === 'u') void takeBack()
    else keys[event.key]?.()
  }
  const keys: Readonly<Record<string, () => unknown>> = {
    a: accept,
    e: edit,
    r: () => reject(''),
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
            setOffset(0)
            visit(0)
          }}
        />
        <span className="grow" />
        {growing !== null ? (
          <Button onClick={cancel}>Cancel</Button>
        ) : (
          (counts?.clean ?? 0) > 0 && (
            <Button
              title="Those against which no check says anything. Nobody has read them then."
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
      {failure !== null && <FailureNote failure={failure} onDismiss={dismiss} />}
      {answer?.ok === false && <FailureNote failure={answer.failure} />}
      {page?.entries.length === 0 && <p className="nothing">{emptyWords[show]}</p>}
      {page !== null && entry !== undefined && (
        <div className="panes review-panes">
          <ReviewList entries={entries} place={place} offset={offset} total={page.total} onVisit={visit} onPage={setOffset} />
          <CandidatePane
            key={entry.candidate.id}
            entry={entry}
            editing={editing}
            onAccept={isOpen ? accept : null}
            onReject={entry.decision.state === 'pending' ? reject : null}
            onEdit={isOpen ? edit : null}
            onSave={(source, rewrite) => void save(source, rewrite)}
            onCancel={() => setEditing(false)}
          />
        </div>
      )}
    </section>
  )
}
