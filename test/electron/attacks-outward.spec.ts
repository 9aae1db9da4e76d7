import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { missing, type PageStudio, test } from './app'
import { home, inject, isUnharmed } from './attempts'
import { root } from './binary'

/* Items 11 to 20 of Electron's security checklist; the others are in attacks.spec.ts. */
test.skip(missing.isMissing, missing.reason)

test.afterEach(({ started }) => isUnharmed(started))

test('11, 12: a webview is an element that does nothing, and none can be attached', async ({ started: { app, page } }) => {
  await inject(page, '<webview src="https://example.com/" allowpopups nodeintegration preload="file:///tmp/evil.js"></webview>')
  const { contents, isPrevented } = await app.evaluate(({ BrowserWindow, webContents }) => {
    let isPrevented = false
    const event = {
      preventDefault: () => {
        isPrevented = true
      },
    }
    // As Electron would tell it, if a page came that far.
    BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', event, {}, { src: 'https://example.com/' })
    return { contents: webContents.getAllWebContents().filter((one) => one.getType() === 'webview').length, isPrevented }
  })
  expect({ contents, isPrevented }).toEqual({ contents: 0, isPrevented: true })
})

test('13: the page goes nowhere else', async ({ started: { page }, listener }) => {
  for (const address of [
    listener.url,
    'file:///etc/hosts',
    'app://elsewhere/',
    'app://antecedent/assets/',
    'data:text/html,x',
    'about:blank',
  ]) {
    await page.evaluate(async (to) => {
      const attempts = [
        () => location.assign(to),
        () => document.body.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0;url=${to}` })),
        () => Object.assign(document.createElement('a'), { href: to }).click(),
        () => {
          const form = Object.assign(document.createElement('form'), { action: to, method: 'post' })
          document.body.append(form)
          form.submit()
        },
      ]
      for (const attempt of attempts) {
        try {
          attempt()
        } catch {
          // Refused at once is as good.
        }
      }
      await new Promise((done) => setTimeout(done, 200))
    }, address)
    expect(page.url().startsWith(home)).toBe(true)
  }
  expect(listener.reached()).toBe(0)
  await expect(page.getByRole('navigation', { name: 'Antecedent' })).toBeVisible()
})

test('14: no other window opens', async ({ started: { app, page }, listener }) => {
  const opened = await page.evaluate(async (url) => {
    const made = [window.open(url), window.open('about:blank'), window.open('app://antecedent/', '_blank', 'nodeIntegration=yes')]
    Object.assign(document.createElement('a'), { href: url, target: '_blank' }).click()
    await new Promise((done) => setTimeout(done, 300))
    return made
  }, listener.url)
  expect(opened).toEqual([null, null, null])
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('15: nothing of the page’s is handed to another program', async ({ started: { app, page } }) => {
  await app.evaluate(({ shell }) => {
    const handed: string[] = []
    Object.assign(globalThis, { handed })
    for (const name of ['openExternal', 'openPath'] as const) Object.assign(shell, { [name]: async (what: string) => handed.push(what) })
  })
  await page.evaluate(async () => {
    for (const address of ['https://example.com/', 'mailto:a@example.com', 'smb://example.com/share', 'x-apple.systempreferences:']) {
      window.open(address)
      Object.assign(document.createElement('a'), { href: address }).click()
    }
    const { studio } = window as unknown as { studio: PageStudio }
    for (const channel of ['link.open', 'shell.openExternal', 'file.reveal'])
      await studio.request(channel, { handle: 'https://example.com/' })
    await new Promise((done) => setTimeout(done, 300))
  })
  expect(await app.evaluate(() => (globalThis as unknown as { handed: string[] }).handed)).toEqual([])
})

test('16: the Electron that runs is the one that was chosen', async ({ started: { app } }) => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(await app.evaluate(() => process.versions.electron)).toBe(devDependencies.electron)
})

test('17: only the window’s own page is answered', async ({ started: { app, page } }) => {
  await inject(page, '<iframe src="app://antecedent/"></iframe>')
  expect(page.frames()).toHaveLength(1)
  // A window that another part of a program made, with the same preload and the same address.
  const answer = await app.evaluate(
    async ({ BrowserWindow }, preload) => {
      const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } })
      try {
        await foreign.loadURL('app://antecedent/')
        return await foreign.webContents.executeJavaScript('window.studio.request("app.snapshot", {})')
      } finally {
        foreign.destroy()
      }
    },
    join(root, 'out', 'preload', 'preload.cjs'),
  )
  expect(answer).toMatchObject({ ok: false, failure: { code: 'not-allowed' } })
})

test('18: no file is reached by an address', async ({ started: { page } }) => {
  const statuses = await page.evaluate(async () => {
    const paths = [
      '/..%2f..%2f..%2fetc/hosts',
      '/%2e%2e/package.json',
      '/../../package.json',
      '//etc/hosts',
      '/assets/..%5c..%5cpackage.json',
      '/%00',
    ]
    return Promise.all(
      paths.map((path) =>
        fetch(`app://antecedent${path}`).then(
          ({ status }) => status,
          () => 404,
        ),
      ),
    )
  })
  expect(new Set(statuses)).toEqual(new Set([404]))
  const posted = await page.evaluate(() =>
    fetch('/', { method: 'POST' }).then(
      ({ status }) => status,
      () => 405,
    ),
  )
  expect(posted).toBe(405)
})

test('19: a packaged app is no Node', () => {
  const packaged = process.env.ANTECEDENT_APP ?? ''
  test.skip(packaged === '', 'ANTECEDENT_APP does not name the executable of a packaged app, whose fuses could be tried.')
  const script = 'console.log("attacked")'
  const attempts = [
    { env: { ELECTRON_RUN_AS_NODE: '1' }, args: ['-e', script] },
    { env: { NODE_OPTIONS: '--require /dev/stdin' }, args: ['--version'] },
    { env: {}, args: ['--inspect-brk=0', '--version'] },
    { env: {}, args: ['--remote-debugging-port=0', '--version'] },
  ]
  for (const { env, args } of attempts) {
    const { stdout, stderr } = spawnSync(packaged, args, {
      env: { ...process.env, ...env },
      encoding: 'utf8',
      input: script,
      timeout: 20_000,
    })
    expect(stdout + stderr).not.toMatch(/^attacked|Debugger listening|DevTools listening/m)
  }
})

test('20: the page has one narrow door, which refuses what is not in its table', async ({ started: { page } }) => {
  const result = await page.evaluate(async () => {
    const { studio } = window as unknown as { studio: PageStudio }
    const calls: readonly (readonly [string, unknown])[] = [
      ['file.locate', { path: '/etc/passwd', purpose: 'dataset' }],
      ['fs.readFile', '/etc/passwd'],
      ['__proto__', {}],
      ['studio:app.snapshot', {}],
      ['ELECTRON_BROWSER_REQUIRE', 'child_process'],
      ['run.log', { runId: '../../etc/passwd' }],
      ['run.log', { runId: 'run-1', more: true }],
      ['settings.change', { ggufPython: '/bin/sh' }],
      ['app.snapshot', null],
      ['app.snapshot', () => 'a function cannot be sent'],
    ]
    const answers: boolean[] = []
    for (const [channel, input] of calls) answers.push((await studio.request(channel, input)).ok)
    const names = ['electron', 'ipcRenderer', 'electronAPI', 'api', 'bridge'].filter((name) => name in globalThis)
    return { answers, names, keys: Object.keys(studio).toSorted() }
  })
  expect(result).toEqual({ answers: Array(10).fill(false), names: [], keys: ['locateDrop', 'request', 'subscribe'] })
})
