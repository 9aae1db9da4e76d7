import type { WindowOpenHandlerResponse } from 'electron'
import { isOwnAddress } from './page-address'

/** Whether a frame may go to an address: the window's main frame to its own page (a reload), and nothing else anywhere. */
export function mayNavigate(address: string, isMainFrame: boolean): boolean {
  return isMainFrame && isOwnAddress(address) && new URL(address).pathname === '/'
}

/** Whether a server may send a frame elsewhere: nothing of ours is ever redirected, so never. */
export function mayBeRedirected(_address: string): boolean {
  return false
}

/** What becomes of a window that a page asks for, whatever its address: there is none. Links to elsewhere go by id, through main. */
export function windowFor(_address: string): WindowOpenHandlerResponse {
  return { action: 'deny' }
}

/** Whether a page may embed another one with Node's and Electron's means: never, whatever it asks for. */
export function mayAttachWebview(_address: string | undefined): boolean {
  return false
}
