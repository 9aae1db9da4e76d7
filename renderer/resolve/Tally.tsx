import { count } from '../../electron/shared/quantities'
import type { Rewrite } from '../../electron/shared/resolution'
import { Flag } from '../parts/Flag'
import { tallyOf } from './tally-of'

/** A pane's own count, short: resolved of all references. */
export function Tally({ rewrite }: { readonly rewrite: Rewrite }) {
  const { resolved, invented, kept } = tallyOf(rewrite)
  const all = resolved + invented + kept
  if (all === 0) return <Flag>nothing to resolve</Flag>
  return (
    <Flag tone={invented > 0 ? 'bad' : resolved === all ? 'ok' : 'plain'} title="References written out, of those that were found">
      {count(resolved)} of {count(all)}
    </Flag>
  )
}
