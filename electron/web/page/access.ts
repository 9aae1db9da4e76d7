import type { AccessAnswer, AccessCall } from '../../shared/access'
import { keyHeader } from '../handshake'
import { currentKey } from './key'

/** Asks the host that served this page who may come in; null where it does not answer, or no longer to this page. */
export async function askAccess(call: AccessCall): Promise<AccessAnswer | null> {
  const headers = { [keyHeader]: currentKey(), 'Content-Type': 'application/json' }
  const reply = await fetch('/access', { method: 'POST', headers, body: JSON.stringify(call) }).catch(() => null)
  // Answered by this program's own host, typed where it is written.
  return reply?.ok ? ((await reply.json()) as AccessAnswer) : null
}
