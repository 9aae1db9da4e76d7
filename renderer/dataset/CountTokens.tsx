import type { DatasetSummary } from '../../electron/shared/dataset'
import { Button } from '../parts/Button'
import { request } from '../studio/client'
import { chosenModel, jobOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { percent } from '../text/format'
import { useSoundConfig } from '../train/use-sound-config'

/** Counts every row's tokens by the model that would be trained, so that the list shows them and what would be cut. */
export function CountTokens({ dataset }: { readonly dataset: DatasetSummary }) {
  const model = useStore(chosenModel)
  const longest = useSoundConfig()?.max_seq_length ?? 2048
  const count = useStore((state) => state.countTokens)
  const running = useStore((state) => state.counting[dataset.id] ?? null)
  const job = useStore(jobOf(running, 'preflight'))
  if (model === null || dataset.usableRows === 0) return null
  if (running !== null) {
    return (
      <span className="counting-tokens small quiet">
        counting tokens <span className="num">{job !== null && job.total > 0 ? percent(job.done / job.total) : '…'}</span>
        <Button look="quiet" onClick={() => void request('job.cancel', { id: running })}>
          Stop
        </Button>
      </span>
    )
  }
  return (
    <Button look="quiet" title={`By the tokenizer of ${model.name}`} onClick={() => void count(dataset.id, model.ref, longest)}>
      Count tokens
    </Button>
  )
}
