import { useState } from 'react'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { Field } from '../parts/Field'
import { useStore } from '../studio/store'
import { SignedIn } from './SignedIn'
import { TokenField } from './TokenField'

/** What is set for the whole app, while it is open. */
export function SettingsDialog() {
  const isOpen = useStore((state) => state.settingsOpen)
  const close = useStore((state) => state.closeSettings)
  const settings = useStore((state) => state.projection?.settings)
  const isServed = useStore((state) => state.projection?.host === 'web')
  if (!isOpen || settings === undefined) return null
  return (
    <Dialog title="Settings" onClose={close}>
      <div className="stack">
        <h3>Network</h3>
        <Offline on={settings.offline} />
        <h3>Hugging Face</h3>
        <Address key={settings.hubAddress ?? ''} address={settings.hubAddress} />
        <TokenField />
        {isServed && (
          <>
            <h3>Browsers</h3>
            <SignedIn />
          </>
        )}
        <div className="actions">
          <Button look="primary" onClick={close}>
            Done
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function Offline({ on }: { readonly on: boolean }) {
  const change = useStore((state) => state.changeSettings)
  const [wrong, setWrong] = useState<string | null>(null)
  const set = async (offline: boolean) => setWrong((await change({ offline }))?.message ?? null)
  return (
    <div>
      <label className="row">
        <input type="checkbox" checked={on} aria-describedby="offline-hint" onChange={(event) => void set(event.target.checked)} />
        <span>Stay offline</span>
      </label>
      <p id="offline-hint" className={wrong === null ? 'hint' : 'hint wrong'}>
        {wrong === null
          ? 'Nothing is fetched or uploaded, no model elsewhere is asked, no curves are sent. Servers on this machine are still reached.'
          : `✗ ${wrong}`}
      </p>
    </div>
  )
}

function Address({ address }: { readonly address: string | null }) {
  const change = useStore((state) => state.changeSettings)
  const [typed, setTyped] = useState(address ?? '')
  const [wrong, setWrong] = useState<string | null>(null)
  const set = async () => {
    const next = typed.trim()
    if (next === (address ?? '')) return
    setWrong((await change({ hubAddress: next === '' ? null : next }))?.message ?? null)
  }
  return (
    <Field label="Address" hint="Of a mirror, where huggingface.co is not to be asked; empty for huggingface.co." wrong={wrong}>
      {(ids) => (
        <input
          {...ids}
          type="text"
          spellCheck={false}
          autoComplete="off"
          placeholder="https://huggingface.co"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => void set()}
          onKeyDown={(event) => event.key === 'Enter' && void set()}
        />
      )}
    </Field>
  )
}
