import { useEffect, useState } from 'react'
import type { Output } from '../../electron/shared/contract'
import type { GrowProvider } from '../../electron/shared/growing'
import { Button } from '../parts/Button'
import { Field } from '../parts/Field'
import { Segmented } from '../parts/Segmented'
import { request } from '../studio/client'
import { useStore } from '../studio/store'
import type { GrowForm } from './grow-slice'

/** The model that a form names; null while it names none. */
export function providerOf({ kind, address, model }: GrowForm): GrowProvider | null {
  if (address.trim() === '' || model.trim() === '') return null
  return { kind, address: address.trim(), model: model.trim() }
}

type Props = {
  /** Whether a key is kept for the address; null while that is not known. */
  readonly hasKey: boolean | null
  /** The key that is kept is another now. */
  readonly onKey: () => void
}

const addresses = { openai: 'http://localhost:1234/v1', anthropic: 'https://api.anthropic.com' } as const
const shown = { openai: 'gpt-4.1-mini, qwen3-32b …', anthropic: 'claude-sonnet-4-5 …' } as const

/** Which large model is asked, and the key for it. */
export function ProviderFields({ hasKey, onKey }: Props) {
  const form = useStore((state) => state.growForm)
  const type = useStore((state) => state.typeGrow)
  const { kind, address } = form
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
        <Field label="Address" hint="A server on this Mac, in your network, or a service: LM Studio, Ollama, mlx_lm.server, OpenAI …">
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
      <Key provider={providerOf(form)} hasKey={hasKey} onKey={onKey} />
    </>
  )
}

type KeyProps = Props & { readonly provider: GrowProvider | null }

function Key({ provider, hasKey, onKey }: KeyProps) {
  const [key, setKey] = useState('')
  const [place, setPlace] = useState<Output<'grow.keysIn'>['place'] | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  useEffect(() => {
    void request('grow.keysIn', {}).then((answer) => answer.ok && setPlace(answer.value.place))
  }, [])
  const keep = async (next: string | null) => {
    if (provider === null) return
    const answer = await request('grow.setKey', { provider, key: next })
    setWrong(answer.ok ? null : answer.failure.message)
    if (!answer.ok) return
    setKey('')
    onKey()
  }
  if (hasKey === true) {
    return (
      <p className="row small">
        <span>A key for this address is kept {place === 'keychain' ? 'in the keychain' : 'until the app is closed'}.</span>
        <Button look="quiet" onClick={() => void keep(null)}>
          Forget the key
        </Button>
      </p>
    )
  }
  const where =
    place === 'keychain'
      ? 'Kept in the keychain, for this address alone.'
      : 'Kept until the app is closed, for this address alone; never written to the disk.'
  return (
    <Field label="Key" hint={`Only where the server wants one. ${where}`} wrong={wrong}>
      {(ids) => (
        <span className="row key-field">
          <input
            {...ids}
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={key}
            onChange={(event) => setKey(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && key.trim() !== '' && void keep(key.trim())}
          />
          <Button disabled={key.trim() === '' || provider === null} onClick={() => void keep(key.trim())}>
            Keep the key
          </Button>
        </span>
      )}
    </Field>
  )
}
