import type { DatasetSummary } from '../../electron/shared/dataset'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { useStore } from '../studio/store'

/** Whether the sense of the rows is looked at: the way to begin, and why it is not. */
export function SenseChecks({ dataset: { id, checking, checksSense, isEnglish } }: { readonly dataset: DatasetSummary }) {
  const check = useStore((state) => state.checkSense)
  if (!checksSense) {
    return (
      <Button look="quiet" onClick={() => void check(id, true)}>
        Check sense
      </Button>
    )
  }
  if (checking !== null || isEnglish !== false) return null
  return (
    <Flag title="Pronouns, entities and the rest are only understood in English; how rows are written, and what models make of them, is checked in every language.">
      not English: sense is not checked
    </Flag>
  )
}
