import { useState } from 'react'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { useStore } from '../studio/store'
import { spelledOut } from '../text/control-characters'
import { percent } from '../text/format'
import { answererKey } from './answerer-key'
import type { Asking } from './asking'
import { HistoryDialog } from './HistoryDialog'
import { PromptDialog } from './PromptDialog'
import type { Answerer } from './resolve-slice'
import { useAnswererName } from './use-answerer-name'
import { useAsking } from './use-asking'

/** How the text is asked: beside whom, how strongly, with which words; and what was asked before. */
export function AskingBar({ by }: { readonly by: Answerer | null }) {
  const asking = useAsking(by)
  const prompt = useStore((state) => state.prompt)
  const [open, setOpen] = useState<'prompt' | 'history' | null>(null)
  return (
    <div className="row asking-bar">
      {by?.kind === 'run' && (
        <>
          <Against asking={asking} />
          {asking.hasStrength && <Strength strength={asking.strength} />}
        </>
      )}
      <span className="grow" />
      {prompt !== null && <Flag tone="live">own prompt</Flag>}
      <Button look="quiet" disabled={by === null} onClick={() => setOpen('prompt')}>
        Prompt…
      </Button>
      <Button look="quiet" onClick={() => setOpen('history')}>
        History…
      </Button>
      {open === 'prompt' && by !== null && <PromptDialog by={by} onClose={() => setOpen(null)} />}
      {open === 'history' && <HistoryDialog onClose={() => setOpen(null)} />}
    </div>
  )
}

function Against({ asking: { choices, against } }: { readonly asking: Asking }) {
  const set = useStore((state) => state.setAsking)
  const nameOf = useAnswererName()
  return (
    <label className="choice">
      <span className="quiet">Beside</span>
      <select
        className="against"
        value={answererKey(against)}
        onChange={(event) => set({ against: choices.find((choice) => answererKey(choice) === event.target.value) ?? null })}
      >
        <option value="">its base model</option>
        {choices.map((choice) => (
          <option key={answererKey(choice)} value={answererKey(choice)}>
            {spelledOut(nameOf(choice))}
          </option>
        ))}
      </select>
    </label>
  )
}

function Strength({ strength }: Pick<Asking, 'strength'>) {
  const set = useStore((state) => state.setAsking)
  return (
    <label className="choice strength" title="How much of what was learned is used: a run that learned too much answers better with less">
      <span className="quiet">Strength</span>
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={strength}
        onChange={(event) => set({ strength: Number(event.target.value) })}
        onDoubleClick={() => set({ strength: 1 })}
      />
      <output className="num">{percent(strength)}</output>
    </label>
  )
}
