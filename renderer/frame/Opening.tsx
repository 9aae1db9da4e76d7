import type { Failure } from '../../electron/shared/errors'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'

/** Before the first snapshot: what is awaited, or why it did not come. */
export function Opening({ failure, onRetry }: { readonly failure: Failure | null; readonly onRetry: () => void }) {
  return (
    <main className="opening">
      <h1>Antecedent</h1>
      {failure === null ? (
        <p className="quiet" role="status">
          Opening your datasets and runs …
        </p>
      ) : (
        <>
          <FailureNote failure={failure} />
          <Button look="primary" onClick={onRetry}>
            Try again
          </Button>
        </>
      )}
    </main>
  )
}
