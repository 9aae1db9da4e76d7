import { isOwnAddress } from './page-address'

/** Whether a frame may go to an address: the window's main frame to its own page (a reload), and nothing else anywhere. */
export function mayNavigate(address: string, isMainFrame: boolean): boolean {
  return isMainFrame && isOwnAddress(address) && new URL(address).pathname === '/'
}

/** Whether the window may hand an address to the person as a file: only data that its own page made, such as a chart. */
export function maySave(address: string): boolean {
  return address.startsWith('blob:') && isOwnAddress(address.slice('blob:'.length))
}

/** Whether the window may fetch an address at all. The content security policy says the same inside the page. */
export function mayFetch(address: string, isPackaged: boolean): boolean {
  if (isOwnAddress(address) || maySave(address) || address.startsWith('data:')) return true
  return !isPackaged && address.startsWith('devtools:')
}
