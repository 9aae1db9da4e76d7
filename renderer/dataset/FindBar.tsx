import { useRef, useState } from 'react'
import { type DatasetSummary, everyRow, type RowQuery, type TextSearch } from '../../electron/shared/dataset'
import { useCommand } from '../frame/use-command'
import { Button } from '../parts/Button'
import { useStore } from '../studio/store'
import { RowFilters } from './RowFilters'
import { useTyped } from './use-typed'

/** Milliseconds without a key before rows are looked for: a word is typed without a pause of that length. */
const patience = 180

type Props = { readonly dataset: DatasetSummary; readonly query: RowQuery; readonly onReplace: () => void }

/** What is looked for in the rows, which of them are shown, and in which order. */
export function FindBar({ dataset, query, onReplace }: Props) {
  const find = useStore((state) => state.find)
  const addRow = useStore((state) => state.addRow)
  const [filtering, setFiltering] = useState(false)
  const filters = filterCount(query)
  return (
    <div className="find-bar">
      <div className="row">
        <SearchField key={dataset.id} search={query.search} onSearch={(search) => find(dataset.id, { search })} />
        <Button aria-expanded={filtering} aria-pressed={filters > 0} onClick={() => setFiltering(!filtering)}>
          {filters === 0 ? 'Filter' : `Filter · ${filters}`}
        </Button>
        <select
          aria-label="Order of the rows"
          value={sortKey(query.sort)}
          onChange={(event) => find(dataset.id, { sort: sortOf(event.target.value) })}
        >
          {sorts.map(({ sort, label }) => (
            <option key={sortKey(sort)} value={sortKey(sort)}>
              {label}
            </option>
          ))}
        </select>
        <span className="grow" />
        <Button look="quiet" disabled={dataset.rows === 0} onClick={onReplace}>
          Replace…
        </Button>
        <Button look="quiet" onClick={() => void addRow(dataset.id)}>
          Add a row
        </Button>
      </div>
      {filtering && <RowFilters dataset={dataset} query={query} onChange={(change) => find(dataset.id, change)} />}
      {!filtering && filters > 0 && (
        <Button look="quiet" className="clear" onClick={() => find(dataset.id, { ...everyRow, search: query.search, sort: query.sort })}>
          Show all rows
        </Button>
      )}
    </div>
  )
}

type SearchProps = { readonly search: TextSearch | null; readonly onSearch: (search: TextSearch | null) => void }

/** A search as its field shows it; how it is meant stays while nothing is looked for. */
type Search = { readonly text: string; readonly regex: boolean; readonly matchCase: boolean }

const searchShown = (search: TextSearch | null, typed: Search | null): Search =>
  search ?? { regex: false, matchCase: false, ...typed, text: '' }

const searchMeant = (typed: Search): TextSearch | null => (typed.text === '' ? null : typed)

function SearchField({ search, onSearch }: SearchProps) {
  const { typed, type, settle } = useTyped({ part: search, shown: searchShown, meant: searchMeant, onAsk: onSearch, patience })
  const field = useRef<HTMLInputElement>(null)
  useCommand('rows.find', () => field.current?.select())
  return (
    <search className="search">
      <input
        ref={field}
        type="text"
        aria-label="Find in the rows"
        placeholder="Find in the rows"
        spellCheck={false}
        value={typed.text}
        onChange={(event) => type({ text: event.target.value })}
        onBlur={settle}
        onKeyDown={(event) => event.key === 'Escape' && type({ text: '' })}
      />
      <Toggle label="Match case" sign="Aa" on={typed.matchCase} onChange={(matchCase) => type({ matchCase })} />
      <Toggle label="Regular expression" sign=".*" on={typed.regex} onChange={(regex) => type({ regex })} />
    </search>
  )
}

type ToggleProps = { readonly label: string; readonly sign: string; readonly on: boolean; readonly onChange: (on: boolean) => void }

function Toggle({ label, sign, on, onChange }: ToggleProps) {
  return (
    <button type="button" className="toggle num" aria-label={label} title={label} aria-pressed={on} onClick={() => onChange(!on)}>
      {sign}
    </button>
  )
}

const sorts: readonly { readonly sort: RowQuery['sort']; readonly label: string }[] = [
  { sort: { by: 'place', descending: false }, label: 'In the order of the file' },
  { sort: { by: 'place', descending: true }, label: 'Last row first' },
  { sort: { by: 'length', descending: true }, label: 'Longest source first' },
  { sort: { by: 'length', descending: false }, label: 'Shortest source first' },
  { sort: { by: 'growth', descending: true }, label: 'Grew most first' },
  { sort: { by: 'growth', descending: false }, label: 'Shrank most first' },
  { sort: { by: 'problems', descending: true }, label: 'Most problems first' },
  { sort: { by: 'tokens', descending: true }, label: 'Most tokens first' },
]

const sortKey = ({ by, descending }: RowQuery['sort']): string => `${by} ${descending}`

const sortOf = (key: string): RowQuery['sort'] => sorts.find(({ sort }) => sortKey(sort) === key)?.sort ?? everyRow.sort

/** How many things a query filters by, but for the text. */
function filterCount({ problem, edited, unchanged, part, length }: RowQuery): number {
  return [problem !== null, edited, unchanged !== null, part !== null, length !== null].filter(Boolean).length
}
