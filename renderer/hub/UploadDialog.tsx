import { type FormEvent, useEffect, useState } from 'react'
import { isHubName } from '../../electron/shared/hub-name'
import { bytes } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import { Button } from '../parts/Button'
import { CopyButton } from '../parts/CopyButton'
import { Dialog } from '../parts/Dialog'
import { ExactField } from '../parts/ExactField'
import { FailureNote } from '../parts/FailureNote'
import { ProgressBar } from '../parts/ProgressBar'
import { TokenField } from '../settings/TokenField'
import { jobOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { useHub } from './use-hub'

type Props = { readonly run: Run; readonly made: Run['exports'][number]; readonly onClose: () => void }

/** Puts an export on the Hub, once it was said what that means; closed, it ends. */
export function UploadDialog({ run, made, onClose }: Props) {
  const uploading = useStore((state) => state.uploading)
  const leave = useStore((state) => state.leaveUpload)
  // Nothing would show it any more, however it was left.
  useEffect(() => leave, [leave])
  return (
    <Dialog title="Upload to the Hub" onClose={onClose}>
      {uploading.state === 'done' ? (
        <Done page={uploading.result.page} onClose={onClose} />
      ) : (
        <Wanted run={run} made={made} onClose={onClose} />
      )}
    </Dialog>
  )
}

function Wanted({ run, made, onClose }: Props) {
  const uploading = useStore((state) => state.uploading)
  const upload = useStore((state) => state.upload)
  const cancel = useStore((state) => state.cancelUpload)
  const offline = useStore((state) => state.projection?.settings.offline === true)
  const hub = useHub()
  const [typed, setTyped] = useState('')
  const [isPrivate, setPrivate] = useState(true)
  const [replace, setReplace] = useState(false)
  const host = hub?.host ?? 'the Hub'
  const hasToken = hub !== null && hub.from !== null
  const running = uploading.state === 'running'
  const repo = typed.trim()
  const able = isHubName(repo) && hasToken && !offline && !running
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (able) void upload({ runId: run.id, at: made.at, repo, isPrivate, replace })
  }
  return (
    <div className="stack">
      <p className="quiet">
        {offline
          ? 'The app is set to stay offline, so nothing can be uploaded.'
          : `The folder goes to ${host}: the weights, the model card with its scores, and antecedent.json with the settings and the dataset’s name. Its rows do not.`}
      </p>
      <TokenField right="write" />
      <form id="upload" className="stack" onSubmit={submit}>
        <ExactField
          label="Repository"
          hint="Your name or your organisation’s, a slash, and how the model is to be called."
          disabled={running}
          value={typed}
          onType={setTyped}
        />
        <label className="row">
          <input type="checkbox" checked={isPrivate} disabled={running} onChange={(event) => setPrivate(event.target.checked)} />
          <span>Private: only you and whom you let in can see it</span>
        </label>
        <label className="row">
          <input type="checkbox" checked={replace} disabled={running} onChange={(event) => setReplace(event.target.checked)} />
          <span>Add to it where it holds something already</span>
        </label>
      </form>
      {running && <Progress requestId={uploading.requestId} />}
      {uploading.state === 'failed' && <FailureNote failure={uploading.failure} />}
      <div className="actions">
        <Button onClick={running ? cancel : onClose}>Cancel</Button>
        <button type="submit" form="upload" className="button primary" disabled={!able}>
          Upload
        </button>
      </div>
    </div>
  )
}

function Progress({ requestId }: { readonly requestId: string }) {
  const job = useStore(jobOf(requestId))
  const known = job !== null && job.phase === 'uploading' && job.total > 0
  return (
    <div className="stack">
      <ProgressBar label="Upload" share={known ? job.done / job.total : null} />
      <p className="num quiet">{known ? `${bytes(job.done)} of ${bytes(job.total)}` : 'Reading the files …'}</p>
    </div>
  )
}

function Done({ page, onClose }: Pick<Props, 'onClose'> & { readonly page: string }) {
  return (
    <div className="stack">
      <p>It is there.</p>
      <p className="num path">{page}</p>
      <div className="actions">
        <CopyButton text={page} label="Copy the address" />
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  )
}
