// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { refusedSwitches } from '../../../../../electron/main/policy/launch'
import { addressOf, linkIds, links } from '../../../../../electron/main/policy/links'

describe('links to elsewhere', () => {
  it.each(linkIds)('%s leads to an encrypted page of a host that is listed here, with no person in it', (id) => {
    const { protocol, host, username, search } = new URL(links[id].address)
    expect([protocol, username, search]).toEqual(['https:', '', ''])
    expect(['github.com', 'huggingface.co']).toContain(host)
    expect(addressOf(id)).toBe(links[id].address)
  })

  it.each([
    'https://huggingface.co/mlx-community',
    'https://evil.example/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://evil.example/share',
    '__proto__',
    'constructor',
    'toString',
    '',
    null,
    undefined,
    0,
    {},
    ['mlxLm'],
  ])('%j is the id of none', (word) => expect(addressOf(word)).toBeNull())
})

describe('switches on the command line', () => {
  const given = (names: readonly string[]) => (name: string) => names.includes(name)
  it.each([
    'remote-debugging-port',
    'remote-debugging-pipe',
    'inspect',
    'no-sandbox',
    'disable-web-security',
    'load-extension',
    'js-flags',
  ])('the packaged app does not start with --%s, the checkout does', (name) => {
    expect(refusedSwitches(given([name]), true)).toEqual([name])
    expect(refusedSwitches(given([name]), false)).toEqual([])
  })
  it('those that change nothing are taken', () => expect(refusedSwitches(given(['lang', 'force-dark-mode']), true)).toEqual([]))
})
