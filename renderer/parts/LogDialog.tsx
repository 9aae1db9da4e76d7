import { useAnswer } from '../studio/use-answer'
import { Button } from './Button'
import { CopyButton } from './CopyButton'
import { Dialog } from './Dialog'
import { Scrolled } from './Scrolled'
import { VisibleText } from './VisibleText'

/** What a run's sidecar said, as it said it. */
export function LogDialog({ runId, onClose }: { readonly runId: string; readonly onClose: () => void }) {
  const log = useAnswer('run.log', { runId })
  const text = log === null ? 'Reading the log …' : log.ok ? log.value.text : log.failure.message
  return (
    <Dialog title="Log" wide onClose={onClose}>
      <Scrolled className="log" label="Log text">
        <VisibleText text={text === '' ? 'The log is empty.' : text} />
      </Scrolled>
      <div className="actions">
        <CopyButton text={text} label="Copy the log" />
        <Button look="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  )
}
