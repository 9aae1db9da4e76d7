import { type FormEvent, useEffect, useRef } from 'react'
import { Button } from '../parts/Button'
import type { Deciding } from './use-deciding'

type Props = {
  /** The change’s place. */
  readonly place: number
  /** What is written so far. */
  readonly text: string
  readonly deciding: Deciding
}

/** Words that are written in place of a change. They stay when others are looked at, until they are kept or given up. */
export function Correction({ place, text, deciding }: Props) {
  const { correct, draft, giveUp, correcting, setCorrecting } = deciding
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (correcting === place) field.current?.focus()
  }, [correcting, place])
  const save = (event: FormEvent) => {
    event.preventDefault()
    correct(place, text)
  }
  return (
    <form className="row" onSubmit={save}>
      <input
        ref={field}
        type="text"
        aria-label="Write instead"
        value={text}
        onChange={(event) => draft(place, event.target.value)}
        onBlur={() => setCorrecting(null)}
        onKeyDown={(event) => {
          const keeps = event.key === 'Enter' && (event.metaKey || event.ctrlKey)
          if (!keeps && event.key !== 'Escape') return
          // The window's own meaning of the key would ask the whole text again.
          event.stopPropagation()
          event.preventDefault()
          if (keeps) correct(place, text)
          else giveUp(place)
        }}
      />
      <button type="submit" className="button">
        Write this
      </button>
      <Button look="quiet" onClick={() => giveUp(place)}>
        Cancel
      </Button>
    </form>
  )
}
