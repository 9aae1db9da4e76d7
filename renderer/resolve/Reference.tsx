import { useState } from 'react'
import { count, counted } from '../../electron/shared/quantities'
import type { MentionLabel } from '../../electron/shared/scorecard'
import { Differing } from '../parts/Differing'
import { FailureNote } from '../parts/FailureNote'
import { Field } from '../parts/Field'
import { VisibleText } from '../parts/VisibleText'
import { JudgedText } from '../score/JudgedText'
import { labelNames } from '../score/label-words'
import { allExamples } from '../studio/selectors'
import { useStore } from '../studio/store'
import { useAnswer } from '../studio/use-answer'
import type { Decided } from './decisions'
import '../score/score.css'

/** Milliseconds without a key before a rewrite is judged again. */
const patience = 300

type Props = {
  /** The text that was answered; null before one was. */
  readonly answered: string | null
  /** Its rewrite as the person left it. */
  readonly left: Decided | null
}

/** How the text should be rewritten, on demand, and what became of each reference in the rewrite on the desk. */
export function Reference({ answered, left }: Props) {
  const text = useStore((state) => state.sourceText)
  const example = useStore((state) => allExamples(state).find((other) => other.id === state.exampleId && other.text === text))
  const own = useStore((state) => state.golds[state.sourceText])
  const write = useStore((state) => state.writeGold)
  const [isOpen, setOpen] = useState(false)
  if (text.trim() === '') return null
  const gold = example?.reference ?? own ?? ''
  return (
    <details className="reference" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{example === undefined ? 'Judge it by a rewrite of your own' : 'How a person resolves this example'}</summary>
      {example !== undefined && example.note !== '' && (
        <p className="small quiet">
          <VisibleText text={example.note} />
        </p>
      )}
      {example !== undefined && (
        <p className="read">
          <Differing before={example.text} after={example.reference} />
        </p>
      )}
      {example === undefined && (
        <Field label="How it should be" hint="Write the text with every reference written out. Labels are given against this alone.">
          {(ids) => (
            <textarea
              {...ids}
              rows={3}
              spellCheck={false}
              value={gold}
              placeholder={text.slice(0, 200)}
              onChange={(event) => write(text, event.target.value)}
            />
          )}
        </Field>
      )}
      {isOpen && gold.trim() !== '' && answered === text && left !== null && <Judged source={text} gold={gold} output={left.output} />}
    </details>
  )
}

type JudgedProps = { readonly source: string; readonly gold: string; readonly output: string }

function Judged({ source, gold, output }: JudgedProps) {
  const answer = useAnswer('text.judge', { source, gold, output }, null, { patience, stays: true })
  if (answer?.ok === false) return <FailureNote failure={answer.failure} title="The rewrite was not judged" />
  const example = answer?.value.example ?? null
  const judged = example?.outputs.find(({ system }) => system === 'output')
  if (example === null || judged === undefined) return null
  const labels = judged.mentions.map(({ label }) => label)
  return (
    <div>
      <p className="small" role="status">
        {labelWords(labels)}
        {judged.outside.length > 0 && `, ${counted(judged.outside.length, 'change')} elsewhere`}
        {judged.perfect && ': as it should be'}
      </p>
      <p className="read">
        <JudgedText judged={judged} mentions={example.mentions} />
      </p>
    </div>
  )
}

/** How many references have each label: “4 of 5 right, 1 left as it was”. */
export function labelWords(labels: readonly MentionLabel[]): string {
  if (labels.length === 0) return 'Nothing to resolve'
  const others = [...new Set(labels)].filter((label) => label !== 'correct')
  const right = labels.filter((label) => label === 'correct').length
  return [
    `${count(right)} of ${count(labels.length)} right`,
    ...others.map((label) => `${count(labels.filter((each) => each === label).length)} ${labelNames[label]}`),
  ].join(', ')
}
