import { useState } from 'react'
import { Field } from '../parts/Field'
import { useStore } from '../studio/store'
import { type Parameter, parameters, wrongWith } from './parameters'

/** The few settings that matter, each with what it does; the rare ones behind "More". */
export function ParameterFields({ demo }: { readonly demo: boolean }) {
  // Defaults differ by model: new fields for another kind, so that what is shown is what will be used.
  const kind = demo ? 'demo' : 'other'
  const rare = parameters.filter((parameter) => parameter.rare === true)
  return (
    <div key={kind} className="parameters">
      {parameters
        .filter((parameter) => parameter.rare !== true)
        .map((parameter) => (
          <ParameterField key={parameter.key} parameter={parameter} kind={kind} />
        ))}
      <details>
        <summary>More</summary>
        {rare.map((parameter) => (
          <ParameterField key={parameter.key} parameter={parameter} kind={kind} />
        ))}
      </details>
    </div>
  )
}

function ParameterField({ parameter, kind }: { readonly parameter: Parameter; readonly kind: 'demo' | 'other' }) {
  const usual = useStore((state) => (state.projection === null ? 0 : parameter.from(state.projection.defaultConfig[kind])))
  const chosen = useStore((state) => state.choices[parameter.key])
  const choose = useStore((state) => state.choose)
  const [typed, setTyped] = useState<string | null>(null)
  const value = chosen ?? usual
  const write = (text: string) => {
    setTyped(text)
    choose({ [parameter.key]: text.trim() === '' ? Number.NaN : Number(text) })
  }
  return (
    <Field label={parameter.label} hint={parameter.hint} wrong={wrongWith(parameter, value)}>
      {(ids) => (
        <input
          {...ids}
          type="text"
          inputMode="decimal"
          className="num"
          autoComplete="off"
          value={typed ?? shown(value)}
          onChange={(event) => write(event.target.value)}
        />
      )}
    </Field>
  )
}

/** Small rates as people write them: 1e-4. */
const shown = (value: number): string => (value > 0 && value < 0.001 ? value.toExponential().replace('e-0', 'e-') : String(value))
