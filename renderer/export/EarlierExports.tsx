import { useState } from 'react'
import { count } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import { UploadDialog } from '../hub/UploadDialog'
import { Button } from '../parts/Button'
import { VisibleText } from '../parts/VisibleText'
import { moment } from '../text/format'

/** Where this run went before, and the way from there to the Hub. */
export function EarlierExports({ run }: { readonly run: Run }) {
  const [uploadedAt, setUploadedAt] = useState<string | null>(null)
  if (run.exports.length === 0) return null
  const made = run.exports.find(({ at }) => at === uploadedAt)
  return (
    <section className="card" aria-label="Exports of this run">
      <h2>Exports of this run</h2>
      <ul className="earlier">
        {run.exports.map(({ path, at, certificate }) => (
          <li key={`${path}${at}`}>
            <span className="num path">
              <VisibleText text={path} />
            </span>
            <span className="small quiet">
              {moment(at)}
              {certificate.rows > 0 && ` · same text on ${count(certificate.same)} of ${count(certificate.rows)}`}
            </span>
            <Button look="quiet" aria-label={`Upload ${path}`} onClick={() => setUploadedAt(at)}>
              Upload…
            </Button>
          </li>
        ))}
      </ul>
      {made !== undefined && <UploadDialog run={run} made={made} onClose={() => setUploadedAt(null)} />}
    </section>
  )
}
