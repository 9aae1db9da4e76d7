import { useRef, useState } from 'react'
import type { Answer } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import { counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { FailureNote } from '../parts/FailureNote'
import { useIsThere } from '../parts/use-is-there'
import { VisibleText } from '../parts/VisibleText'
import { request } from '../studio/client'
import { useStore } from '../studio/store'
import { useAnswer } from '../studio/use-answer'
import { spelledOut } from '../text/control-characters'
import { moment } from '../text/format'
import { HistoryKeeping } from './HistoryKeeping'

const shown = 50

/** What was resolved before, found by its words; it is brought back with its answers. */
export function HistoryDialog({ onClose }: { readonly onClose: () => void }) {
  const open = useStore((state) => state.openResolved)
  const announce = useStore((state) => state.announce)
  const [search, setSearch] = useState('')
  const [turn, setTurn] = useState(0)
  const answer = useAnswer('history.list', { search, offset: 0, limit: shown }, turn, { stays: true })
  const [failure, setFailure] = useState<Failure | null>(null)
  const found = answer?.ok === true ? answer.value : null
  const done = (given: Answer<unknown>) => {
    setFailure(given.ok ? null : given.failure)
    setTurn((before) => before + 1)
    if (given.ok) announce('Forgotten.')
  }
  const isThere = useIsThere()
  const pressedLast = useRef<string | null>(null)
  const bringBack = async (id: string) => {
    pressedLast.current = id
    const isWanted = () => isThere() && pressedLast.current === id
    const wrong = await open(id, isWanted)
    if (!isWanted()) return
    setFailure(wrong)
    if (wrong === null) onClose()
  }
  return (
    <Dialog wide title="What was resolved" onClose={onClose}>
      <div className="stack">
        {failure !== null && <FailureNote failure={failure} onDismiss={() => setFailure(null)} />}
        {answer?.ok === false && <FailureNote failure={answer.failure} />}
        {found !== null && found.failure !== null && <FailureNote failure={found.failure} title="Not all of it is kept" />}
        <input
          type="text"
          aria-label="Find in the history"
          placeholder="Find in the history"
          spellCheck={false}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        {found !== null && found.entries.length === 0 && (
          <p className="quiet">
            {!found.keeping ? 'Nothing is kept.' : search === '' ? 'Nothing was resolved yet.' : 'Nothing was found.'}
          </p>
        )}
        {found !== null && found.entries.length > 0 && (
          <ul className="history" aria-label="Resolved texts">
            {found.entries.map(({ id, at, beginning, names }) => (
              <li key={id} className="row">
                <button type="button" className="link grow" onClick={() => void bringBack(id)}>
                  <span className="clip">
                    <VisibleText text={beginning} />
                  </span>
                  <span className="small quiet clip">
                    {moment(at)} · <VisibleText text={names.join(', ')} />
                  </span>
                </button>
                <Button
                  look="quiet"
                  aria-label={`Forget “${spelledOut(beginning)}”`}
                  onClick={() => void request('history.forget', { id }).then(done)}
                >
                  Forget
                </Button>
              </li>
            ))}
          </ul>
        )}
        {found !== null && found.total > shown && (
          <p className="small quiet">and {counted(found.total - shown, 'older text')}: search for it</p>
        )}
        <HistoryKeeping keeping={found?.keeping ?? true} turn={turn} onDone={done} onClose={onClose} />
      </div>
    </Dialog>
  )
}
