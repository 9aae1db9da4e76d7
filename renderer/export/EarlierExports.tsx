import type { Run } from '../../electron/shared/run'
import { VisibleText } from '../parts/VisibleText'
import { count, moment } from '../text/format'

/** Where this run went before. */
export function EarlierExports({ run }: { readonly run: Run }) {
  if (run.exports.length === 0) return null
  return (
    <section className="card" aria-label="Exports of this run">
      <h2>Exports of this run</h2>
      <ul className="earlier">
        {run.exports.map((made) => (
          <li key={`${made.path}${made.at}`}>
            <span className="num path">
              <VisibleText text={made.path} />
            </span>
            <span className="small quiet">
              {moment(made.at)}
              {made.certificate.rows > 0 && ` · same text on ${count(made.certificate.same)} of ${count(made.certificate.rows)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
