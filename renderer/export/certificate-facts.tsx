import type { Certificate } from '../../electron/shared/exporting'
import type { Fact } from '../parts/Facts'
import { count, rate } from '../text/format'

/** A certificate as names and values. */
export function certificateFacts({ rows, same, adapterF1, exportF1 }: Certificate): readonly Fact[] {
  return [
    {
      name: 'same text as the adapter',
      value: (
        <span className={same === rows ? 'good' : 'caution'}>
          {count(same)} of {count(rows)} {same === rows ? '✓' : '⚠'}
        </span>
      ),
    },
    { name: 'mention F1, adapter', value: adapterF1 === null ? '–' : rate(adapterF1) },
    { name: 'mention F1, export', value: exportF1 === null ? '–' : rate(exportF1) },
  ]
}
