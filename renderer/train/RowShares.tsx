import type { Preflight } from '../../electron/shared/preflight'
import { count } from '../../electron/shared/quantities'

/** How the usable rows are divided. */
export function RowShares({ preflight }: { readonly preflight: Preflight }) {
  const { trainRows, validRows, testRows } = preflight
  const parts = [
    { key: 'train', label: 'trained on', rows: trainRows },
    { key: 'valid', label: 'to check on the way', rows: validRows },
    { key: 'test', label: 'held out for the score', rows: testRows },
  ]
  const all = Math.max(1, trainRows + validRows + testRows)
  return (
    <section aria-labelledby="preflight-rows">
      <h3 id="preflight-rows">Rows</h3>
      <div className="shares" aria-hidden="true">
        {parts.map(({ key, rows }) => rows > 0 && <i key={key} className={key} style={{ flexGrow: rows / all }} />)}
      </div>
      <ul className="legend-list">
        {parts.map(({ key, label, rows }) => (
          <li key={key}>
            <i className={`patch ${key}`} aria-hidden="true" />
            <span className="num amount">{count(rows)}</span> <span className="quiet">{label}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
