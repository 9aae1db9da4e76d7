import { useMemo, useState } from 'react'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { allModels, allRuns } from '../studio/selectors'
import { useStore } from '../studio/store'
import { spelledOut } from '../text/control-characters'
import { percent } from '../text/format'
import { answererKey, comparable } from './answerer-key'
import { HistoryDialog } from './HistoryDialog'
import { PromptDialog } from './PromptDialog'
import type { Answerer } from './resolve-slice'
import { usableRuns } from './use-answerer'
import { useAnswererName } from './use-answerer-name'

/** How the text is asked: beside whom, how strongly, with which words; and what was asked before. */
export function AskingBar({ by }: { readonly by: Answerer | null }) {
  const prompt = useStore((state) => state.prompt)
  const [open, setOpen] = useState<'prompt' | 'history' | null>(null)
  return (
    <div className="row asking-bar">
      {by?.kind === 'run' && (
        <>
          <Against by={by} />
          <Strength runId={by.runId} />
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

function Against({ by }: { readonly by: Extract<Answerer, { kind: 'run' }> }) {
  const runs = useStore(allRuns)
  const models = useStore(allModels)
  const against = useStore((state) => state.against)
  const set = useStore((state) => state.setAsking)
  const nameOf = useAnswererName()
  const choices = useMemo(
    () =>
      comparable(
        usableRuns(runs),
        models.map(({ ref }) => ref),
      ),
    [runs, models],
  )
  return (
    <label className="choice">
      <span className="quiet">Beside</span>
      <select
        className="against"
        value={answererKey(against)}
        onChange={(event) => set({ against: choices.find((choice) => answererKey(choice) === event.target.value) ?? null })}
      >
        <option value="">its base model</option>
        {choices
          .filter((choice) => answererKey(choice) !== answererKey(by))
          .map((choice) => (
            <option key={answererKey(choice)} value={answererKey(choice)}>
              {spelledOut(nameOf(choice))}
            </option>
          ))}
      </select>
    </label>
  )
}

function Strength({ runId }: { readonly runId: string }) {
  const isLora = useStore((state) => allRuns(state).find(({ id }) => id === runId)?.config.fine_tune_type === 'lora')
  const strength = useStore((state) => state.strength)
  const set = useStore((state) => state.setAsking)
  if (!isLora) return null
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
