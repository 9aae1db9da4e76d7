import { type FormEvent, useState } from 'react'
import type { LocatedFile } from '../../electron/shared/contract'
import type { DatasetSummary } from '../../electron/shared/dataset'
import type { Failure } from '../../electron/shared/errors'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { FailureNote } from '../parts/FailureNote'
import { Field } from '../parts/Field'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'

type Props = { readonly dataset: DatasetSummary; readonly onClose: () => void }

/** Writes the rows as they stand to another file. A file that is there is only replaced when that is said. */
export function SaveAsDialog({ dataset, onClose }: Props) {
  const choose = useStore((state) => state.chooseFile)
  const save = useStore((state) => state.saveDatasetAs)
  const [folder, setFolder] = useState<LocatedFile | null>(null)
  const [name, setName] = useState(dataset.name)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [saving, setSaving] = useState(false)
  const chooseFolder = async () => {
    const chosen = await choose('save')
    if (!chosen.ok) setFailure(chosen.failure)
    else if (chosen.value !== null) {
      setFolder(chosen.value)
      // What was said of the other folder, and what was offered there, is not of this one.
      setFailure(null)
    }
  }
  const write = async (overwrite: boolean) => {
    if (folder === null || name.trim() === '' || saving) return
    setSaving(true)
    const failed = await save({ datasetId: dataset.id, folder: folder.handle, name: name.trim(), overwrite })
    setSaving(false)
    if (failed === null) onClose()
    else setFailure(failed)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void write(false)
  }
  return (
    <Dialog title="Save as another file" onClose={() => !saving && onClose()}>
      <form className="stack" onSubmit={submit}>
        <Field label="Name" hint="A chat JSONL file: one row a line.">
          {(ids) => (
            <input
              {...ids}
              type="text"
              spellCheck={false}
              value={name}
              onChange={(event) => {
                setName(event.target.value)
                setFailure(null)
              }}
            />
          )}
        </Field>
        <div className="row">
          <Button onClick={() => void chooseFolder()}>Choose a folder…</Button>
          <span className="num small quiet clip">{folder === null ? 'No folder is chosen.' : <VisibleText text={folder.location} />}</span>
        </div>
        {failure !== null && <FailureNote failure={failure} />}
        <div className="actions">
          {failure?.code === 'file-exists' && (
            <Button look="danger" onClick={() => void write(true)}>
              Replace the file
            </Button>
          )}
          <span className="grow" />
          <Button disabled={saving} onClick={onClose}>
            Cancel
          </Button>
          <button type="submit" className="button primary" disabled={folder === null || name.trim() === '' || saving}>
            Save
          </button>
        </div>
      </form>
    </Dialog>
  )
}
