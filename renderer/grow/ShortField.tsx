import { Field } from '../parts/Field'

type Props = {
  readonly label: string
  readonly hint: string
  readonly wrong: string | null
  readonly value: string
  readonly onType: (value: string) => void
}

/** A field for one whole number. */
export function ShortField({ label, hint, wrong, value, onType }: Props) {
  return (
    <Field label={label} hint={hint} wrong={wrong}>
      {(ids) => (
        <input
          {...ids}
          type="text"
          inputMode="numeric"
          className="num short"
          value={value}
          onChange={(event) => onType(event.target.value)}
        />
      )}
    </Field>
  )
}
