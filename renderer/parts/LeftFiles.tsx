import { counted } from '../../electron/shared/quantities'

/** Of several files that were dropped where one is taken, how many were not. */
export function LeftFiles({ count }: { readonly count: number }) {
  if (count === 0) return null
  return (
    <p className="small">
      ⚠ One text is taken here: {counted(count, 'other file')} that you dropped {count === 1 ? 'was' : 'were'} left.
    </p>
  )
}
