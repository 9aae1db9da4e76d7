import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { FailureNote } from '../parts/FailureNote'
import { Field } from '../parts/Field'
import { TokenField } from '../settings/TokenField'
import { useStore } from '../studio/store'
import { useAnswer } from '../studio/use-answer'
import { isHubName } from './hub-name'
import { LookedModel } from './LookedModel'

type Props = { /** A name to begin with: it is looked at at once. */ readonly repo?: string; readonly onClose: () => void }

/** Looks at a model of the Hub, and fetches it once it was said what that means. */
export function HubDialog({ repo: offered = '', onClose }: Props) {
  const [typed, setTyped] = useState(offered)
  const looked = useStore((state) => state.looked)
  const look = useStore((state) => state.lookAtModel)
  const leave = useStore((state) => state.leaveLook)
  const settings = useStore((state) => state.projection?.settings)
  const openSettings = useStore((state) => state.openSettings)
  const hub = useAnswer('hub.tokenFrom', {}, settings?.hubAddress ?? '')
  const host = hub?.ok === true ? hub.value.host : 'the Hub'
  const repo = typed.trim()
  const offline = settings?.offline === true
  const isAsking = looked !== null && looked.model === null && looked.failure === null
  const able = isHubName(repo) && !offline && !(isAsking && looked.repo === repo)
  useEffect(() => {
    if (offered !== '' && !offline) void look(offered)
    return leave
  }, [offered, offline, look, leave])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (able) void look(repo)
  }
  const wantsToken = looked?.failure?.code === 'hub-gated' || looked?.failure?.code === 'hub-token'
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
        <form className="row" onSubmit={submit}>
          <Field label="Model" hint="Its name there: owner/name, such as mlx-community/Llama-3.2-3B-Instruct-4bit.">
            {(ids) => (
              <input
                {...ids}
                type="text"
                className="num"
                spellCheck={false}
                autoComplete="off"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
          <button type="submit" className="button plain" disabled={!able}>
            Look at it
          </button>
        </form>
        {isAsking && (
          <p className="quiet" role="status">
            Asking {host} about {looked.repo} …
          </p>
        )}
        {looked?.failure && <FailureNote failure={looked.failure} />}
        {wantsToken && <TokenField onKept={() => void look(looked.repo)} />}
        {looked?.model && <LookedModel model={looked.model} onFetched={onClose} />}
        <div className="actions">
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </Dialog>
  )
}
