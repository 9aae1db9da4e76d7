import { bar, type Certificate, verdictOf } from '../../electron/shared/exporting'
import { count } from '../../electron/shared/quantities'
import type { Fact } from '../parts/Facts'
import { rate, unknown } from '../text/format'

/** A certificate as names and values. */
export function certificateFacts(certificate: Certificate): readonly Fact[] {
  const { rows, same, tokens, baseF1, adapterF1, exportF1 } = certificate
  const passes = verdictOf(certificate) === 'alike'
  const f1 = (value: number | null) => (value === null ? unknown : rate(value))
  return [
    {
      name: 'same text as the adapter',
      hint: `The bar: ${100 * bar.same} % of rows, and F1 within ${100 * bar.f1} points`,
      value: (
        <span className={passes ? 'good' : 'caution'}>
          {count(same)} of {count(rows)} {passes ? '✓' : '⚠'}
        </span>
      ),
    },
    ...(tokens === null || tokens.read === 0
      ? []
      : [
          { name: 'same next token', value: `${count(tokens.same)} of ${count(tokens.read)}` },
          {
            name: 'divergence per token',
            hint: 'Kullback–Leibler divergence of the export from the adapter, from the likeliest tokens',
            value: `${tokens.divergence.toExponential(1)} nats`,
          },
        ]),
    { name: 'mention F1, base model', value: f1(baseF1) },
    { name: 'mention F1, adapter', value: f1(adapterF1) },
    { name: 'mention F1, export', value: f1(exportF1) },
  ]
}
