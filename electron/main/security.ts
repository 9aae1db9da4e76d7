import { app, type Session, type WebContents } from 'electron'
import { mayFetch, mayNavigate, maySave } from './navigation-policy'

/** Sandboxes every renderer and confines whatever web contents are ever made. Must run before the app is ready. */
export function confineWebContents(): void {
  app.enableSandbox()
  app.on('web-contents-created', (_event, contents) => confine(contents))
}

function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-navigate', (event) => {
    if (!mayNavigate(event.url, event.isMainFrame)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!mayNavigate(event.url, event.isMainFrame)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
}

/** Denies every permission, foreign address and download but of what a page of ours made to a session's pages; Electron grants permissions by default. */
export function confineSession(session: Session, isPackaged: boolean): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event, item) => {
    if (!maySave(item.getURL())) event.preventDefault()
  })
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !mayFetch(url, isPackaged) }))
}
