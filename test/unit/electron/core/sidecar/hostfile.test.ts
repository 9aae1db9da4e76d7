import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { freePorts, isRemote, parseHostfile } from '../../../../../electron/core/sidecar/hostfile'
import { launcherArguments } from '../../../../../electron/core/sidecar/launching'

const here = { ssh: '127.0.0.1', ips: ['127.0.0.1'] }
const there = { ssh: 'studio.local', ips: ['10.0.0.2'] }
const parse = (value: unknown) =>
  parseHostfile(typeof value === 'string' ? value : JSON.stringify(value, null, 2), '/hosts.json', 'mini.local')

describe('a hostfile', () => {
  it('is a list, or what MLX’s configurator writes', () => {
    expect(parse([here, there])).toEqual([here, there])
    expect(parse({ backend: 'jaccl', envs: ['X=1'], hosts: [{ ...here, rdma: [] }, there] })).toEqual([here, there])
  })

  it.each(['localhost', 'mini.local', 'mini'])('begins with this machine, which %s is', (ssh) => {
    expect(parse([{ ...here, ssh }, there])[0]).toEqual(here)
  })

  it.each([
    ['[{"ssh": "a",]', 1, 14, 'is not JSON'],
    ['{"hosts": 3}', 1, 1, 'no list'],
    ['', 1, 1, 'is not JSON'],
    [`[\n  ${JSON.stringify(here)}\n]`, 1, 1, 'names one machine alone'],
    [`[\n  ${JSON.stringify(here)},\n  {"ssh": "b", "ips": []}\n]`, 3, 23, 'ips of host 2 is empty'],
    [`[\n  ${JSON.stringify(here)},\n  {"ssh": "b"}\n]`, 3, 3, 'ips of host 2 is missing'],
    [`[\n  ${JSON.stringify(here)},\n  {"ssh": "-oProxyCommand=touch x", "ips": ["10.0.0.2"]}\n]`, 3, 11, 'ssh of host 2 is no name'],
    [`[\n  ${JSON.stringify(here)},\n  {"ssh": "b", "ips": ["studio"]}\n]`, 3, 24, 'ips of host 2'],
    [`[\n  ${JSON.stringify(there)},\n  ${JSON.stringify(here)}\n]`, 2, 3, 'does not begin with this machine'],
  ])('is refused with the place where it is wrong (%s)', (text, line, column, message) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({
          code: 'bad-input',
          message: expect.stringContaining(message),
          where: { file: '/hosts.json', line, column },
        }),
      }),
    )
  })
})

describe('the launcher', () => {
  const options = {
    python: '/venv/python',
    sidecar: '/sidecar',
    hostfile: '/run/hosts.json',
    startingPort: 30_000,
    environment: { PYTHONUTF8: '1', HF_TOKEN: 'secret', PATH: '/bin', AGX_RELAX_CDM_CTXSTORE_TIMEOUT: '1' },
  }

  it('starts the sidecar as it is started alone', () => {
    const words = launcherArguments({ ...options, hosts: [here, here] })
    expect(words.slice(words.indexOf('--'))).toEqual(['--', '/venv/python', '-I', '-B', '/sidecar'])
    expect(words).not.toContain('--env')
  })

  it('gives other machines what makes Python safe, and nothing that belongs to this one', () => {
    expect(isRemote([here, there])).toBe(true)
    const words = launcherArguments({ ...options, hosts: [here, there] })
    expect(words.filter((_, place) => words[place - 1] === '--env')).toEqual(['PYTHONUTF8=1', 'AGX_RELAX_CDM_CTXSTORE_TIMEOUT=1'])
  })
})

it('finds ports that nobody listens on', async () => {
  const first = await freePorts(3)
  for (const port of [first, first + 1, first + 2]) {
    const server = createServer()
    onTestFinished(() => void server.close())
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  }
})
