import { type FormEvent, useEffect, useState } from 'react'
import type { Mapping, Table, TableFormatChoices } from '../../electron/shared/importing'
import { count, counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { FailureNote } from '../parts/FailureNote'
import { Field } from '../parts/Field'
import { ProgressBar } from '../parts/ProgressBar'
import { Scrolled } from '../parts/Scrolled'
import { VisibleText } from '../parts/VisibleText'
import { jobOf, shareOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { spelledOut } from '../text/control-characters'
import type { Import } from './import-slice'
import { draftOfTable, type MappingDraft, mappingOf } from './mapping-draft'

/** A table that was opened: which of its columns become which turns. */
export function ImportDialog() {
  const [importing, ...waiting] = useStore((state) => state.imports)
  return importing === undefined ? null : <Asking key={importing.id} {...importing} waiting={waiting.length} />
}

const sureWords = {
  sure: 'Found by their names and by what they hold.',
  likely: 'Found by what the columns hold.',
  guess: 'A guess: look whether it is right.',
} as const

type Props = Import & {
  /** Tables that are asked about after this one. */
  readonly waiting: number
}

function Asking({ table, reading, running, failure, waiting }: Props) {
  const end = useStore((state) => state.endImport)
  const take = useStore((state) => state.importTable)
  const [draft, setDraft] = useState<MappingDraft>(() => draftOfTable(table))
  const [name, setName] = useState(table.name.replace(/\.[a-z]+$/i, ''))
  const job = useStore(jobOf(running, 'import'))
  // Another reading of the file may have other columns.
  useEffect(() => setDraft(draftOfTable(table)), [table])
  const mapping: Mapping | null = mappingOf(draft, table.format)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (mapping !== null && name.trim() !== '') void take(mapping, name.trim())
  }
  return (
    <Dialog wide title={`Make a dataset of ${spelledOut(table.name)}`} onClose={() => void end()}>
      <form className="stack" onSubmit={submit}>
        <p className="small quiet">
          {table.rowCount === null ? null : `${counted(table.rowCount, 'row')}, `}
          {counted(table.columns.length, 'column')}.{' '}
          {table.suggestion === null ? 'No two columns look like a text and its rewrite: choose them.' : sureWords[table.suggestion.sure]}{' '}
          {table.notes.join(' ')}
        </p>
        <FormatChoices table={table} />
        <ColumnChoices table={table} draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
        <Preview table={table} draft={draft} />
        <Field label="Name of the dataset">
          {(ids) => <input {...ids} type="text" spellCheck={false} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        {waiting > 0 && <p className="small quiet">{counted(waiting, 'more table')} will be asked about after this one.</p>}
        {failure !== null && <FailureNote failure={failure} />}
        {running !== null && <ProgressBar label="Taking the rows over" share={shareOf(job)} />}
        <div className="actions">
          <Button onClick={() => void end()}>{running === null ? 'Cancel' : 'Stop'}</Button>
          <button type="submit" className="button primary" disabled={mapping === null || name.trim() === '' || reading || running !== null}>
            Make the dataset
          </button>
        </div>
      </form>
    </Dialog>
  )
}

const separators = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars', '|||': 'three bars' } as const
const encodings = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16, big endian', 'windows-1252': 'Windows-1252' } as const

/** How the file is read, where that is a choice. */
function FormatChoices({ table }: { readonly table: Table }) {
  const read = useStore((state) => state.readTableAs)
  const { format } = table
  if (format.kind === 'parquet') return null
  const choose = (choices: TableFormatChoices) => void read(choices)
  return (
    <div className="row format-choices">
      {format.kind === 'separated' && (
        <>
          <Choice label="Separated by" value={format.separator} options={separators} onChange={(separator) => choose({ separator })} />
          <label className="check">
            <input type="checkbox" checked={format.header} onChange={(event) => choose({ header: event.target.checked })} /> First row names
            the columns
          </label>
          <label className="check">
            <input type="checkbox" checked={format.quotes} onChange={(event) => choose({ quotes: event.target.checked })} /> Quotes enclose
            cells
          </label>
        </>
      )}
      <Choice label="Encoding" value={format.encoding} options={encodings} onChange={(encoding) => choose({ encoding })} />
    </div>
  )
}

type ChoiceProps<V extends string> = {
  readonly label: string
  readonly value: V
  readonly options: Readonly<Record<V, string>>
  readonly onChange: (value: V) => void
}

function Choice<V extends string>({ label, value, options, onChange }: ChoiceProps<V>) {
  const keys = Object.keys(options).filter((key): key is V => key in options)
  return (
    <label className="choice">
      {label}{' '}
      <select
        value={value}
        onChange={(event) => {
          const chosen = keys.find((key) => key === event.target.value)
          if (chosen !== undefined) onChange(chosen)
        }}
      >
        {keys.map((key) => (
          <option key={key} value={key}>
            {options[key]}
          </option>
        ))}
      </select>
    </label>
  )
}

type ColumnProps = { readonly table: Table; readonly draft: MappingDraft; readonly onChange: (change: Partial<MappingDraft>) => void }

function ColumnChoices({ table, draft, onChange }: ColumnProps) {
  const column = (label: string, hint: string, key: 'messages' | 'source' | 'rewrite' | 'system' | 'group', none: string | null) => (
    <Field label={label} hint={hint}>
      {(ids) => (
        <select
          {...ids}
          value={draft[key] ?? ''}
          onChange={(event) => onChange({ [key]: event.target.value === '' ? null : event.target.value })}
        >
          {none !== null && <option value="">{none}</option>}
          {table.columns.map(({ name }) => (
            <option key={name} value={name}>
              {spelledOut(name)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
  const isChat = draft.messages !== null
  return (
    <div className="column-choices">
      {column('Conversations', 'A column of whole chats, lists of role and content.', 'messages', 'None: source and rewrite apart')}
      {column('Group', 'Rows of one document are never divided by the split.', 'group', 'None')}
      {!isChat && column('Source', 'The text with its references.', 'source', draft.source === null ? 'Choose a column' : null)}
      {!isChat &&
        column('Rewrite', 'The same text with every reference written out.', 'rewrite', draft.rewrite === null ? 'Choose a column' : null)}
      {!isChat && column('System turn', 'Rows where it is empty have none.', 'system', 'The text below, or none')}
      {!isChat && draft.system === null && (
        <Field label="System text" hint="Said before every row; may be empty.">
          {(ids) => (
            <textarea {...ids} rows={3} value={draft.systemText} onChange={(event) => onChange({ systemText: event.target.value })} />
          )}
        </Field>
      )}
      {!isChat && (
        <Field label="Instruction" hint="Stands before the source in the user turn; may be empty.">
          {(ids) => <textarea {...ids} rows={2} value={draft.before} onChange={(event) => onChange({ before: event.target.value })} />}
        </Field>
      )}
    </div>
  )
}

/** The first rows, with the columns that are taken told apart. */
function Preview({ table, draft }: { readonly table: Table; readonly draft: MappingDraft }) {
  const used = draft.messages === null ? [draft.source, draft.rewrite, draft.system, draft.group] : [draft.messages, draft.group]
  return (
    <Scrolled className="table-preview" label="First rows of the table">
      <table>
        <thead>
          <tr>
            {table.columns.map(({ name, filled }) => (
              <th
                key={name}
                scope="col"
                className={used.includes(name) ? 'used' : ''}
                title={`${count(Math.round(filled * 100))} % filled`}
              >
                <VisibleText text={name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, 8).map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, at) => (
                <td key={at} className={used.includes(table.columns[at]?.name ?? null) ? 'used' : ''}>
                  <VisibleText text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}
