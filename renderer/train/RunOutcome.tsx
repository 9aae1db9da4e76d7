import { useState } from 'react'
import type { Run } from '../../electron/shared/run'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { LogDialog } from '../parts/LogDialog'
import { count } from '../text/format'

/** How a run ended when it did not end well: what happened, what is left of it, what to do. */
export function RunOutcome({ run }: { readonly run: Run }) {
  const { state } = run
  switch (state.state) {
    case 'failed':
      return <FailureNote failure={state.failure} title="The run failed" runId={run.id} />
    case 'diverged':
      return (
        <Note run={run} what={state.message} hint="A lower learning rate usually helps: try a third of this one.">
          {kept(state.bestStep)}
        </Note>
      )
    case 'interrupted':
      return (
        <Note run={run} what={`The app went away at step ${count(state.step)}.`} hint="Start a new run to learn the rest.">
          {kept(state.bestStep)}
        </Note>
      )
    default:
      return null
  }
}

const kept = (step: number | null): string =>
  step === null ? 'Nothing had been kept.' : `What it knew at step ${count(step)} is kept and can be used.`

function Note({
  run,
  what,
  hint,
  children,
}: {
  readonly run: Run
  readonly what: string
  readonly hint: string
  readonly children: string
}) {
  const [open, setOpen] = useState(false)
  return (
    <div className="failure" role="alert">
      <div className="grow">
        <p>
          <span aria-hidden="true">✗ </span>
          {what} {children}
        </p>
        <p className="quiet">{hint}</p>
      </div>
      <Button onClick={() => setOpen(true)}>Show the log</Button>
      {open && <LogDialog runId={run.id} onClose={() => setOpen(false)} />}
    </div>
  )
}
