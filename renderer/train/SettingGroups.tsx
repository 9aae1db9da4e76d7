import { type ReactNode, useState } from 'react'
import { epochWords } from '../../electron/shared/config-words'
import type { Preflight } from '../../electron/shared/preflight'
import { counted } from '../../electron/shared/quantities'
import { Segmented } from '../parts/Segmented'
import { useStore } from '../studio/store'
import { SettingField } from './SettingField'
import { type FormConfig, isRelevant } from './settings/form-config'
import { groups } from './settings/groups'
import type { Setting, SettingGroup } from './settings/setting'
import { Unattended } from './Unattended'
import { Workers } from './Workers'

type Props = { readonly form: FormConfig /** Of these very settings; null while it is not known. */; readonly preflight: Preflight | null }

/** Every setting by group: the few that matter in sight, the others a click away. */
export function SettingGroups({ form, preflight }: Props) {
  const shared = useStore((state) => state.workers !== null)
  return groups.map((group) => (
    <section key={group.id} aria-labelledby={`form-${group.id}`}>
      <h2 id={`form-${group.id}`}>{group.title}</h2>
      {group.id === 'how-long' && <LengthUnit form={form} preflight={preflight} />}
      {relevant(group, form, true).map((setting) => (
        <SettingField key={setting.path} setting={setting} form={form} note={noteOn(setting, preflight)} />
      ))}
      {group.id === 'keeping' && <Unattended />}
      <Rest group={group} form={form} besides={group.id === 'other' && shared ? 1 : 0}>
        {group.id === 'other' && <Workers />}
      </Rest>
    </section>
  ))
}

function relevant(group: SettingGroup, form: FormConfig, common: boolean): readonly Setting[] {
  return group.settings.filter((setting) => (setting.common?.(form.config) ?? false) === common && isRelevant(setting, form.config))
}

type RestProps = {
  readonly group: SettingGroup
  readonly form: FormConfig
  /** Changes of what is no setting of the configuration. */
  readonly besides: number
  readonly children: ReactNode
}

function Rest({ group, form, besides, children }: RestProps) {
  const [open, setOpen] = useState(false)
  const rest = relevant(group, form, false)
  if (rest.length === 0) return null
  const changed = rest.filter((setting) => form.changed.includes(setting.path)).length + besides
  const wrong = rest.some((setting) => form.wrong.has(setting.path))
  // A wrong value must be in sight: the run cannot start before it is mended.
  const shown = open || wrong
  return (
    <details open={shown} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="unfolds">{group.settings.some((setting) => setting.common !== undefined) ? 'More' : 'Settings'}</span>
        {!shown && <span className="clip quiet">{rest.map((setting) => setting.label).join(', ')}</span>}
        {changed > 0 && <span className="changed-count">{changed} changed</span>}
      </summary>
      {shown && (
        <div className="rest">
          {rest.map((setting) => (
            <SettingField key={setting.path} setting={setting} form={form} />
          ))}
          {children}
        </div>
      )}
    </details>
  )
}

/** People think in epochs; a run of so many iterations whatever the rows is the other way to say it. */
function LengthUnit({ form, preflight }: Props) {
  const type = useStore((state) => state.type)
  const choose = (unit: 'epochs' | 'iters') => {
    const iterations = preflight?.steps.iterations ?? 0
    type({ iters: unit === 'epochs' ? null : String(iterations > 0 ? iterations : 1000) })
  }
  return (
    <Segmented
      label="Length in"
      value={form.config.iters === null ? 'epochs' : 'iters'}
      options={[
        { value: 'epochs', label: 'In epochs' },
        { value: 'iters', label: 'In iterations' },
      ]}
      onChange={choose}
    />
  )
}

function noteOn({ path }: Setting, preflight: Preflight | null): ReactNode {
  if (preflight === null) return null
  const { iterations, updates, epochs } = preflight.steps
  if (path === 'epochs') return `Here: ${counted(iterations, 'batch', 'batches')}, ${counted(updates, 'step')}.`
  if (path === 'iters') return `Here: ${epochWords(epochs)}, ${counted(updates, 'step')}.`
  if (path === 'max_seq_length') return `Here: the longest row has ${counted(preflight.tokens.max, 'token')}.`
  return null
}
