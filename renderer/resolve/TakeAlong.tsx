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
  /** The text that was answered; null before one was. */
  readonly source: string | null
  /** Its rewrite as the person left it. */
  readonly left: Decided | null
}

/** What is done with a rewrite: taken along as it stands, or kept as a row that the next run learns from. */
export function TakeAlong({ source, left }: Props) {
  const dataset = useStore(currentDataset)
  const keep = useStore((state) => state.keepAsRow)
  const keeping = useStore((state) => state.keeping)
  const failure = useStore((state) => state.keepFailure)
  const dismiss = useStore((state) => state.dismissKeepFailure)
  const answer = source === null || left === null ? null : { source, left, pair: `${source}\n${left.output}` }
  const [taking, setTaking] = useState<{ readonly pair: string; readonly failure: Failure } | null>(null)
  const [kept, setKept] = useState<string | null>(null)
  const isKept = answer !== null && kept === answer.pair
  return (
    <div className="take-along">
      {failure !== null && <FailureNote failure={failure} title="The row was not added" onDismiss={dismiss} />}
      {taking !== null && taking.pair === answer?.pair && (
        <FailureNote failure={taking.failure} title="It was not taken along" onDismiss={() => setTaking(null)} />
      )}
      <div className="row">
        <CopyButton text={left?.output ?? ''} label="Copy text" disabled={answer === null} />
        <TakeAs
          left={left}
          onFailure={(failure) => setTaking(failure === null || answer === null ? null : { pair: answer.pair, failure })}
        />
        <span className="grow" />
        <Button
          disabled={answer === null || isKept || keeping}
          title="Source and rewrite become the dataset’s last row"
          onClick={() => answer !== null && void keep(answer.source, answer.left.output).then((done) => done && setKept(answer.pair))}
        >
          {isKept ? (
            '✓ Added to the dataset'
          ) : dataset === null ? (
            'Add to a new dataset'
          ) : (
            <span className="clip">
              Add to <VisibleText text={dataset.name} />
            </span>
          )}
        </Button>
      </div>
    </div>
  )
}
