import { keyIn } from '../handshake'

const place = 'antecedent-key'
/** Where a browser keeps nothing. */
let unkept: string | null = null

/**
 * Takes the page's key out of the address a sign-in led to, and keeps it for this address and port alone. A browser's cookies know no ports:
 * without this key the cookie, which any server on this machine may see, opens nothing.
 */
export function takeKey(): void {
  const key = keyIn(location.hash)
  if (key === null) return
  history.replaceState(history.state, '', location.pathname)
  unkept = key
  try {
    localStorage.setItem(place, key)
  } catch {
    // Then it lasts until the page is loaded anew.
  }
}

/** The page's key; `none` where there is none. Read each time: another page of this browser may have signed in anew. */
export function currentKey(): string {
  try {
    return localStorage.getItem(place) ?? unkept ?? 'none'
  } catch {
    return unkept ?? 'none'
  }
}
