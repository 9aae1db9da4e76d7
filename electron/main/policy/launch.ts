/**
 * Switches of Chromium and Node that open the app to whoever starts it: a debugger's port, a page without its locks, traffic led elsewhere.
 * Electron's fuses cover Node's own; these are Chromium's, which no fuse covers.
 */
const opening = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'inspect',
  'inspect-brk',
  'js-flags',
  'load-extension',
  'no-sandbox',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'host-rules',
  'host-resolver-rules',
  'log-net-log',
  'ssl-key-log-file',
  'utility-cmd-prefix',
  'renderer-cmd-prefix',
  'gpu-launcher',
] as const

/** Switches that the packaged app does not start with, of those that it was given. The checkout takes all of them: developers and tests need them. */
export function refusedSwitches(has: (name: string) => boolean, isPackaged: boolean): readonly string[] {
  return isPackaged ? opening.filter(has) : []
}
