import { useEffect, useState } from 'react'
import type { Output } from '../../electron/shared/contract'
import { lossWords } from '../../electron/shared/conversion'
import { sizeAtBits } from '../../electron/shared/export-size'
import type { PackedBits } from '../../electron/shared/exporting'
import type { ModelInfo } from '../../electron/shared/model'
import { bytes, count } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { Facts } from '../parts/Facts'
import { FailureNote } from '../parts/FailureNote'
import { ProgressBar } from '../parts/ProgressBar'
import { Segmented } from '../parts/Segmented'
import { VisibleText } from '../parts/VisibleText'
import { currentDataset, jobOf, shareOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { percent, rate } from '../text/format'

type Props = { readonly model: ModelInfo; readonly onClose: () => void }

/** Makes a smaller copy of a model and says what that costs. */
export function PackDialog({ model, onClose }: Props) {
  const packing = useStore((state) => state.packing)
  const leave = useStore((state) => state.leavePacking)
  // Nothing would show it any more, however it was left.
  useEffect(() => leave, [leave])
  return (
    <Dialog title="Pack into fewer bits" onClose={onClose}>
      {packing.state === 'done' ? <Done packed={packing.result} onClose={onClose} /> : <Wanted model={model} onClose={onClose} />}
    </Dialog>
  )
}

const choices = [
  { value: '8', label: '8 bits' },
  { value: '4', label: '4 bits' },
] as const
const bitsOf: Readonly<Record<(typeof choices)[number]['value'], PackedBits>> = { '8': 8, '4': 4 }

function Wanted({ model, onClose }: Props) {
  const packing = useStore((state) => state.packing)
  const pack = useStore((state) => state.packModel)
  const dataset = useStore(currentDataset)
  const [chosen, setChosen] = useState<(typeof choices)[number]['value']>('8')
  const running = packing.state === 'running'
  const bits = bitsOf[chosen]
  return (
    <div className="stack">
      <p className="quiet">
        A copy of <VisibleText text={model.name} /> takes about {bytes(sizeAtBits(model, bits))} instead of {bytes(model.bytes)}, answers
        sooner and leaves more memory for training. It is slightly another model: rows of{' '}
        {dataset === null ? 'the sample' : <VisibleText text={dataset.name} />} are rewritten by both, and you see what packing cost.
      </p>
      <Segmented label="Bits of a weight" value={chosen} options={choices} disabled={running} onChange={setChosen} />
      {running && <Progress requestId={packing.requestId} />}
      {packing.state === 'failed' && <FailureNote failure={packing.failure} />}
      <div className="actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" disabled={running} onClick={() => void pack(model.ref, bits, dataset?.id ?? null)}>
          Pack
        </Button>
      </div>
    </div>
  )
}

function Progress({ requestId }: { readonly requestId: string }) {
  const job = useStore(jobOf(requestId))
  return (
    <div className="stack">
      <ProgressBar label="Packing" share={shareOf(job)} />
      <p className="quiet">{job === null ? 'Starting …' : `${job.phase.slice(0, 1).toUpperCase()}${job.phase.slice(1)} …`}</p>
    </div>
  )
}

type DoneProps = Pick<Props, 'onClose'> & { readonly packed: Output<'model.convert'> }

function Done({ packed: { model, loss }, onClose }: DoneProps) {
  return (
    <div className="stack">
      <p>
        <b>
          <VisibleText text={model.name} />
        </b>{' '}
        is chosen for the next run.
      </p>
      <Facts
        facts={[
          { name: 'Weights', value: bytes(model.bytes) },
          { name: 'Same text', value: `${count(loss.same)} of ${count(loss.rows)} rows of ${loss.data}` },
          { name: 'Mention F1', value: `${rate(loss.wholeF1)} before, ${rate(loss.packedF1)} packed` },
          ...(loss.tokens.read === 0 ? [] : [{ name: 'Same next word', value: percent(loss.tokens.same / loss.tokens.read) }]),
        ]}
      />
      <p className="small quiet">
        {lossWords(loss)}. A model that was not tuned yet rewrites little; what counts is what a run makes of it.
      </p>
      <div className="actions">
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  )
}
