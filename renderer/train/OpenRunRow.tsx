import { type ReactNode, useState } from 'react'
import type { Failure } from '../../electron/shared/errors'
import { Button } from '../parts/Button'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'

type Props = {
  readonly runId: string
  /** Its place in the dataset when the run was made, from 0. */
  readonly row: number
  readonly label?: string
  /** A link stands in a text. */
  readonly look?: 'quiet' | 'link'
  readonly children: ReactNode
}

/** Opens a row of the dataset that a run was made from, wherever the row is now; says so where it is not to be found. */
export function OpenRunRow({ runId, row, label, look = 'quiet', children }: Props) {
  const open = useStore((state) => state.openDatasetOf)
  const [opening, setOpening] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const press = async () => {
    setOpening(true)
    setFailure(await open(runId, row))
    setOpening(false)
  }
  return (
    <>
      {look === 'link' ? (
        <button type="button" className="link num" aria-label={label} disabled={opening} onClick={() => void press()}>
          {children}
        </button>
      ) : (
        <Button look="quiet" aria-label={label} disabled={opening} onClick={() => void press()}>
          {children}
        </Button>
      )}
      {failure !== null && (
        <span className="row-lost small" role="alert">
          <span aria-hidden="true">⚠ </span>
          <VisibleText text={failure.message} />
        </span>
      )}
    </>
  )
}
