import type { KeyboardEvent } from 'react'
import { KeyHint } from '../frame/ShortcutKeys'
import { Button } from '../parts/Button'
import { Differing } from '../parts/Differing'
import { onMac } from '../studio/selectors'
import { useStore } from '../studio/store'
import { type Correction, isTyped } from './correction'

type Props = {
  readonly correction: Correction
  /** It is being kept: nothing can be typed meanwhile. */
  readonly saving: boolean
  readonly onType: (texts: { readonly source: string; readonly rewrite: string }) => void
  readonly onSave: () => void
  readonly onCancel: () => void
}

/** A candidate being corrected, with what the rewrite changes below. ⌘↩ accepts it, Escape leaves it as it was. */
export function CandidateEditor({ correction, saving, onType, onSave, onCancel }: Props) {
  const mac = useStore(onMac)
  const { source, rewrite } = correction
  const isAble = !saving && source.trim() !== '' && rewrite.trim() !== ''
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (!saving) onCancel()
    } else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      if (isAble) onSave()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section className="candidate" aria-label="Candidate" onKeyDown={press}>
      <div className="sides">
        <label>
          <span className="small quiet">Source</span>
          <textarea
            className="read"
            readOnly={saving}
            value={source}
            onChange={(event) => onType({ source: event.target.value, rewrite })}
          />
        </label>
        <label>
          <span className="small quiet">Rewrite</span>
          <textarea
            className="read"
            // biome-ignore lint/a11y/noAutofocus: the person asked to edit, and the rewrite is what is corrected
            autoFocus
            readOnly={saving}
            value={rewrite}
            onChange={(event) => onType({ source, rewrite: event.target.value })}
          />
        </label>
      </div>
      <div className="remarks">
        <h2 className="small quiet">What the rewrite changes</h2>
        <p className="changes">
          <Differing before={source} after={rewrite} />
        </p>
      </div>
      <footer className="row candidate-actions">
        <Button look="primary" disabled={!isAble} aria-keyshortcuts={mac ? 'Meta+Enter' : 'Control+Enter'} onClick={onSave}>
          Accept as corrected <KeyHint keys={mac ? '⌘↩' : 'Ctrl+Enter'} />
        </Button>
        <Button disabled={saving} onClick={onCancel}>
          Cancel <KeyHint keys="Esc" />
        </Button>
        {isTyped(correction) && <span className="small quiet">The others wait until this one is accepted or cancelled.</span>}
      </footer>
    </section>
  )
}
