import { type KeyboardEvent, useState } from 'react'
import { KeyHint } from '../frame/ShortcutKeys'
import { Button } from '../parts/Button'
import { Differing } from '../parts/Differing'
import { onMac } from '../studio/selectors'
import { useStore } from '../studio/store'

type Props = {
  readonly source: string
  readonly rewrite: string
  readonly onSave: (source: string, rewrite: string) => void
  readonly onCancel: () => void
}

/** A candidate being corrected, with what the rewrite changes below. ⌘↩ accepts it, Escape leaves it as it was. */
export function CandidateEditor({ source, rewrite, onSave, onCancel }: Props) {
  const mac = useStore(onMac)
  const [[before, after], setTexts] = useState([source, rewrite])
  const isWhole = before.trim() !== '' && after.trim() !== ''
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      if (isWhole) onSave(before, after)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section className="candidate" aria-label="Candidate" onKeyDown={press}>
      <div className="sides">
        <label>
          <span className="small quiet">Source</span>
          <textarea className="read" value={before} onChange={(event) => setTexts([event.target.value, after])} />
        </label>
        <label>
          <span className="small quiet">Rewrite</span>
          {/* biome-ignore lint/a11y/noAutofocus: the person asked to edit, and the rewrite is what is corrected */}
          <textarea className="read" autoFocus value={after} onChange={(event) => setTexts([before, event.target.value])} />
        </label>
      </div>
      <div className="remarks">
        <h2 className="small quiet">What the rewrite changes</h2>
        <p className="changes">
          <Differing before={before} after={after} />
        </p>
      </div>
      <footer className="row candidate-actions">
        <Button
          look="primary"
          disabled={!isWhole}
          aria-keyshortcuts={mac ? 'Meta+Enter' : 'Control+Enter'}
          onClick={() => onSave(before, after)}
        >
          Accept as corrected <KeyHint keys={mac ? '⌘↩' : 'Ctrl+Enter'} />
        </Button>
        <Button onClick={onCancel}>
          Cancel <KeyHint keys="Esc" />
        </Button>
      </footer>
    </section>
  )
}
