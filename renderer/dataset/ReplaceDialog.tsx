import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Answer } from '../../electron/shared/contract'
import type { DatasetSummary, Replacement, ReplacePreview, RowSelection } from '../../electron/shared/dataset'
import { count, counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { Differing } from '../parts/Differing'
import { FailureNote } from '../parts/FailureNote'
import { Field } from '../parts/Field'
import { Scrolled } from '../parts/Scrolled'
import { Segmented } from '../parts/Segmented'
import { newId, request } from '../studio/client'
import { useStore } from '../studio/store'
import { keepTyped } from './row-drafts'

/** Milliseconds without a key before the preview is looked for. */
const patience = 250

type Props = {
  readonly dataset: DatasetSummary
  readonly rows: RowSelection
  /** How many rows these are, in words. */
  readonly among: string
  readonly begin: string
  readonly onClose: () => void
}

/** Finds and replaces across rows, with what would change shown before. */
export function ReplaceDialog({ dataset, rows, among, begin, onClose }: Props) {
  const [text, setText] = useState(begin)
  const [replacement, setReplacement] = useState('')
  const [where, setWhere] = useState<Replacement['where']>('rewrite')
  const [regex, setRegex] = useState(false)
  const [matchCase, setMatchCase] = useState(true)
  const [preview, setPreview] = useState<Answer<ReplacePreview> | null>(null)
  const [replacing, setReplacing] = useState(false)
  const announce = useStore((state) => state.announce)
  const snapshots = useStore((state) => state.snapshots)
  const job = useRef('')
  const performing = useRef<string | null>(null)
  const asked = text === '' ? null : JSON.stringify({ search: { text, regex, matchCase }, replacement, where } satisfies Replacement)
  const selection = JSON.stringify(rows)
  // A lost connection has lost the answer, too: each snapshot that follows one is asked anew.
  useEffect(() => {
    void snapshots
    setPreview(null)
    if (asked === null) return
    const requestId = newId()
    const timer = setTimeout(async () => {
      job.current = requestId
      const input = { requestId, datasetId: dataset.id, selection: JSON.parse(selection), replacement: JSON.parse(asked) }
      const answer = await request('dataset.previewReplace', input)
      if (job.current === requestId) setPreview(answer)
    }, patience)
    return () => {
      clearTimeout(timer)
      if (job.current === requestId) void request('job.cancel', { id: requestId })
      job.current = ''
    }
  }, [dataset.id, selection, asked, snapshots])
  // Closed, it ends.
  useEffect(
    () => () => {
      if (performing.current !== null) void request('job.cancel', { id: performing.current })
      performing.current = null
    },
    [],
  )
  const found = preview?.ok === true ? preview.value : null
  const replace = async (event: FormEvent) => {
    event.preventDefault()
    if (asked === null || found === null || found.rows === 0) return
    setReplacing(true)
    const requestId = newId()
    performing.current = requestId
    await keepTyped()
    // It was closed.
    if (performing.current === null) return
    const answer = await request('dataset.replace', {
      requestId,
      datasetId: dataset.id,
      selection: rows,
      replacement: JSON.parse(asked),
    })
    performing.current = null
    setReplacing(false)
    if (!answer.ok) return setPreview(answer)
    announce(`Replaced in ${counted(answer.value.rows, 'row')}.`)
    onClose()
  }
  return (
    <Dialog wide title={`Replace in ${among}`} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void replace(event)}>
        <div className="replace-fields">
          <Field label="Find">
            {(ids) => <input {...ids} type="text" spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} />}
          </Field>
          <Field label="Replace with" hint={regex ? '$1 or $<name> stand for groups of the expression.' : undefined}>
            {(ids) => (
              <input {...ids} type="text" spellCheck={false} value={replacement} onChange={(event) => setReplacement(event.target.value)} />
            )}
          </Field>
        </div>
        <div className="row">
          <Segmented
            label="Where"
            value={where}
            options={[
              { value: 'rewrite', label: 'In rewrites' },
              { value: 'source', label: 'In sources' },
              { value: 'all', label: 'In every turn' },
            ]}
            onChange={setWhere}
          />
          <label className="check">
            <input type="checkbox" checked={matchCase} onChange={(event) => setMatchCase(event.target.checked)} /> Match case
          </label>
          <label className="check">
            <input type="checkbox" checked={regex} onChange={(event) => setRegex(event.target.checked)} /> Regular expression
          </label>
        </div>
        {preview?.ok === false && <FailureNote failure={preview.failure} />}
        <p className="small quiet" role="status">
          {asked === null
            ? 'What would change is shown before anything does.'
            : preview === null
              ? 'Looking …'
              : found === null
                ? ''
                : found.rows === 0
                  ? 'Nothing is found.'
                  : `${counted(found.matches, 'place')} in ${counted(found.rows, 'row')}.`}
        </p>
        {found !== null && found.rows > 0 && <Examples examples={found.examples} rows={found.rows} />}
        <div className="actions">
          <Button onClick={onClose}>Cancel</Button>
          <button type="submit" className="button primary" disabled={found === null || found.rows === 0 || replacing}>
            {found === null || found.rows === 0 ? 'Replace' : `Replace in ${counted(found.rows, 'row')}`}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function Examples({ examples, rows }: { readonly examples: ReplacePreview['examples']; readonly rows: number }) {
  return (
    <Scrolled className="replace-examples" label="What would change">
      {examples.map(({ id, line, before, after }) => (
        <p key={id}>
          <span className="num quiet">{count(line)}</span>
          <span>
            <Differing before={before} after={after} />
          </span>
        </p>
      ))}
      {rows > examples.length && <p className="quiet small">and {counted(rows - examples.length, 'more row')}</p>}
    </Scrolled>
  )
}
