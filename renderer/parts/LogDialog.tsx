import { useAnswer } from '../studio/use-answer'
import { Button } from './Button'
import { CopyButton } from './CopyButton'
import { Dialog } from './Dialog'
import { VisibleText } from './VisibleText'

/** What a run's sidecar said, as it said it. */
export function LogDialog({ runId, onClose }: { readonly runId: string; readonly onClose: () => void }) {
  const log = useAnswer('run.log', { runId })
  const text = log === null ? 'Reading the log …' : log.ok ? log.value.text : log.failure.message
  return (
    <Dialog title="Log" wide onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="log" tabIndex={0} aria-label="Log text">
        <VisibleText text={text === '' ? 'The log is empty.' : text} />
      </section>
      <div className="actions">
        <CopyButton text={text} label="Copy the log" />
        <Button look="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  )
}
