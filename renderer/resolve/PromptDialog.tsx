import { type FormEvent, useState } from 'react'
import type { Prompt, Prompts } from '../../electron/shared/prompt'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { FailureNote } from '../parts/FailureNote'
import { Field } from '../parts/Field'
import { useStore } from '../studio/store'
import { useAnswer } from '../studio/use-answer'
import type { Answerer } from './resolve-slice'

const mostExamples = 16

type Choice = 'own' | 'data' | 'plain' | 'other'

/** How the text is put to the model: system turn, instruction, examples. By default as the run's own rows put it. */
export function PromptDialog({ by, onClose }: { readonly by: Answerer; readonly onClose: () => void }) {
  const kept = useStore((state) => state.prompt)
  // Who answered when it was opened: what is typed for it stays, whoever answers by now.
  const [asked] = useState(by)
  const answer = useAnswer('text.prompts', { by: asked })
  return (
    <Dialog wide title="How the text is put to the model" onClose={onClose}>
      {answer?.ok === true ? (
        <PromptForm prompts={answer.value} begin={kept ?? answer.value.own} onClose={onClose} />
      ) : (
        <div className="stack">
          {answer === null ? <p className="quiet">Reading how it is asked …</p> : <FailureNote failure={answer.failure} />}
          <div className="actions">
            <Button onClick={onClose}>Close</Button>
          </div>
        </div>
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
    if (next === 'own') change(wordingOf(prompts.own))
    else if (next === 'data' || next === 'plain') change(wordingOf(prompts.presets[next]))
  }
  const [refused, setRefused] = useState(false)
  const half = refused ? halfWritten(examples) : null
  const keep = (event: FormEvent) => {
    event.preventDefault()
    setRefused(true)
    if (halfWritten(examples) !== null) return
    const whole = { ...prompt, examples: examples.filter(({ source }) => source.trim() !== '') }
    set({ prompt: choice === 'own' && whole.examples.length === 0 ? null : whole })
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
        {half !== null && (
          <p className="hint wrong" role="alert">
            ✗ {half}
          </p>
        )}
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

const wordingOf = ({ system, before }: Prompt): Pick<Prompt, 'system' | 'before'> => ({ system, before })

/** Which of the wordings a prompt has, whatever its examples. */
export function choiceOf(prompt: Prompt, { own, presets }: Prompts): Choice {
  const same = (other: Prompt) => JSON.stringify(wordingOf(prompt)) === JSON.stringify(wordingOf(other))
  if (same(own)) return 'own'
  if (same(presets.data)) return 'data'
  if (same(presets.plain)) return 'plain'
  return 'other'
}

/** What is missing of the first example that is written by half; null where none is. */
export function halfWritten(examples: Prompt['examples']): string | null {
  const place = examples.findIndex(({ source, rewrite }) => (source.trim() === '') !== (rewrite.trim() === ''))
  const example = examples[place]
  if (example === undefined) return null
  return `Example ${place + 1} has no ${example.source.trim() === '' ? 'text' : 'rewrite'}: write it, or remove the example.`
}
