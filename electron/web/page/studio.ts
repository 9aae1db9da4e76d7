import type { Answer, LocatedFile, Studio } from '../../shared/contract'
import { keyHeader, socketProtocol } from '../handshake'
import { maxUploadBytes } from '../limits'
import { connect, growingPatience } from './connection'
import { currentKey, takeKey } from './key'

/** The studio of a page that the loopback host serves. Where Electron's preload has run, `window.studio` is there instead. */
export function connectStudio(): Promise<Studio<File>> {
  takeKey()
  return connect<File>({ openSocket, upload, patience: growingPatience })
}

function openSocket(): WebSocket {
  const socket = new WebSocket(`ws://${location.host}/studio`, [socketProtocol, currentKey()])
  let wasOpen = false
  socket.addEventListener('open', () => {
    wasOpen = true
  })
  socket.addEventListener('close', () => {
    // A browser does not tell why a socket was refused.
    if (!wasOpen) void leaveWithoutSession()
  })
  return socket
}

/** Goes to the page of those who are not signed in, where that is why the host does not talk; not where it merely does not answer. */
async function leaveWithoutSession(): Promise<void> {
  const reply = await fetch('/session', { headers: { [keyHeader]: currentKey() } }).catch(() => null)
  if (reply?.status === 403) location.replace('/sign-in')
}

async function upload(file: File): Promise<Answer<LocatedFile>> {
  // The host would hang up in the middle of it, and the page would not hear why.
  if (file.size > maxUploadBytes) return { ok: false, failure: { code: 'file-too-large', message: 'The file is larger than 512 MiB.' } }
  const headers = { [keyHeader]: currentKey() }
  const response = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, { method: 'POST', headers, body: file })
  if (!response.ok) return { ok: false, failure: { code: 'not-allowed', message: (await response.text()).trim() } }
  // Answered by this program's own host, typed where it is written.
  return (await response.json()) as Answer<LocatedFile>
}
