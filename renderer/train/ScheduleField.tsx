import type { ControlIds } from './SettingField'
import { firstDraft, type ScheduleDraft, scheduleNames, schedules } from './settings/schedule-draft'
import type { Typed } from './settings/setting-value'

type Props = { readonly ids: ControlIds; readonly typed: Typed; readonly onType: (typed: Typed) => void }

/** mlx-lm's `lr_schedule`: which function, and its arguments by name. */
export function ScheduleField({ ids, typed, onType }: Props) {
  const draft = typed === null ? null : (JSON.parse(typed) as ScheduleDraft)
  const write = (change: Partial<ScheduleDraft>) => draft !== null && onType(JSON.stringify({ ...draft, ...change }))
  const choose = (word: string) => {
    const name = scheduleNames.find((other) => other === word)
    onType(name === undefined ? null : JSON.stringify(firstDraft(name)))
  }
  return (
    <div className="schedule">
      <select {...ids} value={draft?.name ?? ''} onChange={(event) => choose(event.target.value)}>
        <option value="">Not used</option>
        {scheduleNames.map((name) => (
          <option key={name} value={name}>
            {schedules[name].label}
          </option>
        ))}
      </select>
      {draft !== null && (
        <div className="arguments">
          {schedules[draft.name].takes.map((argument, place) => (
            <Figure
              key={argument.name}
              label={argument.name}
              value={draft.arguments[place] ?? ''}
              onType={(text) =>
                write({ arguments: schedules[draft.name].takes.map((_, at) => (at === place ? text : (draft.arguments[at] ?? ''))) })
              }
            />
          ))}
          <Figure label="Updates of warm-up" value={draft.warmup} onType={(warmup) => write({ warmup })} />
          <Figure label="Rate it warms up from" value={draft.warmup_init} onType={(text) => write({ warmup_init: text })} />
        </div>
      )}
    </div>
  )
}

type FigureProps = { readonly label: string; readonly value: string; readonly onType: (text: string) => void }

function Figure({ label, value, onType }: FigureProps) {
  return (
    <label>
      <span className="small quiet">{label}</span>
      <input
        type="text"
        inputMode="decimal"
        className="num"
        autoComplete="off"
        value={value}
        onChange={(event) => onType(event.target.value)}
      />
    </label>
  )
}
