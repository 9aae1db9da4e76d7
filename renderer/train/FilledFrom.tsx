import { useState } from 'react'
import { count, counted } from '../../electron/shared/quantities'
import { HubDialog } from '../hub/HubDialog'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { VisibleText } from '../parts/VisibleText'
import { allModels, chosenModel, currentDataset, modelKey } from '../studio/selectors'
import { useStore } from '../studio/store'
import type { Origin } from './form-slice'

/** Says what filled the form and what was not taken over, with the way back. */
export function FilledFrom() {
  const origin = useStore((state) => state.origin)
  const former = useStore((state) => state.former)
  const undo = useStore((state) => state.undoFilling)
  const reading = useStore((state) => state.readingConfig)
  const failure = useStore((state) => state.configFailure)
  const dismiss = useStore((state) => state.failConfig)
  return (
    <>
      {failure !== null && <FailureNote failure={failure} onDismiss={() => dismiss(null)} />}
      {reading !== null && (
        <p className="quiet" role="status">
          Reading <VisibleText text={reading} /> …
        </p>
      )}
      {(origin.kind !== 'preset' || former !== null) && (
        <div className="filled">
          <div className="grow stack">{sourceOf(origin)}</div>
          {former !== null && <Button onClick={undo}>{origin.kind === 'preset' ? 'Bring my changes back' : 'Undo'}</Button>}
        </div>
      )}
    </>
  )
}

function sourceOf(origin: Origin) {
  switch (origin.kind) {
    case 'preset':
      return <p>Your changes gave way to a preset.</p>
    case 'file':
      return <FromFile {...origin} />
    case 'run':
      return <FromRun {...origin} />
  }
}

function FromFile({ name, notes, hub }: Extract<Origin, { kind: 'file' }>) {
  const [fetching, setFetching] = useState(false)
  const here = useStore((state) => allModels(state).some((model) => model.ref.kind === 'hub' && model.ref.repo === hub))
  return (
    <>
      <p>
        Filled from{' '}
        <b>
          <VisibleText text={name} />
        </b>
        {notes.length === 0 && '. Everything in it was taken over.'}
      </p>
      {hub !== null && !here && (
        <div className="row">
          <span>
            Its model is not here: <VisibleText text={hub} />
          </span>
          <Button onClick={() => setFetching(true)}>Download it…</Button>
        </div>
      )}
      {notes.length > 0 && (
        <details>
          <summary>{counted(notes.length, 'thing')} taken over differently, or not at all</summary>
          <ul className="filled-notes">
            {notes.map((note) => (
              <li key={`${note.key} ${note.message}`}>
                <span className="term">{note.key}</span> <VisibleText text={note.message} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {fetching && hub !== null && <HubDialog repo={hub} onClose={() => setFetching(false)} />}
    </>
  )
}

function FromRun({ run }: Extract<Origin, { kind: 'run' }>) {
  const dataset = useStore(currentDataset)
  const model = useStore(chosenModel)
  const alone = useStore((state) => state.workers === null)
  return (
    <>
      <p>
        Filled from the run{' '}
        <b>
          <VisibleText text={run.name} />
        </b>
        . What differs from it is marked.
      </p>
      {dataset?.location !== run.dataset.location && (
        <p className="caution">
          <span aria-hidden="true">⚠ </span>That run learned from <VisibleText text={run.dataset.name} />, which is{' '}
          {dataset === null ? 'not open.' : 'not the dataset chosen here.'}
        </p>
      )}
      {(model === null || modelKey(model.ref) !== modelKey(run.model.ref)) && (
        <p className="caution">
          <span aria-hidden="true">⚠ </span>That run trained <VisibleText text={run.model.name} />, which is not the model chosen here.
        </p>
      )}
      {run.workers > 1 && alone && (
        <p className="caution">
          <span aria-hidden="true">⚠ </span>It was trained by {count(run.workers)} machines; choose the hostfile again to do so.
        </p>
      )}
    </>
  )
}
