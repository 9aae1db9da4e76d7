import { type ReactNode, useId } from 'react'

type Props = {
  readonly label: string
  /** What the term means, in plain words. */
  readonly hint?: ReactNode
  /** What is wrong with the value; takes the hint's place. */
  readonly wrong?: string | null
  /** The control, given the ids that tie it to its label and hint. */
  readonly children: (ids: { readonly id: string; readonly 'aria-describedby': string; readonly 'aria-invalid': boolean }) => ReactNode
}

/** A labelled control with its hint. */
export function Field({ label, hint, wrong = null, children }: Props) {
  const id = useId()
  const hintId = `${id}-hint`
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': hintId, 'aria-invalid': wrong !== null })}
      <p id={hintId} className={wrong === null ? 'hint' : 'hint wrong'}>
        {wrong === null ? hint : `✗ ${wrong}`}
      </p>
    </div>
  )
}
