import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Sidecar } from '../../electron/core/sidecar/sidecar'
import { protocolVersion } from '../../electron/shared/protocol'
import { doing } from '../unit/electron/core/sidecar/stand-in'
import { temporaryFolder } from '../unit/electron/core/temporary-folder'
import { descendantsOf, untilGone } from './processes'
import { failureOf } from './studio'

/** What a process says and does that is started as Python; `first` comes before it is asked anything. */
type Peer = { readonly first?: string; readonly answer?: string }

const facts = `{ protocol: ${protocolVersion}, python: '3', mlx: '0', mlxLm: '0', device: 'none', memoryBytes: 1 }`
const shakeHands = `if (method === 'initialize') return say({ id, result: ${facts} });`

/** Starts a process that does what it is told in JavaScript. `say` writes a message, `raw` bytes; `id` is of what is asked. */
async function peer({ first = '', answer = '' }: Peer): Promise<string> {
  const path = join(await temporaryFolder(), 'peer')
  const body = `
const say = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\\n');
const raw = (bytes, then) => process.stdout.write(bytes, then);
${first}
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method } = JSON.parse(line);
  ${answer}
});
`
  await writeFile(path, `#!${process.execPath}\n${body}`)
  await chmod(path, 0o755)
  return path
}

const start = async (told: Peer) => Sidecar.start({ python: await peer(told), sidecar: '-', log: null })

/** Starts one that shakes hands first, and asks it. */
async function asked(answer: string) {
  const { sidecar } = await start({ answer: `${shakeHands}\n${answer}` })
  onTestFinished(() => sidecar.stop())
  const result = sidecar.request('download', doing('a/b'))
  return { sidecar, result }
}

describe('a sidecar that does not speak the protocol', () => {
  it.each([
    ['garbage', `raw('Fetching 11 files: 0%\\n')`, 'no JSON'],
    ['bytes that are no UTF-8', `raw(Buffer.from([0x22, 0xff, 0xfe, 0xc3, 0x28, 0x22, 0x0a]))`, 'does not know'],
    ['a line of 100 MB', `raw('"' + 'a'.repeat(100 * 1024 * 1024) + '"\\n')`, 'too long'],
    ['100 MB and no end of the line', `raw('a'.repeat(100 * 1024 * 1024))`, 'too long'],
    ['a number for a message', `raw('7\\n')`, 'does not know'],
    ['NaN', `raw('{"jsonrpc":"2.0","id":' + id + ',"result":{"path":NaN}}\\n')`, 'no JSON'],
  ])('is stopped and named where it writes %s', async (_, answer, words) => {
    const { sidecar, result } = await asked(answer)
    expect(await failureOf(result)).toMatchObject({ code: 'protocol-mismatch', message: expect.stringContaining(words) })
    await sidecar.stop()
    expect(await failureOf(sidecar.request('download', doing('a/b')))).toMatchObject({ code: 'protocol-mismatch' })
  })

  it('is not waited for where it ends within a line', async () => {
    const { result } = await asked(`raw('{"jsonrpc":"2.0","id":' + id + ',"resu', () => process.exit(0))`)
    expect(await failureOf(result)).toMatchObject({ code: 'sidecar-died', message: expect.stringContaining('ended with code 0') })
  })

  it('changes nothing where it answers nobody', async () => {
    const { result } = await asked(
      `say({ id: 999, result: { revision: '0'.repeat(40), path: '/wrong' } }); say({ id: 998, error: { code: -32603, message: 'wrong' } }); say({ id, result: { revision: '0'.repeat(40), path: '/right' } })`,
    )
    expect(await result).toMatchObject({ path: '/right' })
  })

  it('is heard once where it answers twice', async () => {
    const { result } = await asked(
      `say({ id, result: { revision: '0'.repeat(40), path: '/first' } }); say({ id, result: { revision: '0'.repeat(40), path: '/second' } })`,
    )
    expect(await result).toMatchObject({ path: '/first' })
  })
})

describe('a sidecar that does not start', () => {
  it.each([
    ['speaks another protocol', `say({ id, error: { code: -32006, message: 'This sidecar speaks protocol 1.' } })`, 'protocol-mismatch'],
    ['dies at once', 'process.exit(4)', 'sidecar-died'],
    ['says who it is in other words', `say({ id, result: { protocol: ${protocolVersion} } })`, 'protocol-mismatch'],
  ])('is refused in words where it %s, and is gone', async (_, answer, code) => {
    expect(await failureOf(start({ answer }))).toMatchObject({ code })
    expect(descendantsOf(process.pid)).toEqual([])
  })

  it('is refused where it dies before it is asked', async () => {
    expect(await failureOf(start({ first: 'process.exit(5)' }))).toMatchObject({
      code: 'sidecar-died',
      message: expect.stringContaining('code 5'),
    })
  })

  it('is given up where it never answers', async () => {
    const python = await peer({ first: 'setInterval(() => undefined, 1000)' })
    const starting = Sidecar.start({ python, sidecar: '-', log: null, patience: 0.002 })
    expect(await failureOf(starting)).toMatchObject({ code: 'sidecar-silent' })
    expect(descendantsOf(process.pid)).toEqual([])
  })
})

it('is killed where it ignores the end of its input and SIGTERM, and what it started with it', async () => {
  const { sidecar, result } = await asked(`
    process.on('SIGTERM', () => undefined); process.stdin.on('end', () => undefined); setInterval(() => undefined, 1000)
    require('node:child_process').spawn('sleep', ['600'])`)
  const failure = failureOf(result)
  await expect.poll(() => descendantsOf(process.pid), { timeout: 10_000 }).toHaveLength(2)
  const processes = descendantsOf(process.pid)
  await sidecar.stop()
  expect(await failure).toMatchObject({ code: 'sidecar-died' })
  expect((await untilGone(processes)).left).toEqual([])
})
