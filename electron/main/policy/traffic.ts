import { isOwnAddress } from './page-address'

/** Whether the window may hand an address to the person as a file: only data that its own page made, such as a chart. */
export function maySave(address: string): boolean {
  return address.startsWith('blob:') && isOwnAddress(address.slice('blob:'.length))
}

/** Whether the window may fetch an address at all. The content security policy says the same inside the page. */
export function mayFetch(address: string, isPackaged: boolean): boolean {
  if (isOwnAddress(address) || maySave(address) || address.startsWith('data:')) return true
  return !isPackaged && address.startsWith('devtools:')
}

/** Who asks for a permission: the address of a frame, and whether it is a window's own. */
export type Asking = { readonly isMainFrame: boolean; readonly requestingUrl?: string | undefined }

/**
 * Whether a page may have what Electron would grant by default: a camera, what lies on the clipboard, a serial port, a way out. Nothing is granted but one:
 * our own page puts a picture or marked text on the clipboard when a person says so, which Chromium lets it do only then.
 */
export function mayHave(permission: string, asking: Asking | null): boolean {
  return permission === 'clipboard-sanitized-write' && asking?.isMainFrame === true && isOwnAddress(asking.requestingUrl)
}

/** Whether a certificate that the system does not trust is taken after all: never, and nobody is asked. */
export function mayTrust(_error: string): boolean {
  return false
}
