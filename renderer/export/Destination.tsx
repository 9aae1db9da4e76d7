import { Button } from '../parts/Button'
import { ExactField } from '../parts/ExactField'
import { FailureNote } from '../parts/FailureNote'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'
import { destinationOf } from './export-slice'

type Props = { readonly runId: string; readonly name: string; readonly disabled: boolean }

/** Which folder the export goes into, and what its own folder is called. */
export function Destination({ runId, name, disabled }: Props) {
  const destination = useStore(destinationOf)
  const forLmStudio = useStore((state) => state.format === 'lm-studio')
  const failure = useStore((state) => state.chooseFailure)
  const choose = useStore((state) => state.chooseDestination)
  const rename = useStore((state) => state.nameFolder)
  return (
    <section className="card stack" aria-label="Destination">
      <h2>Where to</h2>
      <div className="row">
        <Button disabled={disabled} onClick={() => void choose()}>
          Choose a folder…
        </Button>
        {destination === null ? (
          <span className="quiet grow">
            {forLmStudio ? 'LM Studio’s folder of models was not found here.' : 'No folder is chosen yet.'}
          </span>
        ) : (
          <span className="num quiet clip grow" title={destination.location}>
            <VisibleText text={destination.location} />
          </span>
        )}
      </div>
      {failure !== null && <FailureNote failure={failure} />}
      <ExactField
        label="Folder name"
        hint={
          forLmStudio
            ? 'A new folder of this name is made there, in antecedent/, the publisher that LM Studio lists it under; nothing is overwritten.'
            : 'A new folder of this name is made there; nothing is overwritten.'
        }
        wrong={name.trim() === '' ? 'A name is needed.' : null}
        maxLength={120}
        disabled={disabled}
        value={name}
        onType={(next) => rename(runId, next)}
      />
    </section>
  )
}
