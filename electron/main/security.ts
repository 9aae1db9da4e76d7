import { app, type Session, type WebContents } from 'electron'
import { mayAttachWebview, mayBeRedirected, mayNavigate, windowFor } from './policy/navigation'
import { mayFetch, mayHave, maySave, mayTrust } from './policy/traffic'

/** Sandboxes every renderer and confines whatever web contents and sessions are ever made. Must run before the app is ready. */
export function confineApp(): void {
  app.enableSandbox()
  app.on('web-contents-created', (_event, contents) => confineContents(contents))
  app.on('session-created', confineSession)
  app.on('certificate-error', (event, _contents, _address, error, _certificate, decide) => {
    event.preventDefault()
    decide(mayTrust(error))
  })
  // By default a server that asks who the person is gets the first certificate of the keychain.
  app.on('select-client-certificate', (event, _contents, _address, _certificates, choose) => {
    event.preventDefault()
    choose()
  })
}

function confineContents(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => windowFor(url))
  contents.on('will-attach-webview', (event, _preferences, { src }) => {
    if (!mayAttachWebview(src)) event.preventDefault()
  })
  contents.on('will-navigate', (event) => {
    if (!mayNavigate(event.url, event.isMainFrame)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!mayNavigate(event.url, event.isMainFrame)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!mayBeRedirected(event.url)) event.preventDefault()
  })
}

const confined = new WeakSet<Session>()

/** Denies a session's pages every permission but to fill the clipboard, and every download but of what a page of ours made; Electron grants permissions by default. */
export function confineSession(session: Session): void {
  if (confined.has(session)) return
  confined.add(session)
  session.setPermissionRequestHandler((_contents, permission, decide, asking) => decide(mayHave(permission, asking)))
  session.setPermissionCheckHandler((_contents, permission, _origin, asking) => mayHave(permission, asking))
  session.setDevicePermissionHandler(({ deviceType }) => mayHave(deviceType, null))
  session.on('will-download', (event, item) => {
    if (!maySave(item.getURL())) event.preventDefault()
  })
}

/** Cancels every request of a session's pages that leaves the app. Updates are fetched in a session of their own, which has no pages. */
export function keepInside(session: Session, isPackaged: boolean): void {
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !mayFetch(url, isPackaged) }))
}
