import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { ShortcutKeys } from '../frame/ShortcutKeys'
import { useModal } from '../parts/use-modal'
import { useStore } from '../studio/store'
import { type Entry, entriesOf } from './entries'
import { ranked } from './ranked'

/** Finds what can be done and where one can go, by a few letters of it. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const frame = useRef<HTMLDialogElement>(null)
  const list = useRef<HTMLDivElement>(null)
  // What could be done when it was opened: the palette itself changes nothing of it.
  const [all] = useState(() => entriesOf(useStore.getState()))
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const found = ranked(all, typed)
  const here = Math.min(at, found.length - 1)
  useModal(frame)
  useEffect(() => {
    list.current?.children[here]?.scrollIntoView({ block: 'nearest' })
  }, [here])
  const choose = (entry: Entry | undefined) => {
    if (entry === undefined) return
    // A command is not carried out behind a dialog.
    flushSync(onClose)
    entry.act()
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && found.length > 0) setAt((here + step + found.length) % found.length)
    else if (event.key === 'Home' && typed === '') setAt(0)
    else if (event.key === 'End' && typed === '') setAt(found.length - 1)
    else if (event.key === 'Enter') choose(found[here])
    else return
    event.preventDefault()
  }
  return (
    <dialog
      ref={frame}
      className="palette"
      aria-label="Command palette"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => event.target === frame.current && onClose()}
      onKeyDown={press}
    >
      <input
        type="text"
        role="combobox"
        aria-label="What to do or where to go"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length === 0 ? undefined : `${id}-${here}`}
        placeholder="What to do or where to go …"
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
      />
      <div ref={list} id={`${id}-list`} className="found" role="listbox" aria-label="Found">
        {found.map((entry, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the combobox's, which has the focus
          <div
            key={entry.id}
            id={`${id}-${place}`}
            className="palette-option"
            role="option"
            tabIndex={-1}
            aria-selected={place === here}
            onClick={() => choose(entry)}
            onPointerMove={() => setAt(place)}
          >
            <span className="grow clip">{entry.label}</span>
            <span className="small quiet">{entry.detail ?? entry.kind}</span>
            {entry.shortcut !== null && <ShortcutKeys shortcut={entry.shortcut} />}
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p className="quiet" role="status">
          Nothing here is called so.
        </p>
      )}
    </dialog>
  )
}
