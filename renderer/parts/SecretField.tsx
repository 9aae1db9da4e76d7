import { useState } from 'react'
import { Button } from './Button'
import { Field } from './Field'

type Props = {
  readonly label: string
  readonly hint: string
  readonly wrong: string | null
  readonly placeholder?: string
  /** What the button that keeps it says. */
  readonly keeps: string
  /** Whether it can be kept now. */
  readonly able?: boolean
  /** Keeps what was typed. Whether that was done: it is gone from the field then. */
  readonly onKeep: (secret: string) => Promise<boolean>
}

/** A field for what nobody should read over a shoulder, with the button that keeps it. */
export function SecretField({ label, hint, wrong, placeholder, keeps, able = true, onKeep }: Props) {
  const [typed, setTyped] = useState('')
  const secret = typed.trim()
  const ready = able && secret !== ''
  const keep = async () => {
    if (ready && (await onKeep(secret))) setTyped('')
  }
  return (
    <Field label={label} hint={hint} wrong={wrong}>
      {(ids) => (
        <span className="row field-line">
          <input
            {...ids}
            type="password"
            autoComplete="off"
            spellCheck={false}
            placeholder={placeholder}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !ready) return
              event.preventDefault()
              void keep()
            }}
          />
          <Button disabled={!ready} onClick={() => void keep()}>
            {keeps}
          </Button>
        </span>
      )}
    </Field>
  )
}
