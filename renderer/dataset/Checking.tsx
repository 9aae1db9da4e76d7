import type { DatasetSummary } from '../../electron/shared/dataset'
import { Button } from '../parts/Button'
import { useStore } from '../studio/store'
import { percent } from '../text/format'

const words = {
  indexing: 'finding the lines',
  reading: 'reading the rows',
  comparing: 'looking for rows that are alike',
  sense: 'checking sense',
  likeness: 'looking for near-duplicates',
} as const

/** How far the rows are looked at, and the way to stop looking at their sense. */
export function Checking({ dataset: { id, checking, checksSense } }: { readonly dataset: DatasetSummary }) {
  const check = useStore((state) => state.checkSense)
  if (checking === null || !checksSense) return null
  const { phase, done, total } = checking
  return (
    <span className="checking">
      <span className="clip">{words[phase]}</span>
      <span className="num">{total > 0 && done > 0 ? percent(done / total) : '…'}</span>
      {(phase === 'sense' || phase === 'likeness') && (
        <Button look="quiet" aria-label="Stop checking" onClick={() => void check(id, false)}>
          Stop
        </Button>
      )}
    </span>
  )
}
