import type { Studio } from '../electron/shared/contract'

declare global {
  interface Window {
    /** Given by Electron's preload; absent on the loopback host, whose page connects itself. */
    readonly studio?: Studio<File>
  }
}
