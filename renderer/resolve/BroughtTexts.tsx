import { count } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { LeftFiles } from '../parts/LeftFiles'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'
import { spelledOut } from '../text/control-characters'

const nothing = { documents: [], at: 0, more: false, left: 0 } as const

/** What is being read, which of the texts that were brought is on the desk, and the way to the others. */
export function BroughtTexts() {
  const brought = useStore((state) => state.brought)
  const take = useStore((state) => state.takeBrought)
  const failure = useStore((state) => state.bringFailure)
  const dismiss = useStore((state) => state.dismissBringFailure)
  const bringing = useStore((state) => state.bringing)
  const cancel = useStore((state) => state.cancelBringing)
  const { documents, at, more, left } = brought ?? nothing
  const notes = documents[at]?.notes ?? []
  if (bringing === null && failure === null && left === 0 && documents.length < 2 && notes.length === 0) return null
  return (
    <div className="brought">
      {bringing !== null && (
        <p className="row small">
          <span className="clip" role="status">
            Reading <VisibleText text={bringing.name} /> …
          </span>
          <Button onClick={cancel}>
            Cancel<span className="unseen"> reading</span>
          </Button>
        </p>
      )}
      {failure !== null && <FailureNote failure={failure} title="The text was not read" onDismiss={dismiss} />}
      <LeftFiles count={left} />
      {documents.length > 1 && (
        <div className="row">
          <Button look="quiet" disabled={at === 0} onClick={() => take(at - 1)}>
            Previous
            <span className="unseen"> text</span>
          </Button>
          <select className="which" aria-label="Texts that were brought" value={at} onChange={(event) => take(Number(event.target.value))}>
            {documents.map(({ id, failure: broken }, place) => (
              <option key={place} value={place}>
                {`${broken === null ? '' : '✗ '}${spelledOut(id)}`}
              </option>
            ))}
          </select>
          <span className="num quiet">
            {count(at + 1)} of {count(documents.length)}
            {more && ' and more'}
          </span>
          <Button look="quiet" disabled={at >= documents.length - 1} onClick={() => take(at + 1)}>
            Next
            <span className="unseen"> text</span>
          </Button>
        </div>
      )}
      {notes.map((each) => (
        <p key={each} className="small quiet">
          <VisibleText text={each} />
        </p>
      ))}
    </div>
  )
}
