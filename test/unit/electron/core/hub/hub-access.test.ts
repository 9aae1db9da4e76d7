import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { environmentSecrets } from '../../../../../electron/core/growing/asking/secrets'
import { HubAccounts, hubEnvironment, readHubAddress } from '../../../../../electron/core/hub/hub-access'
import { sessionSecrets } from '../../../../../electron/core/secrets/secrets'
import { KeptSettings } from '../../../../../electron/core/settings'
import { temporaryFolder } from '../temporary-folder'

async function given(environment: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder()
  const settings = await KeptSettings.open(join(folder, 'settings.json'), () => undefined)
  const secrets = sessionSecrets(environmentSecrets({ OPENAI_API_KEY: 'sk-not-for-the-hub', ANTHROPIC_API_KEY: 'sk-ant' }))
  const login = join(folder, 'token')
  const accounts = new HubAccounts({ settings, secrets, environment: hubEnvironment({ HF_TOKEN_PATH: login, ...environment }, folder) })
  return { accounts, settings, login, secrets }
}

describe('the Hub that is asked', () => {
  it('is huggingface.co, as nobody, where nothing is set', async () => {
    const { accounts } = await given()
    expect(await accounts.access()).toEqual({ address: 'https://huggingface.co', host: 'huggingface.co', token: null })
    expect(await accounts.tokenFrom()).toBeNull()
  })

  it('is asked with the token that is kept, before that of the environment and of a log-in', async () => {
    const { accounts, login } = await given({ HF_TOKEN: 'hf_environment' })
    await writeFile(login, 'hf_login\n')
    expect([(await accounts.access()).token, await accounts.tokenFrom()]).toEqual(['hf_environment', 'environment'])
    await accounts.keepToken(' hf_typed ')
    expect([(await accounts.access()).token, await accounts.tokenFrom()]).toEqual(['hf_typed', 'memory'])
    await accounts.keepToken(null)
    expect((await accounts.access()).token).toBe('hf_environment')
  })

  it('knows the token of a log-in', async () => {
    const { accounts, login } = await given()
    await writeFile(login, 'hf_login\n')
    expect([(await accounts.access()).token, await accounts.tokenFrom()]).toEqual(['hf_login', 'login'])
  })

  it('sends no token to a mirror that it was not given for', async () => {
    const { accounts, settings } = await given({ HF_TOKEN: 'hf_environment' })
    await accounts.keepToken('hf_typed')
    await settings.change({ hubAddress: 'https://mirror.example.org' })
    expect(await accounts.access()).toEqual({ address: 'https://mirror.example.org', host: 'mirror.example.org', token: null })
    await accounts.keepToken('hf_mirror')
    expect((await accounts.access()).token).toBe('hf_mirror')
    await settings.change({ hubAddress: null })
    expect((await accounts.access()).token).toBe('hf_typed')
  })

  it('takes the environment’s mirror together with its token', async () => {
    const { accounts } = await given({ HF_TOKEN: 'hf_environment', HF_ENDPOINT: 'https://mirror.example.org/' })
    expect(await accounts.access()).toEqual({ address: 'https://mirror.example.org', host: 'mirror.example.org', token: 'hf_environment' })
  })

  it('is asked where the environment names one that cannot be', async () => {
    const { accounts, settings } = await given({ HF_TOKEN: 'hf_environment', HF_ENDPOINT: 'http://192.168.0.2' })
    await expect(accounts.access()).rejects.toMatchObject({ failure: { code: 'bad-input' } })
    await settings.change({ hubAddress: 'https://mirror.example.org' })
    expect(await accounts.access()).toMatchObject({ host: 'mirror.example.org', token: null })
  })

  it.each(['hf_two words', 'hf_line\nhf_line', 'hf_é'])('is not sent what is no token, wherever it comes from (%j)', async (token) => {
    const { accounts, login } = await given({ HF_TOKEN: token })
    await writeFile(login, token)
    expect([(await accounts.access()).token, await accounts.tokenFrom()]).toEqual([null, null])
  })

  it('is not asked offline', async () => {
    const { accounts, settings } = await given()
    await settings.change({ offline: true })
    await expect(accounts.access()).rejects.toMatchObject({ failure: { code: 'offline' } })
  })

  it.each(['', 'hf_two words', 'hf_\nline', `hf_${'x'.repeat(500)}`])('keeps no token that is none (%j)', async (token) => {
    const { accounts } = await given()
    await expect(accounts.keepToken(token)).rejects.toMatchObject({ failure: { code: 'bad-input' } })
  })
})

describe('an address', () => {
  it.each([
    ['https://hf-mirror.com/', 'https://hf-mirror.com'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['https://artifacts.example.org/api/huggingface', 'https://artifacts.example.org/api/huggingface'],
  ])('%s is one', (typed, url) => {
    expect(readHubAddress(typed).url).toBe(url)
  })

  it.each([
    ['huggingface.co', 'That is not an address of a Hub.', 'It looks like https://huggingface.co.'],
    ['http://192.168.0.2', 'A token would go to 192.168.0.2 unencrypted.', 'Write the address with https://.'],
    ['http://mirror.example.org', 'A token would go to mirror.example.org unencrypted.', 'Write the address with https://.'],
  ])('%s is refused in the words of a Hub', (typed, message, hint) => {
    expect(() => readHubAddress(typed)).toThrow(expect.objectContaining({ failure: { code: 'bad-input', message, hint } }))
  })

  it.each([
    '',
    'huggingface.co',
    'http://huggingface.co',
    'http://192.168.0.2',
    'https://ann:secret@huggingface.co',
    'file:///etc',
    'https://x/?a=b',
  ])('%s is none', (typed) => {
    expect(() => readHubAddress(typed)).toThrow(expect.objectContaining({ failure: expect.objectContaining({ code: 'bad-input' }) }))
  })
})
