import { type FormEvent, useEffect, useState } from 'react'
import { isHubName } from '../../electron/shared/hub-name'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { ExactField } from '../parts/ExactField'
import { FailureNote } from '../parts/FailureNote'
import { TokenField } from '../settings/TokenField'
import { useStore } from '../studio/store'
import { LookedModel } from './LookedModel'
import { useHub } from './use-hub'

type Props = { /** A name to begin with: it is looked at at once. */ readonly repo?: string; readonly onClose: () => void }

/** Looks at a model of the Hub, and fetches it once it was said what that means. */
export function HubDialog({ repo: offered = '', onClose }: Props) {
  const [typed, setTyped] = useState(offered)
  const looked = useStore((state) => state.looked)
  const lookedRepo = useStore((state) => state.lookedRepo)
  const look = useStore((state) => state.lookAtModel)
  const leave = useStore((state) => state.leaveLook)
  const openSettings = useStore((state) => state.openSettings)
  const hub = useHub()
  const host = hub?.host ?? 'the Hub'
  const repo = typed.trim()
  const offline = useStore((state) => state.projection?.settings.offline === true)
  const isAsking = looked.state === 'running'
  const able = isHubName(repo) && !offline && !(isAsking && lookedRepo === repo)
  useEffect(() => {
    if (offered !== '' && !offline) void look(offered)
    return leave
  }, [offered, offline, look, leave])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (able) void look(repo)
  }
  const failure = looked.state === 'failed' ? looked.failure : null
  const wantsToken = failure?.code === 'hub-gated' || failure?.code === 'hub-token'
  return (
    <Dialog title="Download a model" wide onClose={onClose}>
      <div className="stack">
        <p className="quiet">
          {offline
            ? 'The app is set to stay offline, so nothing can be fetched.'
            : `This asks ${host} over the network; a model goes into the ordinary Hugging Face cache. Your texts stay here.`}{' '}
          <Button look="quiet" onClick={openSettings}>
            Settings…
          </Button>
        </p>
        <form onSubmit={submit}>
          <ExactField
            label="Model"
            hint="Its name there: owner/name, such as mlx-community/Llama-3.2-3B-Instruct-4bit."
            value={typed}
            onType={setTyped}
            beside={
              <button type="submit" className="button plain" disabled={!able}>
                Look at it
              </button>
            }
          />
        </form>
        {isAsking && (
          <p className="quiet" role="status">
            Asking {host} about {lookedRepo} …
          </p>
        )}
        {failure !== null && <FailureNote failure={failure} />}
        {wantsToken && <TokenField onKept={() => void look(lookedRepo)} />}
        {looked.state === 'done' && <LookedModel model={looked.result} onFetched={onClose} />}
        <div className="actions">
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </Dialog>
  )
}
