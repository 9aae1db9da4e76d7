import { useState } from 'react'
import type { Failure } from '../../electron/shared/errors'
import { Button } from '../parts/Button'
import { CopyButton } from '../parts/CopyButton'
import { FailureNote } from '../parts/FailureNote'
import { VisibleText } from '../parts/VisibleText'
import { currentDataset } from '../studio/selectors'
import { useStore } from '../studio/store'
import type { Decided } from './decisions'
import { TakeAs } from './TakeAs'

type Props = {
  /** The text that was answered. */
  readonly source: string
  /** Its rewrite as the person left it. */
  readonly left: Decided
}

/** What is done with a rewrite: taken along as it stands, or kept as a row that the next run learns from. */
export function TakeAlong({ source, left }: Props) {
  const dataset = useStore(currentDataset)
  const keep = useStore((state) => state.keepAsRow)
  const keeping = useStore((state) => state.keeping)
  const failure = useStore((state) => state.keepFailure)
  const dismiss = useStore((state) => state.dismissKeepFailure)
  const pair = `${source}\n${left.output}`
  const [taking, setTaking] = useState<Failure | null>(null)
  const [kept, setKept] = useState<string | null>(null)
  return (
    <div className="take-along">
      {failure !== null && <FailureNote failure={failure} title="The row was not added" onDismiss={dismiss} />}
      {taking !== null && <FailureNote failure={taking} title="It was not taken along" onDismiss={() => setTaking(null)} />}
      <div className="row">
        <CopyButton text={left.output} label="Copy text" />
        <TakeAs source={source} left={left} onFailure={setTaking} />
        <span className="grow" />
        <Button
          disabled={kept === pair || keeping}
          title="Source and rewrite become the dataset’s last row"
          onClick={() => void keep(source, left.output).then((done) => done && setKept(pair))}
        >
          {kept === pair ? (
            '✓ Added to the dataset'
          ) : dataset === null ? (
            'Add to a new dataset'
          ) : (
            <>
              Add to <VisibleText text={dataset.name} />
            </>
          )}
        </Button>
      </div>
    </div>
  )
}
