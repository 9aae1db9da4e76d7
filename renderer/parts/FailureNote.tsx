import { useState } from 'react'
import type { Failure } from '../../electron/shared/errors'
import { Button } from './Button'
import { LogDialog } from './LogDialog'
import { VisibleText } from './VisibleText'

type Props = { readonly failure: Failure; readonly title?: string; readonly runId?: string; readonly onDismiss?: () => void }

/** What went wrong, where it went wrong, and what can be done; the log is a click away. */
export function FailureNote({ failure, title, runId, onDismiss }: Props) {
  const [logOpen, setLogOpen] = useState(false)
  const logOf = failure.where?.runId ?? runId
  const place = placeOf(failure)
  return (
    <div className="failure" role="alert">
      <div className="grow">
        <p>
          <span aria-hidden="true">✗ </span>
          <b>{title === undefined ? null : `${title}: `}</b>
          <VisibleText text={failure.message} />
          {place !== null && <span className="num quiet"> {place}</span>}
        </p>
        {failure.hint !== undefined && (
          <p className="quiet">
            <VisibleText text={failure.hint} />
          </p>
        )}
      </div>
      {logOf !== undefined && <Button onClick={() => setLogOpen(true)}>Show the log</Button>}
      {onDismiss !== undefined && <Button onClick={onDismiss}>Dismiss</Button>}
      {logOpen && logOf !== undefined && <LogDialog runId={logOf} onClose={() => setLogOpen(false)} />}
    </div>
  )
}

function placeOf({ where }: Failure): string | null {
  if (where?.line === undefined) return where?.file ?? null
  const at = where.column === undefined ? `line ${where.line}` : `line ${where.line}, column ${where.column}`
  return where.file === undefined ? at : `${where.file}, ${at}`
}
