import { useState } from 'react'
import { count } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import { outcomeWords, sliceWords } from '../../electron/shared/score-words'
import { mentionLabel, pairOutcome, type SystemName, sliceName } from '../../electron/shared/scorecard'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { FailureNote } from '../parts/FailureNote'
import { Flag, type Tone } from '../parts/Flag'
import { Scrolled } from '../parts/Scrolled'
import { useAnswer } from '../studio/use-answer'
import { ExampleView } from './ExampleView'
import { labelNames } from './label-words'

const pageSize = 25
const tones = { broken: 'bad', 'still-wrong': 'warn', fixed: 'ok', 'both-right': 'plain' } as const satisfies Record<string, Tone>

type Props = { readonly run: Run; readonly before: SystemName; readonly after: SystemName; readonly onClose: () => void }
type Filter = { readonly outcome: string; readonly slice: string; readonly label: string; readonly offset: number }

/** Every text of a scoring with what each side made of it: those that became worse first. */
export function ExamplesDialog({ run, before, after, onClose }: Props) {
  const [filter, setFilter] = useState<Filter>({ outcome: '', slice: '', label: '', offset: 0 })
  const input = {
    runId: run.id,
    before,
    after,
    outcome: pairOutcome.safeParse(filter.outcome).data ?? null,
    slice: sliceName.safeParse(filter.slice).data ?? null,
    label: mentionLabel.safeParse(filter.label).data ?? null,
    offset: filter.offset,
    limit: pageSize,
  }
  const answer = useAnswer('run.examples', input, null, { stays: true })
  const page = answer?.ok === true ? answer.value : null
  const change = (next: Partial<Filter>) => setFilter({ ...filter, offset: 0, ...next })
  return (
    <Dialog wide title="What became of each text" onClose={onClose}>
      <div className="stack">
        <div className="row">
          <Choice
            label="What became of it"
            value={filter.outcome}
            all="All texts"
            options={pairOutcome.options.map((value) => [value, outcomeWords[value]])}
            onChange={(outcome) => change({ outcome })}
          />
          <Choice
            label="With a reference that is"
            value={filter.label}
            all="Any outcome of a reference"
            options={mentionLabel.options.map((value) => [value, labelNames[value]])}
            onChange={(label) => change({ label })}
          />
          <Choice
            label="Part"
            value={filter.slice}
            all="Every part"
            options={sliceName.options.map((value) => [value, sliceWords[value]])}
            onChange={(slice) => change({ slice })}
          />
          <span className="grow" />
          {page !== null && (
            <span className="num quiet" role="status">
              {page.total === 0
                ? 'No text is like that.'
                : `${count(filter.offset + 1)}–${count(filter.offset + page.examples.length)} of ${count(page.total)}`}
            </span>
          )}
        </div>
        {answer?.ok === false && <FailureNote failure={answer.failure} />}
        <Scrolled className="examples" label="Texts">
          {page?.examples.map(({ place, outcome, example }) => (
            <article key={place} aria-label={`Text ${place + 1}`}>
              <header className="row small">
                <span className="num quiet">Text {count(place + 1)}</span>
                <Flag tone={tones[outcome]}>{outcomeWords[outcome]}</Flag>
              </header>
              <ExampleView example={example} systems={[before, after]} />
            </article>
          ))}
        </Scrolled>
        <div className="actions">
          <Button disabled={filter.offset === 0} onClick={() => setFilter({ ...filter, offset: Math.max(0, filter.offset - pageSize) })}>
            Previous {pageSize}
          </Button>
          <Button
            disabled={page === null || filter.offset + page.examples.length >= page.total}
            onClick={() => setFilter({ ...filter, offset: filter.offset + pageSize })}
          >
            Next {pageSize}
          </Button>
          <span className="grow" />
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </Dialog>
  )
}

type ChoiceProps = {
  readonly label: string
  readonly value: string
  /** What none of the options means. */
  readonly all: string
  readonly options: readonly (readonly [value: string, words: string])[]
  readonly onChange: (value: string) => void
}

function Choice({ label, value, all, options, onChange }: ChoiceProps) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{all}</option>
      {options.map(([option, words]) => (
        <option key={option} value={option}>
          {words}
        </option>
      ))}
    </select>
  )
}
