import { type FormEvent, useState } from 'react'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { FailureNote } from '../parts/FailureNote'
import { Field } from '../parts/Field'
import { ProgressBar } from '../parts/ProgressBar'
import { request } from '../studio/client'
import { jobOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { bytes } from '../text/format'

const hubName = /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/

type Props = { /** A name to begin with. */ readonly repo?: string; readonly onClose: () => void }

/** Fetches a model from the Hugging Face Hub, after saying that it does. */
export function HubDialog({ repo: offered = '', onClose }: Props) {
  const [repo, setRepo] = useState(offered)
  const fetching = useStore((state) => state.fetching)
  const failure = useStore((state) => state.modelFailure)
  const add = useStore((state) => state.addHubModel)
  const job = useStore(jobOf(fetching?.id ?? null))
  const able = hubName.test(repo.trim()) && fetching === null
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (able && (await add(repo.trim()))) onClose()
  }
  const cancel = () => {
    if (fetching !== null) void request('job.cancel', { id: fetching.id })
    onClose()
  }
  return (
    <Dialog title="Download a model" onClose={cancel}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p className="quiet">
          This uses the network: the model comes from huggingface.co into its ordinary cache, often several gigabytes. Your texts stay here.
        </p>
        <Field label="Model" hint="Its name on the Hub: owner/name, such as mlx-community/Llama-3.2-3B-Instruct-4bit.">
          {(ids) => (
            <input
              {...ids}
              type="text"
              className="num"
              spellCheck={false}
              autoComplete="off"
              disabled={fetching !== null}
              value={repo}
              onChange={(event) => setRepo(event.target.value)}
            />
          )}
        </Field>
        {fetching !== null && (
          <div className="stack">
            <ProgressBar label="Download" share={job === null || job.total === 0 ? null : job.done / job.total} />
            <p className="num quiet">
              {job === null || job.total === 0 ? 'Asking the Hub …' : `${bytes(job.done)} of ${bytes(job.total)}`}
            </p>
          </div>
        )}
        {failure !== null && <FailureNote failure={failure} />}
        <div className="actions">
          <Button onClick={cancel}>Cancel</Button>
          <button type="submit" className="button primary" disabled={!able}>
            Download
          </button>
        </div>
      </form>
    </Dialog>
  )
}
