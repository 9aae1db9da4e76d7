// @vitest-environment node
import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { serve } from '../../../../electron/web/serve'
import { smallAntecedent } from './small-antecedent'
import { ask, builtPage, cookieOf, ownSocket, startHost } from './visitor'

const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
const hasSix = all.some(({ address }) => address === '::1')

describe('serving', () => {
  it('ends its sockets and frees its port on close, and leaves the app open', async () => {
    const first = await startHost()
    const socket = await ownSocket(first.host)
    const gone = once(socket, 'close')
    await first.end()
    await gone
    expect(first.antecedent.closed()).toBe(false)
    const second = await startHost(smallAntecedent(), first.host.port)
    expect(second.host.port).toBe(first.host.port)
    await second.end()
  })

  it('says so when the port is taken', async () => {
    const first = await startHost()
    await expect(startHost(smallAntecedent(), first.host.port)).rejects.toMatchObject({ failure: { code: 'busy' } })
    await first.end()
  })

  it('does not know the sessions of the host before it', async () => {
    const first = await startHost()
    const cookie = await cookieOf(first.host)
    await first.end()
    const second = await startHost(smallAntecedent(), first.host.port)
    expect((await ask(second.host, '/', { headers: { Cookie: cookie } })).status).toBe(403)
    expect(second.host.url).not.toBe(first.host.url)
    await second.end()
  })

  it('listens on both loopback addresses and on no other', async () => {
    const test = await startHost()
    const reached = (address: string) =>
      new Promise<boolean>((resolve) => {
        const socket = createConnection(test.host.port, address)
        socket.on('connect', () => resolve(socket.destroy() !== null))
        socket.on('error', () => resolve(false))
      })
    expect(await reached('127.0.0.1')).toBe(true)
    expect(await reached('::1')).toBe(hasSix)
    const others = all.filter(({ internal, scopeid }) => !internal && !scopeid).map(({ address }) => address)
    for (const address of [...others, '127.0.0.2']) expect(await reached(address), address).toBe(false)
    await test.end()
  })

  it.skipIf(!hasSix)(
    `leaves no port half taken: one that somebody has on ::1 is refused${hasSix ? '' : ', not tried since there is no IPv6 here'}`,
    async () => {
      const other = createServer()
      other.listen({ host: '::1', port: 0, ipv6Only: true })
      await once(other, 'listening')
      const { port } = other.address() as AddressInfo
      await expect(startHost(smallAntecedent(), port)).rejects.toMatchObject({ failure: { code: 'busy' } })
      other.close()
    },
  )

  it('refuses to start without a built page', async () => {
    const page = await builtPage()
    await expect(serve({ antecedent: smallAntecedent(), rendererDir: `${page.rendererDir}/assets`, port: 0 })).rejects.toThrow('index.html')
    await page.remove()
  })
})
