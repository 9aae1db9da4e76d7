import { type DatasetSummary, dataPart, problemCode, type RowQuery } from '../../electron/shared/dataset'
import { count } from '../../electron/shared/quantities'
import { partWords } from './part-words'
import { byWeight, problemWords } from './problem-words'
import { useSplit } from './use-split'
import { useTyped } from './use-typed'

/** Longest source that is asked for, in characters. */
const longest = 10_000_000

/** Milliseconds without a key before rows are looked for. */
const patience = 250

type Props = {
  readonly dataset: DatasetSummary
  readonly query: RowQuery
  readonly onChange: (change: Partial<RowQuery>) => void
}

/** Which rows are shown: by what is wrong with them, what they say, where they belong. */
export function RowFilters({ dataset, query, onChange }: Props) {
  const { problem, edited, unchanged, part, length } = query
  const split = useSplit()
  const partOf = (value: string): RowQuery['part'] => {
    const name = dataPart.safeParse(value).data
    return name === undefined || split === null ? null : { name, split }
  }
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
      <select aria-label="Part" value={part?.name ?? ''} onChange={(event) => onChange({ part: partOf(event.target.value) })}>
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

/** Bounds as their fields show them; empty where there is none. */
type Lengths = { readonly least: string; readonly most: string }

const lengthsShown = (length: RowQuery['length']): Lengths => ({
  least: length === null || length.from === 0 ? '' : String(length.from),
  most: length === null || length.to === longest ? '' : String(length.to),
})

const lengthMeant = ({ least, most }: Lengths): RowQuery['length'] =>
  least === '' && most === '' ? null : { from: Number(least) || 0, to: most === '' ? longest : Number(most) || 0 }

function LengthFilter({ length, onChange }: LengthProps) {
  const { typed, type, settle } = useTyped({ part: length, shown: lengthsShown, meant: lengthMeant, onAsk: onChange, patience })
  const digits = (typed: string) => typed.replace(/\D/g, '').slice(0, 7)
  return (
    <span className="length-filter">
      <input
        type="text"
        inputMode="numeric"
        aria-label="Fewest characters of the source"
        placeholder="from"
        value={typed.least}
        onChange={(event) => type({ least: digits(event.target.value) })}
        onBlur={settle}
      />
      –
      <input
        type="text"
        inputMode="numeric"
        aria-label="Most characters of the source"
        placeholder="to"
        value={typed.most}
        onChange={(event) => type({ most: digits(event.target.value) })}
        onBlur={settle}
      />
      characters
    </span>
  )
}
