import type { ReactNode } from 'react'
import type { Preflight } from '../../electron/shared/preflight'
import { count, counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { Flag } from '../parts/Flag'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'
import { uncutLimit } from './token-histogram'

type Props = { readonly datasetId: string; readonly preflight: Preflight }

type Note = { readonly row: number; readonly words: ReactNode }

/** Rows that would be cut, refused or would teach nothing. Each opens in the dataset. */
export function RowNotes({ datasetId, preflight }: Props) {
  const type = useStore((state) => state.type)
  const { cut, refused, empty, tokens } = preflight
  const limit = uncutLimit(tokens.max)
  if (cut.rows + refused.rows + empty.rows === 0) return null
  return (
    <section aria-labelledby="preflight-notes">
      <h3 id="preflight-notes">Rows to look at</h3>
      <Notes
        datasetId={datasetId}
        tone="warn"
        rows={cut.rows}
        title={`${counted(cut.rows, 'row')} would be cut`}
        notes={cut.examples.map((example) => ({
          row: example.row,
          words: (
            <>
              <span className="num">
                {count(example.cut)} of {count(example.tokens)} tokens
              </span>{' '}
              lost: “<VisibleText text={example.lost.trim()} />”
            </>
          ),
        }))}
      >
        <Button onClick={() => type({ max_seq_length: String(limit) })}>Allow {count(limit)} tokens</Button>
      </Notes>
      <Notes
        datasetId={datasetId}
        tone="bad"
        rows={refused.rows}
        title={`${counted(refused.rows, 'row')} the model’s chat template refuses`}
        notes={refused.examples.map((example) => ({ row: example.row, words: <VisibleText text={example.reason} /> }))}
      />
      <Notes
        datasetId={datasetId}
        tone="warn"
        rows={empty.rows}
        title={`${counted(empty.rows, 'row')} with nothing left to learn`}
        notes={empty.examples.map((row) => ({ row, words: 'Nothing of the answer is within the limit.' }))}
      />
    </section>
  )
}

type NotesProps = {
  readonly datasetId: string
  readonly tone: 'warn' | 'bad'
  readonly rows: number
  readonly title: string
  readonly notes: readonly Note[]
  readonly children?: ReactNode
}

function Notes({ datasetId, tone, rows, title, notes, children }: NotesProps) {
  const openRow = useStore((state) => state.openRow)
  if (rows === 0) return null
  return (
    <details className="row-notes" open={notes.length <= 3}>
      <summary>
        <Flag tone={tone}>{title}</Flag>
      </summary>
      {children}
      <ul>
        {notes.map(({ row, words }) => (
          <li key={row}>
            <button type="button" className="link num" onClick={() => openRow(datasetId, row)}>
              Row {row + 1}
            </button>
            <span className="small">{words}</span>
          </li>
        ))}
        {rows > notes.length && <li className="small quiet">and {count(rows - notes.length)} more</li>}
      </ul>
    </details>
  )
}
