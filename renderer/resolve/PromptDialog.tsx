import { type FormEvent, useEffect, useState } from 'react'
import type { Answer } from '../../electron/shared/contract'
import type { Prompt, Prompts } from '../../electron/shared/prompt'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { FailureNote } from '../parts/FailureNote'
import { Field } from '../parts/Field'
import { request } from '../studio/client'
import { useStore } from '../studio/store'
import type { Answerer } from './resolve-slice'

const mostExamples = 16

type Choice = 'own' | 'data' | 'plain' | 'other'

/** How the text is put to the model: system turn, instruction, examples. By default as the run's own rows put it. */
export function PromptDialog({ by, onClose }: { readonly by: Answerer; readonly onClose: () => void }) {
  const kept = useStore((state) => state.prompt)
  const [answer, setAnswer] = useState<Answer<Prompts> | null>(null)
  const asked = JSON.stringify(by)
  useEffect(() => {
    let wanted = true
    void request('text.prompts', { by: JSON.parse(asked) }).then((given) => {
      if (wanted) setAnswer(given)
    })
    return () => {
      wanted = false
    }
  }, [asked])
  return (
    <Dialog wide title="How the text is put to the model" onClose={onClose}>
      {answer === null ? (
        <p className="quiet">…</p>
      ) : answer.ok ? (
        <PromptForm prompts={answer.value} begin={kept ?? answer.value.own} onClose={onClose} />
      ) : (
        <FailureNote failure={answer.failure} />
      )}
    </Dialog>
  )
}

type FormProps = { readonly prompts: Prompts; readonly begin: Prompt; readonly onClose: () => void }

function PromptForm({ prompts, begin, onClose }: FormProps) {
  const set = useStore((state) => state.setAsking)
  const [prompt, setPrompt] = useState(begin)
  const { system, before, examples } = prompt
  const change = (next: Partial<Prompt>) => setPrompt({ ...prompt, ...next })
  const changeExample = (place: number, next: Partial<Prompt['examples'][number]>) =>
    change({ examples: examples.map((example, at) => (at === place ? { ...example, ...next } : example)) })
  const choice = choiceOf(prompt, prompts)
  const choose = (next: string) => {
    if (next === 'own') setPrompt(prompts.own)
    else if (next === 'data' || next === 'plain') setPrompt({ ...prompts.presets[next], examples })
  }
  const keep = (event: FormEvent) => {
    event.preventDefault()
    const whole = { ...prompt, examples: examples.filter(({ source, rewrite }) => source.trim() !== '' && rewrite.trim() !== '') }
    set({ prompt: choiceOf(whole, prompts) === 'own' ? null : whole })
    onClose()
  }
  return (
    <form className="stack prompt-form" onSubmit={keep}>
      <Field label="Wording" hint="A tuned model answers best as it was asked while it learned.">
        {(ids) => (
          <select {...ids} value={choice} onChange={(event) => choose(event.target.value)}>
            <option value="own">as its own rows ask</option>
            <option value="data">with a system turn, as the data of the write-up</option>
            <option value="plain">without one, as its command line</option>
            {choice === 'other' && <option value="other">your own</option>}
          </select>
        )}
      </Field>
      <label className="check">
        <input
          type="checkbox"
          checked={system !== null}
          onChange={(event) => change({ system: event.target.checked ? (prompts.presets.data.system ?? '') : null })}
        />
        With a system turn
      </label>
      {system !== null && (
        <Field label="System prompt">
          {(ids) => (
            <textarea {...ids} rows={3} maxLength={20_000} value={system} onChange={(event) => change({ system: event.target.value })} />
          )}
        </Field>
      )}
      <Field label="Instruction" hint="Stands before the text. What it ends with (a space, a line break) counts.">
        {(ids) => (
          <textarea {...ids} rows={3} maxLength={20_000} value={before} onChange={(event) => change({ before: event.target.value })} />
        )}
      </Field>
      <fieldset className="plain stack">
        <legend>Examples that are shown before the text</legend>
        {examples.map((example, place) => (
          <div key={place} className="prompt-example">
            <textarea
              aria-label={`Example ${place + 1}: text`}
              placeholder="A text"
              rows={2}
              value={example.source}
              onChange={(event) => changeExample(place, { source: event.target.value })}
            />
            <textarea
              aria-label={`Example ${place + 1}: rewrite`}
              placeholder="Its rewrite"
              rows={2}
              value={example.rewrite}
              onChange={(event) => changeExample(place, { rewrite: event.target.value })}
            />
            <Button
              look="quiet"
              aria-label={`Remove example ${place + 1}`}
              onClick={() => change({ examples: examples.filter((_, at) => at !== place) })}
            >
              Remove
            </Button>
          </div>
        ))}
        <span>
          <Button
            disabled={examples.length >= mostExamples}
            onClick={() => change({ examples: [...examples, { source: '', rewrite: '' }] })}
          >
            Add an example
          </Button>
        </span>
      </fieldset>
      <div className="actions">
        <Button onClick={onClose}>Cancel</Button>
        <button type="submit" className="button primary">
          Ask like this
        </button>
      </div>
    </form>
  )
}

function choiceOf(prompt: Prompt, { own, presets }: Prompts): Choice {
  const same = (other: Prompt) => JSON.stringify([prompt.system, prompt.before]) === JSON.stringify([other.system, other.before])
  if (prompt.examples.length === 0 && same(own)) return 'own'
  if (same(presets.data)) return 'data'
  if (same(presets.plain)) return 'plain'
  return 'other'
}
