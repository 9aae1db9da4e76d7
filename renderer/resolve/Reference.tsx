import { useEffect, useState } from 'react'
import type { EvaluatedExample, MentionLabel } from '../../electron/shared/scorecard'
import { Differing } from '../parts/Differing'
import { Field } from '../parts/Field'
import { VisibleText } from '../parts/VisibleText'
import { JudgedText } from '../score/JudgedText'
import { request } from '../studio/client'
import { allExamples } from '../studio/selectors'
import { useStore } from '../studio/store'
import { count, counted } from '../text/format'
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
  const [typed, setTyped] = useState<{ readonly of: string; readonly gold: string } | null>(null)
  if (text.trim() === '') return null
  const own = typed !== null && typed.of === text ? typed.gold : null
  const gold = own ?? example?.reference ?? ''
  return (
    <details className="reference">
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
              onChange={(event) => setTyped({ of: text, gold: event.target.value })}
            />
          )}
        </Field>
      )}
      {gold.trim() !== '' && answered === text && left !== null && <Judged source={text} gold={gold} output={left.output} />}
    </details>
  )
}

type JudgedProps = { readonly source: string; readonly gold: string; readonly output: string }

function Judged({ source, gold, output }: JudgedProps) {
  const [example, setExample] = useState<EvaluatedExample | null>(null)
  useEffect(() => {
    let wanted = true
    const timer = setTimeout(async () => {
      const answer = await request('text.judge', { source, gold, output })
      if (wanted) setExample(answer.ok ? answer.value.example : null)
    }, patience)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [source, gold, output])
  const judged = example?.outputs.find(({ system }) => system === 'output')
  if (example === null || judged === undefined) return null
  const labels = judged.mentions.map(({ label }) => label)
  return (
    <div className="judged-here">
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

/** How many references have each label: “4 of 5 right, 1 missed”. */
export function labelWords(labels: readonly MentionLabel[]): string {
  if (labels.length === 0) return 'Nothing to resolve'
  const others = [...new Set(labels)].filter((label) => label !== 'correct')
  const right = labels.filter((label) => label === 'correct').length
  return [
    `${count(right)} of ${count(labels.length)} right`,
    ...others.map((label) => `${count(labels.filter((each) => each === label).length)} ${label}`),
  ].join(', ')
}
