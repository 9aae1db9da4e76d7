import type { IpcMainInvokeEvent } from 'electron'
import { isOwnAddress } from './page-address'

/** What is known of whoever calls. */
export type Sender = {
  readonly contentsId: number
  readonly isMainFrame: boolean
  readonly address: string | null
}

/** Whether a call may be answered: it comes from the main frame of a window that we made, at our own address. */
export function isTrusted(sender: Sender | null, isOurs: (contentsId: number) => boolean): boolean {
  if (sender === null) return false
  return sender.isMainFrame && isOurs(sender.contentsId) && isOwnAddress(sender.address)
}

/** Who sent a call; null when that cannot be told any more, because the frame has gone or moved on. */
export function senderOf(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): Sender | null {
  try {
    const frame = event.senderFrame
    if (frame === null) return null
    return { contentsId: event.sender.id, isMainFrame: frame === event.sender.mainFrame && frame.parent === null, address: frame.url }
  } catch {
    // Reading a destroyed frame throws.
    return null
  }
}
