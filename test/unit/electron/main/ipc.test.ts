// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { registerCalls } from '../../../../electron/main/ipc'
import { pageUrl } from '../../../../electron/main/policy/page-address'
import { channels } from '../../../../electron/shared/contract'
import { type SmallAntecedent, smallAntecedent } from '../web/small-antecedent'
import { callMain, callNames, forget } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

const ours = 1

/** A call's event, as a frame at an address sends it. */
function from(url: string | undefined, { contents = ours, isMainFrame = true, parent = null as object | null } = {}) {
  const frame = { url, parent }
  return { senderFrame: frame, sender: { id: contents, mainFrame: isMainFrame ? frame : { url: pageUrl, parent: null } } }
}

describe('calls over Electron’s channels', () => {
  let antecedent: SmallAntecedent
  let logged: unknown[]
  const refusal = { ok: false, failure: { code: 'not-allowed' } }
  const log = (event: unknown) => callMain('studio:run.log', event, { runId: 'run-1' })

  beforeEach(() => {
    forget()
    antecedent = smallAntecedent()
    logged = []
    registerCalls({
      handlers: antecedent.handlers,
      isOurs: (id) => id === ours,
      accompany: (_channel, call) => call(),
      log: (error) => logged.push(error),
    })
  })

  it('has every channel of the contract and no other', () => {
    expect(callNames()).toEqual(Object.keys(channels).map((channel) => `studio:${channel}`))
  })

  it('answers our own window', async () => {
    expect(await log(from(pageUrl))).toEqual({ ok: true, value: { text: 'log of run-1' } })
  })

  it.each([
    ['a frame inside the page', from(pageUrl, { isMainFrame: false, parent: {} })],
    ['a frame that is nested though it passes for the main one', from(pageUrl, { parent: {} })],
    ['contents that we did not make', from(pageUrl, { contents: 2 })],
    ['another page', from('https://evil.example/')],
    ['another host of our scheme', from('app://evil/')],
    ['a name in front of our host', from('app://someone@antecedent/')],
    ['a file', from('file:///antecedent/index.html')],
    ['a blank page', from('about:blank')],
    ['an empty address', from('')],
    ['no address', from(undefined)],
    ['no frame', { senderFrame: null, sender: { id: ours } }],
    [
      'a frame that is gone',
      {
        get senderFrame(): never {
          throw new Error('Render frame was disposed')
        },
        sender: { id: ours },
      },
    ],
  ])('refuses %s', async (_, event) => {
    expect(await log(event)).toMatchObject(refusal)
    expect(antecedent.calls).toEqual([])
  })

  it.each([undefined, null, 'run-1', [], {}, { runId: '../..' }, { runId: 'run-1', more: 1 }, { runId: 1 }])(
    'answers %j as bad input and asks no handler',
    async (input) => {
      const answer = await callMain('studio:run.log', from(pageUrl), input)
      expect(answer).toMatchObject({ ok: false, failure: { code: 'bad-input' } })
      expect(antecedent.calls).toEqual([])
    },
  )

  it('lets no stack cross, and logs it', async () => {
    const answer = await callMain('studio:run.stop', from(pageUrl), { runId: 'run-1' })
    expect(answer).toMatchObject({ ok: false, failure: { code: 'internal' } })
    expect(JSON.stringify(answer)).not.toContain('.ts')
    expect(logged).toHaveLength(1)
  })
})
