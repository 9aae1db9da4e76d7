import type { Run } from '../../electron/shared/run'
import { VisibleText } from '../parts/VisibleText'
import { moment } from '../text/format'

/** What happened on the way that a person should know, newest first. */
export function RunNotes({ run }: { readonly run: Run }) {
  if (run.notes.length === 0) return null
  return (
    <section aria-labelledby="notes-title">
      <header className="pane-head">
        <h2 id="notes-title">On the way</h2>
      </header>
      <ul className="notes">
        {run.notes.toReversed().map((note, place) => (
          <li key={`${note.at}${place}`}>
            <span className="small quiet">{moment(note.at)}</span>
            <VisibleText text={note.message} />
          </li>
        ))}
      </ul>
    </section>
  )
}
