import type { ReactNode } from 'react'
import { Field } from './Field'

type Props = {
  readonly label: string
  readonly hint: string
  readonly wrong?: string | null
  readonly value: string
  readonly maxLength?: number
  readonly disabled?: boolean
  readonly onType: (value: string) => void
  /** What stands on its line, behind it. */
  readonly beside?: ReactNode
}

/** A labelled line for what counts to the letter and is no prose: a path, a name on the Hub. */
export function ExactField({ label, hint, wrong = null, value, maxLength, disabled = false, onType, beside }: Props) {
  return (
    <Field label={label} hint={hint} wrong={wrong}>
      {(ids) => (
        <span className="row field-line">
          <input
            {...ids}
            type="text"
            className="num"
            spellCheck={false}
            autoComplete="off"
            maxLength={maxLength}
            disabled={disabled}
            value={value}
            onChange={(event) => onType(event.target.value)}
          />
          {beside}
        </span>
      )}
    </Field>
  )
}
