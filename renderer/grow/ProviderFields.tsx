import { useState } from 'react'
import type { GrowProvider, KeyedAddress } from '../../electron/shared/growing'
import { Button } from '../parts/Button'
import { Field } from '../parts/Field'
import { SecretField } from '../parts/SecretField'
import { Segmented } from '../parts/Segmented'
import { onMac } from '../studio/selectors'
import { useStore } from '../studio/store'
import { useAnswer } from '../studio/use-answer'
import type { GrowForm } from './grow-slice'

/** The model that a form names; null while it names none. */
export function providerOf({ kind, address, model }: GrowForm): GrowProvider | null {
  if (address.trim() === '' || model.trim() === '') return null
  return { kind, address: address.trim(), model: model.trim() }
}

/** Milliseconds without a key before an address is asked about. */
const patience = 300

const addresses = { openai: 'http://localhost:1234/v1', anthropic: 'https://api.anthropic.com' } as const
const shown = { openai: 'gpt-4.1-mini, qwen3-32b …', anthropic: 'claude-sonnet-4-5 …' } as const

/** Which large model is asked, and the key for it. */
export function ProviderFields() {
  const form = useStore((state) => state.growForm)
  const type = useStore((state) => state.typeGrow)
  const { kind, address } = form
  const mac = useStore(onMac)
  const isOrdinary = Object.values<string>(addresses).includes(address.trim())
  return (
    <>
      <Segmented
        label="Kind of server"
        value={kind}
        options={[
          { value: 'openai', label: 'OpenAI-compatible' },
          { value: 'anthropic', label: 'Anthropic' },
        ]}
        onChange={(next) => type({ kind: next, address: isOrdinary ? addresses[next] : address })}
      />
      <div className="grow-pair">
        <Field
          label="Address"
          hint={`A server on this ${mac ? 'Mac' : 'machine'}, in your network, or a service: LM Studio, Ollama, mlx_lm.server, OpenAI …`}
        >
          {(ids) => (
            <input {...ids} type="text" spellCheck={false} value={address} onChange={(event) => type({ address: event.target.value })} />
          )}
        </Field>
        <Field label="Model" hint="As the server calls it.">
          {(ids) => (
            <input
              {...ids}
              type="text"
              spellCheck={false}
              placeholder={shown[kind]}
              value={form.model}
              onChange={(event) => type({ model: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Key key={`${kind} ${address.trim()}`} of={{ kind, address: address.trim() }} />
    </>
  )
}

const places = { keychain: 'in the keychain', memory: 'until the app is closed' } as const
const promises = {
  keychain: 'Kept in the keychain, for this address alone.',
  memory: 'Kept until the app is closed, for this address alone; never written to the disk.',
} as const

/** The key for one address: whether there is one is asked of that address alone. */
function Key({ of }: { readonly of: KeyedAddress }) {
  const keys = useStore((state) => state.growKeys)
  const keep = useStore((state) => state.keepKey)
  const [wrong, setWrong] = useState<string | null>(null)
  const isAddress = of.address !== ''
  const known = useAnswer('grow.hasKey', isAddress ? { of } : null, keys, { patience })
  const keeper = useAnswer('grow.keysIn', {})
  const place = keeper?.ok === true ? keeper.value.place : null
  const set = async (next: string | null) => {
    const failure = await keep(of, next)
    setWrong(failure?.message ?? null)
    return failure === null
  }
  if (known?.ok === true && known.value.hasKey) {
    return (
      <div className="field">
        <p className="row small">
          <span>A key for this address is kept{place !== null && ` ${places[place]}`}.</span>
          <Button look="quiet" onClick={() => void set(null)}>
            Forget the key
          </Button>
        </p>
        {wrong !== null && <p className="hint wrong">✗ {wrong}</p>}
      </div>
    )
  }
  return (
    <SecretField
      label="Key"
      hint={`Only where the server wants one. ${place === null ? '' : promises[place]}`}
      wrong={wrong}
      keeps="Keep the key"
      able={isAddress}
      onKeep={set}
    />
  )
}
