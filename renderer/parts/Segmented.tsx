import { useId } from 'react'

type Option<V extends string> = { readonly value: V; readonly label: string }
type Props<V extends string> = {
  readonly label: string
  readonly value: V
  readonly options: readonly Option<V>[]
  readonly disabled?: boolean
  readonly onChange: (value: V) => void
}

/** A few choices of which one holds: radio buttons that look like one control. */
export function Segmented<V extends string>({ label, value, options, disabled = false, onChange }: Props<V>) {
  const name = useId()
  return (
    <fieldset className="segmented" disabled={disabled}>
      <legend className="unseen">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
