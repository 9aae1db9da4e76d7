import { useEffect, useRef, useState } from 'react'
import { type DatasetSummary, dataPart, problemCode, type RowQuery } from '../../electron/shared/dataset'
import { count } from '../text/format'
import { partWords } from './part-words'
import { byWeight, problemWords } from './problem-words'

/** Longest source that is asked for, in characters. */
const longest = 10_000_000

type Props = {
  readonly dataset: DatasetSummary
  readonly query: RowQuery
  readonly onChange: (change: Partial<RowQuery>) => void
}

/** Which rows are shown: by what is wrong with them, what they say, where they belong. */
export function RowFilters({ dataset, query, onChange }: Props) {
  const { problem, edited, unchanged, part, length } = query
  const found = byWeight(dataset.problems)
  const isFoundNoMore =
    problem !== null && problem !== 'any' && problem !== 'unusable' && problem !== 'doubtful' && !found.some(({ code }) => code === problem)
  return (
    <div className="row filters">
      <select aria-label="Problem" value={problem ?? ''} onChange={(event) => onChange({ problem: problemOf(event.target.value) })}>
        <option value="">With or without problems</option>
        <option value="any">Any problem ({count(dataset.flaggedRows)})</option>
        <option value="doubtful">To check ({count(dataset.flaggedRows - (dataset.rows - dataset.usableRows))})</option>
        <option value="unusable">Cannot be used ({count(dataset.rows - dataset.usableRows)})</option>
        {found.map(({ code, rows }) => (
          <option key={code} value={code}>
            {problemWords[code]} ({count(rows)})
          </option>
        ))}
        {isFoundNoMore && <option value={problem}>{problemWords[problem]} (0)</option>}
      </select>
      <select
        aria-label="Rewrite"
        value={String(unchanged)}
        onChange={(event) => onChange({ unchanged: event.target.value === 'null' ? null : event.target.value === 'true' })}
      >
        <option value="null">Any rewrite</option>
        <option value="true">Rewrite is the source</option>
        <option value="false">Rewrite differs</option>
      </select>
      <select
        aria-label="Part"
        value={part ?? ''}
        onChange={(event) => onChange({ part: dataPart.safeParse(event.target.value).data ?? null })}
      >
        <option value="">Any part</option>
        {dataPart.options.map((each) => (
          <option key={each} value={each}>
            In {partWords[each]}
          </option>
        ))}
      </select>
      <LengthFilter length={length} onChange={(next) => onChange({ length: next })} />
      <label className="check">
        <input type="checkbox" checked={edited} onChange={(event) => onChange({ edited: event.target.checked })} /> Edited, not saved
      </label>
    </div>
  )
}

function problemOf(value: string): RowQuery['problem'] {
  return value === 'any' || value === 'unusable' || value === 'doubtful' ? value : (problemCode.safeParse(value).data ?? null)
}

type LengthProps = { readonly length: RowQuery['length']; readonly onChange: (length: RowQuery['length']) => void }

function LengthFilter({ length, onChange }: LengthProps) {
  const [least, setLeast] = useState(length === null || length.from === 0 ? '' : String(length.from))
  const [most, setMost] = useState(length === null || length.to === longest ? '' : String(length.to))
  const latest = useRef(onChange)
  latest.current = onChange
  const wanted = JSON.stringify(
    least === '' && most === '' ? null : { from: Number(least) || 0, to: most === '' ? longest : Number(most) || 0 },
  )
  const current = JSON.stringify(length)
  useEffect(() => {
    if (wanted === current) return
    const timer = setTimeout(() => latest.current(JSON.parse(wanted)), 250)
    return () => clearTimeout(timer)
  }, [wanted, current])
  const digits = (typed: string) => typed.replace(/\D/g, '').slice(0, 7)
  return (
    <span className="length-filter">
      <input
        type="text"
        inputMode="numeric"
        aria-label="Fewest characters of the source"
        placeholder="from"
        value={least}
        onChange={(event) => setLeast(digits(event.target.value))}
      />
      –
      <input
        type="text"
        inputMode="numeric"
        aria-label="Most characters of the source"
        placeholder="to"
        value={most}
        onChange={(event) => setMost(digits(event.target.value))}
      />
      characters
    </span>
  )
}
