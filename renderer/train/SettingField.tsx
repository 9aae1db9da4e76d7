import { Fragment, type ReactNode, useId } from 'react'
import { Explained } from '../help/Explained'
import { useStore } from '../studio/store'
import { ScheduleField } from './ScheduleField'
import { type FormConfig, shownIn } from './settings/form-config'
import type { Setting } from './settings/setting'
import { shownValue, type Typed, valueAt } from './settings/setting-value'

type Props = {
  readonly setting: Setting
  readonly form: FormConfig
  /** What it comes to with this dataset, beside the hint. */
  readonly note?: ReactNode
}

/** What ties a control to its label and its hint. */
export type ControlIds = { readonly id: string; readonly 'aria-describedby': string; readonly 'aria-invalid': boolean }

/** A setting: plain label, mlx-lm's name, control, what it does or what is wrong, and the way back where it was changed. */
export function SettingField({ setting, form, note }: Props) {
  const id = useId()
  const entries = useStore((state) => state.entries)
  const type = useStore((state) => state.type)
  const putBack = useStore((state) => state.putBack)
  const { path, label, hint } = setting
  const wrong = form.wrong.get(path) ?? null
  const changed = form.changed.includes(path)
  const ids: ControlIds = { id, 'aria-describedby': `${id}-hint`, 'aria-invalid': wrong !== null }
  return (
    <div className={changed ? 'setting changed' : 'setting'}>
      <div className="setting-name">
        <span>
          <label htmlFor={id}>{label}</label>
          {setting.term !== undefined && <Explained term={setting.term} />}
        </span>
        <span className="term">{breakable(path.replace(/^optimizer_config\.\w+\.|^lora_parameters\./, ''))}</span>
      </div>
      <div className="setting-value">
        <Control setting={setting} ids={ids} typed={shownIn(setting, entries, form.base)} onType={(typed) => type({ [path]: typed })} />
        {changed && (
          <button type="button" className="link" onClick={() => putBack([path])}>
            Was {shownValue(setting, valueAt(form.base, path))}
            <span className="unseen">, put {label} back</span>
          </button>
        )}
      </div>
      <p id={`${id}-hint`} className={wrong === null ? 'hint' : 'hint wrong'}>
        {wrong === null ? hint : `✗ ${wrong}`}
        {wrong === null && note !== undefined && note !== null && <span className="setting-note">{note}</span>}
      </p>
    </div>
  )
}

/** A long name breaks after an underscore, never within a word. */
function breakable(name: string): ReactNode {
  return name.split(/(?<=_)/).map((part) => (
    <Fragment key={part}>
      {part}
      <wbr />
    </Fragment>
  ))
}

type ControlProps = {
  readonly setting: Setting
  readonly ids: ControlIds
  readonly typed: Typed
  readonly onType: (typed: Typed) => void
}

function Control({ setting, ids, typed, onType }: ControlProps) {
  const { form } = setting
  switch (form.kind) {
    case 'number':
      return (
        <input
          {...ids}
          type="text"
          inputMode="decimal"
          className="num"
          autoComplete="off"
          spellCheck={false}
          placeholder={form.empty ?? ''}
          value={typed ?? ''}
          onChange={(event) => onType(event.target.value)}
        />
      )
    case 'text':
    case 'list':
      return (
        <input
          {...ids}
          type="text"
          className="num long"
          autoComplete="off"
          spellCheck={false}
          placeholder={form.empty}
          value={typed ?? ''}
          onChange={(event) => onType(event.target.value)}
        />
      )
    case 'choice':
      return (
        <select {...ids} value={typed ?? ''} onChange={(event) => onType(event.target.value === '' ? null : event.target.value)}>
          {form.options.map(({ value, label }) => (
            <option key={value ?? ''} value={value ?? ''}>
              {label}
            </option>
          ))}
        </select>
      )
    case 'toggle':
      return (
        <span className="toggle">
          <input {...ids} type="checkbox" checked={typed === 'on'} onChange={(event) => onType(event.target.checked ? 'on' : 'off')} />
          <label htmlFor={ids.id}>{form.on}</label>
        </span>
      )
    case 'schedule':
      return <ScheduleField ids={ids} typed={typed} onType={onType} />
  }
}
