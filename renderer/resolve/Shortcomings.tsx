import { count, counted } from '../../electron/shared/quantities'
import type { Rewrite } from '../../electron/shared/resolution'
import { Flag } from '../parts/Flag'

type Props = { readonly rewrite: Pick<Rewrite, 'finishReason' | 'parts'> }

/** Whether something of an answer is not whole, or stands as in the source since no answer was a rewrite of it. */
export function fallsShort({ finishReason, parts }: Props['rewrite']): boolean {
  return finishReason === 'length' || garbledParts(parts) > 0
}

/** What of an answer is not whole; nothing where all of it is. */
export function Shortcomings({ rewrite: { finishReason, parts } }: Props) {
  const garbled = garbledParts(parts)
  return (
    <>
      {garbled > 0 && (
        <Flag tone="bad" title="What the model made of them was no rewrite, so they stand as in the source">
          {counted(garbled, 'part')} of {count(parts?.length ?? 0)} left as in the source
        </Flag>
      )}
      {finishReason === 'length' && (
        <Flag tone="bad" title="The model ran out of room before its end">
          cut: not whole
        </Flag>
      )}
    </>
  )
}

function garbledParts(parts: Rewrite['parts']): number {
  return parts?.filter(({ state }) => state === 'garbled').length ?? 0
}
