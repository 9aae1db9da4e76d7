import { useState } from 'react'
import type { TokenPlace } from '../../electron/shared/hub'
import { useHub } from '../hub/use-hub'
import { Button } from '../parts/Button'
import { SecretField } from '../parts/SecretField'
import { useStore } from '../studio/store'

const places: Readonly<Record<TokenPlace, string>> = {
  keychain: 'in the keychain',
  memory: 'until the app is closed',
  environment: 'by the environment (HF_TOKEN)',
  login: 'by “hf auth login”',
}

type Props = {
  /** What the token has to allow. */
  readonly right?: 'read' | 'write'
  /** Told when a token was kept. */
  readonly onKept?: () => void
}

/** The token for the Hub that is asked: what there is, or a place to put one. It is shown to nobody again. */
export function TokenField({ right = 'read', onKept }: Props) {
  const keep = useStore((state) => state.keepToken)
  const [wrong, setWrong] = useState<string | null>(null)
  const hub = useHub()
  if (hub === null) return null
  const { host, from, keeper } = hub
  const set = async (token: string | null) => {
    const failure = await keep(token)
    setWrong(failure?.message ?? null)
    if (failure === null && token !== null) onKept?.()
    return failure === null
  }
  const promise =
    keeper === 'keychain'
      ? `From your account’s page, with the right to ${right}. Kept in the keychain, for ${host} alone.`
      : `From your account’s page, with the right to ${right}. Kept until the app is closed, for ${host} alone; never written to the disk.`
  return (
    <div className="stack">
      {from !== null && (
        <p className="row small">
          <span>
            A token for {host} is given {places[from]}.
          </span>
          {(from === 'keychain' || from === 'memory') && (
            <Button look="quiet" onClick={() => void set(null)}>
              Forget the token
            </Button>
          )}
        </p>
      )}
      <SecretField
        label={from === null ? 'Token' : 'Another token'}
        hint={promise}
        wrong={wrong}
        placeholder="hf_…"
        keeps="Keep the token"
        onKeep={set}
      />
    </div>
  )
}
