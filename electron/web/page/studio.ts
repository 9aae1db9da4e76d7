import type { Answer, LocatedFile, Studio } from '../../shared/contract'
import { maxUploadBytes } from '../limits'
import { connect, growingPatience } from './connection'

/** The studio of a page that the loopback host serves. Where Electron's preload has run, `window.studio` is there instead. */
export function connectStudio(): Promise<Studio<File>> {
  return connect<File>({
    openSocket: () => new WebSocket(`ws://${location.host}/studio`),
    upload,
    patience: growingPatience,
  })
}

async function upload(file: File): Promise<Answer<LocatedFile>> {
  // The host would hang up in the middle of it, and the page would not hear why.
  if (file.size > maxUploadBytes) return { ok: false, failure: { code: 'file-too-large', message: 'The file is larger than 512 MiB.' } }
  const response = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file })
  if (!response.ok) return { ok: false, failure: { code: 'not-allowed', message: (await response.text()).trim() } }
  // Answered by this program's own host, typed where it is written.
  return (await response.json()) as Answer<LocatedFile>
}
