import { useRef, useState } from 'react'
import type { Settings } from '../../electron/shared/settings'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { Field } from '../parts/Field'
import { useStore } from '../studio/store'
import { SignedIn } from './SignedIn'
import { TokenField } from './TokenField'
import { Updates } from './Updates'

/** What is set for the whole app, while it is open. */
export function SettingsDialog() {
  const isOpen = useStore((state) => state.settingsOpen)
  const settings = useStore((state) => state.projection?.settings)
  return isOpen && settings !== undefined ? <Opened settings={settings} /> : null
}

function Opened({ settings }: { readonly settings: Settings }) {
  const close = useStore((state) => state.closeSettings)
  const isServed = useStore((state) => state.projection?.host === 'web')
  // An address is kept as its field is left, also for the button that closes the dialog: one that is refused keeps it open.
  const kept = useRef(Promise.resolve(true))
  const done = async () => {
    if (await kept.current) close()
  }
  return (
    <Dialog title="Settings" onClose={close}>
      <div className="stack">
        <h3>Network</h3>
        <Offline on={settings.offline} />
        <h3>Hugging Face</h3>
        <Address
          key={settings.hubAddress ?? ''}
          address={settings.hubAddress}
          onSet={(taken) => {
            kept.current = taken
          }}
        />
        <TokenField />
        {isServed ? (
          <>
            <h3>Browsers</h3>
            <SignedIn />
          </>
        ) : (
          <>
            <h3>Updates</h3>
            <Updates {...settings} />
          </>
        )}
        <div className="actions">
          <Button look="primary" onClick={() => void done()}>
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

type AddressProps = {
  readonly address: string | null
  /** Told whether what was typed is taken. */
  readonly onSet: (taken: Promise<boolean>) => void
}

function Address({ address, onSet }: AddressProps) {
  const change = useStore((state) => state.changeSettings)
  const [typed, setTyped] = useState(address ?? '')
  const [wrong, setWrong] = useState<string | null>(null)
  const taken = async () => {
    const next = typed.trim()
    const failure = next === (address ?? '') ? null : await change({ hubAddress: next === '' ? null : next })
    setWrong(failure?.message ?? null)
    return failure === null
  }
  const set = () => onSet(taken())
  return (
    <Field
      label="Address"
      hint="Of a mirror, where huggingface.co is not to be asked. Empty for huggingface.co, or what HF_ENDPOINT names."
      wrong={wrong}
    >
      {(ids) => (
        <input
          {...ids}
          type="text"
          spellCheck={false}
          autoComplete="off"
          placeholder="https://huggingface.co"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={set}
          onKeyDown={(event) => event.key === 'Enter' && set()}
        />
      )}
    </Field>
  )
}
