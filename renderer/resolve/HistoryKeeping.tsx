import { useState } from 'react'
import type { Answer } from '../../electron/shared/contract'
import { counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { request } from '../studio/client'
import { useAnswer } from '../studio/use-answer'

type Props = {
  readonly keeping: boolean
  /** Grows whenever something was forgotten. */
  readonly turn: number
  readonly onDone: (answer: Answer<unknown>) => void
  readonly onClose: () => void
}

/** Whether texts are kept, and the way to forget all of them: asked about once, since nothing brings them back. */
export function HistoryKeeping({ keeping, turn, onDone, onClose }: Props) {
  const [asking, setAsking] = useState<Forgetting | null>(null)
  const all = useAnswer('history.list', { search: '', offset: 0, limit: 1 }, turn)
  const total = all?.ok === true ? all.value.total : null
  const act = (given: Promise<Answer<unknown>>) => {
    setAsking(null)
    void given.then(onDone)
  }
  const keep = (on: boolean) => (on || total === 0 ? act(request('history.keep', { on })) : setAsking('keep-none'))
  const forget = (what: Forgetting) =>
    act(what === 'forget' ? request('history.forget', { id: null }) : request('history.keep', { on: false }))
  if (asking !== null) return <Question asking={asking} total={total} onForget={() => forget(asking)} onLeave={() => setAsking(null)} />
  return (
    <div className="actions">
      <label className="check">
        <input type="checkbox" checked={keeping} onChange={(event) => keep(event.target.checked)} />
        Keep what is resolved, on this machine
      </label>
      <span className="grow" />
      <Button disabled={total === 0} onClick={() => setAsking('forget')}>
        Forget all
      </Button>
      <Button onClick={onClose}>Close</Button>
    </div>
  )
}

/** keep-none: also from now on. */
type Forgetting = 'forget' | 'keep-none'

type QuestionProps = {
  readonly asking: Forgetting
  /** How many texts are kept; null where that is not known. */
  readonly total: number | null
  readonly onForget: () => void
  readonly onLeave: () => void
}

function Question({ asking, total, onForget, onLeave }: QuestionProps) {
  const texts = total === null ? 'every text' : counted(total, 'text')
  return (
    <div className="actions">
      <p role="alert">
        {asking === 'forget' ? `Forget ${texts}?` : `Texts that are not kept are forgotten too: ${texts}.`} Nothing brings them back.
      </p>
      <span className="grow" />
      {/* What was pressed has gone, and this is what does no harm. */}
      <Button autoFocus onClick={onLeave}>
        Leave it
      </Button>
      <Button look="danger" onClick={onForget}>
        Forget {texts}
        {asking === 'keep-none' && ' and keep none'}
      </Button>
    </div>
  )
}
