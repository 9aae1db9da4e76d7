// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isExported } from './recorded/declarations'

const main = resolve('electron/main')
const sources = readdirSync(main, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
const using = (pattern: RegExp) => sources.filter((path) => pattern.test(readFileSync(path, 'utf8'))).map((path) => relative(main, path))

describe('what is dangerous in Electron', () => {
  it.each<readonly [string, RegExp, readonly string[]]>([
    ['answering calls', /\bipcMain\b/, ['ipc.ts']],
    ['opening addresses elsewhere', /\bopenExternal\b/, ['help.ts']],
    ['opening files with other programs', /\bshell\s*\.openPath\(/, ['help.ts']],
    ['serving a scheme', /\bprotocol\.(?:handle|registerSchemes)/, ['page-protocol.ts']],
    ['making a window', /new BrowserWindow\(/, ['window.ts']],
    ['loading an address', /\.load(?:URL|File)\(/, ['window.ts']],
    ['sending to a page', /webContents\.send\(/, ['start.ts']],
    ['decrypting secrets', /\bdecryptString\b/, ['desktop-shell.ts']],
  ])('is in its one place: %s', (_, pattern, places) => expect(using(pattern).toSorted()).toEqual(places))

  it.each([
    ['running a script in a page', /\bexecuteJavaScript\b|\binsertCSS\b/],
    ['a debugger', /\.debugger\b|\bopenDevTools\b/],
    ['embedding pages', /\bWebContentsView\b|\bBrowserView\b|webviewTag: true/],
    ['taking a policy away', /bypassCSP|webSecurity: false|nodeIntegration: true|contextIsolation: false|sandbox: false/],
    ['Chromium’s features that are tried out', /enableBlinkFeatures|experimentalFeatures: true|allowRunningInsecureContent: true/],
    ['taking any certificate', /setCertificateVerifyProc/],
    ['switches that weaken Chromium', /appendSwitch/],
    ['a remote module', /@electron\/remote|\bremote\b.*from 'electron'/],
  ])('is nowhere: %s', (_, pattern) => expect(using(pattern)).toEqual([]))

  it('is imported by names that Electron has', () => {
    const names = sources.flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/^import \{([^}]+)\} from 'electron'$/gm)].flatMap(([, list = '']) =>
        list.split(',').map((name) => name.trim()),
      ),
    )
    const values = names.filter((name) => name !== '' && !name.startsWith('type '))
    expect(values.length).toBeGreaterThan(10)
    expect(values.filter((name) => !isExported(name))).toEqual([])
  })
})
