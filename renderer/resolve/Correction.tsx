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
          if (event.key !== 'Escape') return
          event.stopPropagation()
          giveUp(place)
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
