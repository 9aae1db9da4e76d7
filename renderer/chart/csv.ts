import type { Metric } from '../../electron/shared/training'

/** Columns in order, named as the contract names them. */
const columns = [
  'split',
  'step',
  'epoch',
  'loss',
  'score',
  'learningRate',
  'gradientNorm',
  'tokensPerSecond',
  'trainedTokens',
  'peakMemoryBytes',
  'footprintBytes',
  'rows',
  'tokens',
  'best',
  'seconds',
] as const

/** What was not finite says so; a score that was not taken stays empty. */
const notFinite: ReadonlySet<string> = new Set(['loss', 'gradientNorm'])

/** Every figure of a run as comma-separated values (RFC 4180), a line each. A field that a split does not have is empty. */
export function csvOf(metrics: readonly Metric[]): string {
  const lines = metrics.map((metric) => {
    const fields = new Map<string, unknown>(Object.entries(metric))
    return columns.map((column) => field(column, fields.get(column))).join(',')
  })
  return [columns.join(','), ...lines, ''].join('\r\n')
}

function field(column: string, value: unknown): string {
  if (value === undefined) return ''
  if (value === null) return notFinite.has(column) ? 'NaN' : ''
  return String(value)
}
