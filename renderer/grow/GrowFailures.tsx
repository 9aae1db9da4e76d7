import { FailureNote } from '../parts/FailureNote'
import { useStore } from '../studio/store'

/** What went wrong for a dataset, each until it is dismissed or the same is tried again. */
export function GrowFailures({ datasetId }: { readonly datasetId: string }) {
  const failures = useStore((state) => state.growFailures)
  const dismiss = useStore((state) => state.dismissGrowFailure)
  return failures
    .filter((each) => each.datasetId === datasetId)
    .map(({ action, failure }) => <FailureNote key={action} failure={failure} onDismiss={() => dismiss(datasetId, action)} />)
}
