import { type FormEvent, useState } from 'react'
import type { Run } from '../../electron/shared/run'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { Field } from '../parts/Field'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'

type Props = { readonly run: Run; readonly onClose: () => void }

/** Another name for a run. */
export function RenameRunDialog({ run, onClose }: Props) {
  const rename = useStore((state) => state.renameRun)
  const [name, setName] = useState(run.name)
  const able = name.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (able) void rename(run.id, name.trim()).then(onClose)
  }
  return (
    <Dialog title="Rename the run" onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <Field label="New name" hint="Only what it is called; its folder and id stay.">
          {(ids) => (
            <input {...ids} type="text" maxLength={120} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <div className="actions">
          <Button onClick={onClose}>Cancel</Button>
          <button type="submit" className="button primary" disabled={!able}>
            Rename
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** Asks before a run is taken away. */
export function RemoveRunDialog({ run, onClose }: Props) {
  const remove = useStore((state) => state.removeRun)
  const where = useStore((state) => (state.projection?.host === 'electron' ? 'the Trash' : 'the trash of Antecedent’s own folder'))
  return (
    <Dialog title="Remove the run" onClose={onClose}>
      <p>
        <VisibleText text={run.name} />, with its adapter, curve and log, moves to {where}. Exports made from it stay where they are.
      </p>
      <div className="actions">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" onClick={() => void remove(run.id).then(onClose)}>
          Remove the run
        </Button>
      </div>
    </Dialog>
  )
}
