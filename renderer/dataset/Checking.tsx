import type { DatasetSummary } from '../../electron/shared/dataset'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { useStore } from '../studio/store'
import { percent } from '../text/format'

const words = {
  indexing: 'finding the lines',
  reading: 'reading the rows',
  comparing: 'looking for rows that are alike',
  sense: 'checking sense',
  likeness: 'looking for near-duplicates',
} as const

/** How far the rows are looked at, and the way to stop looking at their sense, or to begin. */
export function Checking({ dataset }: { readonly dataset: DatasetSummary }) {
  const check = useStore((state) => state.checkSense)
  const { id, checking, checksSense, isEnglish } = dataset
  if (!checksSense) {
    return (
      <Button look="quiet" onClick={() => void check(id, true)}>
        Check sense
      </Button>
    )
  }
  if (checking === null) {
    return isEnglish === false ? (
      <Flag title="Pronouns, entities and the rest are only understood in English; how rows are written, and what models make of them, is checked in every language.">
        not English: sense is not checked
      </Flag>
    ) : null
  }
  const { phase, done, total } = checking
  return (
    <span className="checking small quiet">
      {words[phase]} <span className="num">{total > 0 && done > 0 ? percent(done / total) : '…'}</span>
      {(phase === 'sense' || phase === 'likeness') && (
        <Button look="quiet" onClick={() => void check(id, false)}>
          Stop
        </Button>
      )}
    </span>
  )
}
