import { useState } from 'react'
import type { Failure } from '../../electron/shared/errors'
import { folderNameOf } from '../../electron/shared/folder-name'
import type { Run } from '../../electron/shared/run'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { download } from '../parts/download'
import { FailureNote } from '../parts/FailureNote'
import { useIsThere } from '../parts/use-is-there'
import { request } from '../studio/client'

type Props = { readonly run: Run; readonly onClose: () => void }

/** A run as something to keep or to send: one HTML page as a file, or this page on paper. */
export function ReportDialog({ run, onClose }: Props) {
  const [making, setMaking] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const isThere = useIsThere()
  const save = async () => {
    setMaking(true)
    setFailure(null)
    const answer = await request('run.report', { runId: run.id })
    if (!isThere()) return
    setMaking(false)
    if (!answer.ok) return setFailure(answer.failure)
    download(`${folderNameOf(run.name)}-report.html`, new Blob([answer.value.content], { type: 'text/html' }))
    onClose()
  }
  const print = () => {
    onClose()
    // Once the dialog is gone, so that the focus comes back before the system's own dialog takes it.
    setTimeout(() => window.print())
  }
  return (
    <Dialog title="Report of the run" onClose={onClose}>
      <p>
        Saved, it is one page with the curves, the score, texts that became better or worse, all settings, notes and exports. It needs
        nothing else, runs nothing and asks the network for nothing.
      </p>
      <p className="quiet">Printed, or kept as a PDF by the system’s dialog, it is this run as it is shown here.</p>
      {failure !== null && <FailureNote failure={failure} onDismiss={() => setFailure(null)} />}
      <div className="actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button onClick={print}>Print…</Button>
        <Button look="primary" disabled={making} onClick={() => void save()}>
          {making ? 'Writing …' : 'Save as HTML'}
        </Button>
      </div>
    </Dialog>
  )
}
