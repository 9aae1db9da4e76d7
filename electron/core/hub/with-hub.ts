import { Sidecar, type SidecarOptions } from '../sidecar/sidecar'
import type { HubAccess, HubAccounts } from './hub-access'

/** Which Hub is asked, and by which Python. */
export type HubParts = { readonly accounts: HubAccounts; readonly python: Omit<SidecarOptions, 'log'> }

/**
 * Starts a Python that may ask the Hub, for one piece of work. It ends with that work, when it is cancelled, and when the app is set to stay off
 * the network: what the work asks takes the signal that it is given. Throws `offline`, and what the work throws.
 */
export async function withHub<T>(
  { accounts, python }: HubParts,
  signal: AbortSignal,
  work: (sidecar: Sidecar, access: HubAccess, ending: AbortSignal) => Promise<T>,
): Promise<T> {
  const access = await accounts.access()
  const ending = AbortSignal.any([signal, accounts.online])
  const { sidecar } = await Sidecar.start({ ...python, log: null }, ending)
  try {
    return await work(sidecar, access, ending)
  } finally {
    await sidecar.stop()
  }
}
