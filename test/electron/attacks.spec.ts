import { expect } from '@playwright/test'
import { missing, type PageStudio, test } from './app'
import { commandLine, home, inject, isUnharmed } from './attempts'

/*
 * The twenty items of Electron's security checklist (electronjs.org, “Security”), each as an attempt from inside the page or beside it. Every one
 * must fail, and leave the app as it was. Items 1 to 10 are here, the others in attacks-outward.spec.ts.
 */
test.skip(missing.isMissing, missing.reason)

test.afterEach(({ started }) => isUnharmed(started))

test('1: nothing is loaded that is not the app’s own', async ({ started: { page }, listener }) => {
  const failures = await page.evaluate(async (url) => {
    const asked = [fetch(url), fetch(url, { mode: 'no-cors' }), fetch(url.replace('http', 'https'))]
    const failed = (await Promise.allSettled(asked)).map(({ status }) => status)
    const closed = await new Promise((done) => {
      try {
        const socket = new WebSocket(url.replace('http', 'ws'))
        socket.onopen = () => done('open')
        socket.onerror = () => done('closed')
      } catch {
        done('closed')
      }
    })
    navigator.sendBeacon(url, 'text')
    return [...failed, closed]
  }, listener.url)
  expect(failures).toEqual(['rejected', 'rejected', 'rejected', 'closed'])
  await inject(page, `<img src="${listener.url}"><link rel="stylesheet" href="${listener.url}"><video src="${listener.url}"></video>`)
  await inject(page, `<style>@import url("${listener.url}"); #injected { background: url("${listener.url}") }</style>`)
  expect(listener.reached()).toBe(0)
})

test('2: the page has no Node, and neither has a worker', async ({ started: { page } }) => {
  const found = await page.evaluate(async () => {
    const names = ['require', 'process', 'module', 'exports', 'global', 'Buffer', 'setImmediate', '__dirname']
    const inWorker = await new Promise((done) => {
      try {
        const worker = new Worker(`data:text/javascript,postMessage(typeof require + typeof process)`)
        worker.onmessage = ({ data }) => done(data)
        worker.onerror = () => done('no worker')
      } catch {
        done('no worker')
      }
    })
    return { names: names.filter((name) => name in globalThis), inWorker }
  })
  expect(found).toEqual({ names: [], inWorker: 'no worker' })
})

test('3: what the page changes does not reach the preload', async ({ started: { page } }) => {
  const result = await page.evaluate(async () => {
    const { studio } = window as unknown as { studio: PageStudio }
    const seen: unknown[] = []
    const { push } = Array.prototype
    Array.prototype.push = function (...values) {
      if (values.some((value) => typeof value === 'object' && value !== null && 'invoke' in value)) push.call(seen, values)
      return push.apply(this, values)
    }
    const before = studio.request
    try {
      Object.assign(studio, { request: () => 'mine' })
    } catch {
      // Frozen, as it should be.
    }
    const isSame = (window as unknown as { studio: PageStudio }).studio.request === before
    await studio.request('app.snapshot', {})
    Array.prototype.push = push
    let reached = 'nothing'
    try {
      reached = String(Object.getPrototypeOf(before).constructor('return typeof process + typeof require')())
    } catch {
      // The policy forbids making code of texts.
    }
    return { isSame, seen: seen.length, reached }
  })
  expect(result).toEqual({ isSame: true, seen: 0, reached: expect.stringMatching(/^(?:nothing|undefinedundefined)$/) })
})

test('4: the page’s process is in the sandbox', async ({ started }) => {
  expect(await commandLine(started)).not.toMatch(/--no-sandbox|--node-integration/)
  const tabs = await started.app.evaluate(({ app }) => app.getAppMetrics().filter(({ type }) => type === 'Tab'))
  expect(tabs.length).toBeGreaterThan(0)
  // Linux does not say it.
  if (process.platform !== 'linux') expect(tabs.every(({ sandboxed }) => sandboxed)).toBe(true)
})

test('5: no permission is given', async ({ started: { page } }) => {
  const answers = await page.evaluate(async () => {
    const nameOf = (error: unknown) => (error instanceof Error || error instanceof DOMException ? error.name : String(error))
    const attempt = (work: () => Promise<unknown>) => work().then(() => 'given', nameOf)
    const position = () => new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, () => fail(new Error('denied'))))
    return {
      camera: await attempt(() => navigator.mediaDevices.getUserMedia({ video: true })),
      microphone: await attempt(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      screen: await attempt(() => navigator.mediaDevices.getDisplayMedia()),
      position: await attempt(position),
      clipboard: await attempt(() => navigator.clipboard.readText()),
      notifications: await Notification.requestPermission(),
      midi: await attempt(() => navigator.requestMIDIAccess({ sysex: true })),
      pointer: await attempt(async () => {
        await document.body.requestPointerLock()
        if (document.pointerLockElement === null) throw new Error('denied')
      }),
    }
  })
  expect(Object.entries(answers).filter(([, answer]) => answer === 'given' || answer === 'granted')).toEqual([])
})

test('6: the same-origin policy holds, for files too', async ({ started: { page } }) => {
  const read = await page.evaluate(async () => {
    const image = (source: string) =>
      new Promise((done) => {
        const element = new Image()
        element.onload = () => done('read')
        element.onerror = () => done('refused')
        element.src = source
      })
    const text = await fetch('file:///etc/hosts').then(
      () => 'read',
      () => 'refused',
    )
    return [text, await image('file:///System/Library/CoreServices/DefaultDesktop.jpg'), await image('app://elsewhere/x.png')]
  })
  expect(read).toEqual(['refused', 'refused', 'refused'])
})

test('7: the content security policy has its effect: no script that is injected runs', async ({ started: { page }, listener }) => {
  await inject(page, '<img src="x" onerror="globalThis.attacked = true"><svg onload="globalThis.attacked = true"></svg>')
  await inject(
    page,
    '<iframe srcdoc="<script>parent.attacked = true</script>"></iframe><a id="go" href="javascript:globalThis.attacked=true">x</a>',
  )
  const made = await page.evaluate(async (url) => {
    const sources = [url, 'data:text/javascript,globalThis.attacked=true', URL.createObjectURL(new Blob(['globalThis.attacked = true']))]
    for (const source of sources) document.head.append(Object.assign(document.createElement('script'), { src: source }))
    document.head.append(Object.assign(document.createElement('script'), { textContent: 'globalThis.attacked = true' }))
    document.head.append(Object.assign(document.createElement('base'), { href: url }))
    document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'Content-Security-Policy', content: 'script-src *' }))
    const attempts = [
      // biome-ignore lint/security/noGlobalEval: the policy must refuse it
      () => Reflect.apply(eval, null, ['1']),
      () => new Function('return 1')(),
      () => setTimeout('globalThis.attacked = true', 0),
    ]
    const ran = attempts.map((attempt) => {
      try {
        return attempt()
      } catch {
        return 'refused'
      }
    })
    await new Promise((done) => setTimeout(done, 300))
    return { evaluated: ran.slice(0, 2), base: document.baseURI }
  }, listener.url)
  expect(made.evaluated).toEqual(['refused', 'refused'])
  expect(made.base.startsWith(home)).toBe(true)
  expect(listener.reached()).toBe(0)
})

test('8, 9, 10: nothing unencrypted is mixed in, and no feature of Chromium is switched on', async ({ started }) => {
  expect(await commandLine(started)).not.toMatch(
    /--allow-running-insecure-content|--disable-web-security|--enable-experimental-web-platform-features|--enable-blink-features/,
  )
  expect(await started.page.evaluate(() => isSecureContext)).toBe(true)
})
