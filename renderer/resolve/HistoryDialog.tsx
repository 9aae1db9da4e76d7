import { useEffect, useState } from 'react'
import type { Answer, Output } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { FailureNote } from '../parts/FailureNote'
import { VisibleText } from '../parts/VisibleText'
import { request } from '../studio/client'
import { useStore } from '../studio/store'
import { counted, moment } from '../text/format'

const shown = 50

/** What was resolved before, found by its words; it is brought back with its answers. */
export function HistoryDialog({ onClose }: { readonly onClose: () => void }) {
  const open = useStore((state) => state.openResolved)
  const [search, setSearch] = useState('')
  const [turn, setTurn] = useState(0)
  const [answer, setAnswer] = useState<Answer<Output<'history.list'>> | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => {
    void turn
    let wanted = true
    void request('history.list', { search, offset: 0, limit: shown }).then((given) => {
      if (wanted) setAnswer(given)
    })
    return () => {
      wanted = false
    }
  }, [search, turn])
  const found = answer?.ok === true ? answer.value : null
  const done = (given: Answer<unknown>) => {
    setFailure(given.ok ? null : given.failure)
    setTurn((before) => before + 1)
  }
  const bringBack = async (id: string) => {
    const wrong = await open(id)
    setFailure(wrong)
    if (wrong === null) onClose()
  }
  return (
    <Dialog wide title="What was resolved" onClose={onClose}>
      <div className="stack">
        {failure !== null && <FailureNote failure={failure} onDismiss={() => setFailure(null)} />}
        {answer?.ok === false && <FailureNote failure={answer.failure} />}
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
            {found.entries.map(({ id, at, source, answers }) => (
              <li key={id} className="row">
                <button type="button" className="link grow" onClick={() => void bringBack(id)}>
                  <span className="clip">
                    <VisibleText text={source.slice(0, 200)} />
                  </span>
                  <span className="small quiet clip">
                    {moment(at)} · <VisibleText text={answers.map(({ name }) => name).join(', ')} />
                  </span>
                </button>
                <Button look="quiet" onClick={() => void request('history.forget', { id }).then(done)}>
                  Forget
                </Button>
              </li>
            ))}
          </ul>
        )}
        {found !== null && found.total > shown && (
          <p className="small quiet">and {counted(found.total - shown, 'older text')}: search for it</p>
        )}
        <div className="actions">
          <label className="check">
            <input
              type="checkbox"
              checked={found?.keeping ?? true}
              onChange={(event) => void request('history.keep', { on: event.target.checked }).then(done)}
            />
            Keep what is resolved, on this machine
          </label>
          <span className="grow" />
          <Button disabled={(found?.total ?? 0) === 0} onClick={() => void request('history.forget', { id: null }).then(done)}>
            Forget all
          </Button>
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </Dialog>
  )
}
