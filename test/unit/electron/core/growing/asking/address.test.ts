import { describe, expect, it } from 'vitest'
import { readAddress } from '../../../../../../electron/core/growing/asking/address'
import { environmentSecrets, keyFor, secretName } from '../../../../../../electron/core/growing/asking/secrets'
import { sessionSecrets } from '../../../../../../electron/core/secrets/secrets'

describe('an address', () => {
  it.each([
    ['http://localhost:1234/v1', 'loopback', 'localhost:1234'],
    ['http://127.0.0.1:8080', 'loopback', '127.0.0.1:8080'],
    ['http://[::1]:8080/v1/', 'loopback', '[::1]:8080'],
    ['http://192.168.1.20:11434/v1', 'network', '192.168.1.20:11434'],
    ['http://studio.local:1234/v1', 'network', 'studio.local:1234'],
    ['https://api.openai.com/v1', 'internet', 'api.openai.com'],
    ['https://127.example.com', 'internet', '127.example.com'],
    ['https://fd-consulting.example', 'internet', 'fd-consulting.example'],
  ])('is known by how far away it is: %s', (typed, reach, host) => {
    expect(readAddress(` ${typed} `)).toMatchObject({ reach, host })
    expect(readAddress(typed).url).not.toMatch(/\/$/)
  })

  it.each([
    '',
    'localhost:1234',
    'file:///etc/passwd',
    'https://',
    'https://me:secret@api.openai.com',
    'https://x.example/v1?key=1',
    'http://api.openai.com/v1',
  ])('is refused without quoting it: %s', (typed) => {
    let words = ''
    try {
      readAddress(typed)
    } catch (error) {
      words = String(error)
    }
    expect(words).not.toBe('')
    expect(words).not.toContain('secret')
  })
})

describe('keys', () => {
  const local = { kind: 'openai' as const, address: 'http://localhost:1234/v1', model: 'm' }
  const far = { kind: 'openai' as const, address: 'https://api.example.com/v1', model: 'm' }
  const claude = { kind: 'anthropic' as const, address: 'https://api.anthropic.com', model: 'm' }

  it('have a name that holds the host they are for', () => {
    expect([local, far, claude].map(secretName)).toEqual(['openai:localhost:1234', 'openai:api.example.com', 'anthropic:api.anthropic.com'])
  })

  it('come from the environment for the command line, but not for a server on this machine', async () => {
    const secrets = environmentSecrets({ OPENAI_API_KEY: ' sk-1 ', ANTHROPIC_API_KEY: 'sk-2' })
    expect(await Promise.all([local, far, claude].map((provider) => keyFor(provider, secrets)))).toEqual([null, 'sk-1', 'sk-2'])
    expect(await keyFor(claude, environmentSecrets({ ANTHROPIC_API_KEY: ' ' }))).toBeNull()
  })

  it('that were typed go before those of the environment, until they are taken away', async () => {
    const secrets = sessionSecrets(environmentSecrets({ OPENAI_API_KEY: 'sk-1' }))
    await secrets.set(secretName(far), 'sk-typed')
    expect(await keyFor(far, secrets)).toBe('sk-typed')
    await secrets.remove(secretName(far))
    expect(await keyFor(far, secrets)).toBe('sk-1')
  })
})
