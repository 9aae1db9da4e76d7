import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'
import { spelledOut } from '../text/control-characters'
import { count } from '../text/format'

/** Which of the texts that were brought is on the desk, and the way to the others. */
export function BroughtTexts() {
  const brought = useStore((state) => state.brought)
  const take = useStore((state) => state.takeBrought)
  const failure = useStore((state) => state.bringFailure)
  const dismiss = useStore((state) => state.dismissBringFailure)
  const note = failure === null ? null : <FailureNote failure={failure} title="The text was not read" onDismiss={dismiss} />
  if (brought === null) return note
  const { documents, at, more } = brought
  const notes = documents[at]?.notes ?? []
  if (documents.length === 1 && notes.length === 0) return note
  return (
    <div className="brought">
      {note}
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
