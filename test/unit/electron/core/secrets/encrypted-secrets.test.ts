import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { type Cipher, encryptedSecrets } from '../../../../../electron/core/secrets/encrypted-secrets'
import { temporaryFolder } from '../temporary-folder'

/** Stands for the keychain, which only Electron reaches: turns every byte, and knows what it turned. */
const cipher: Cipher = {
  isAvailable: () => true,
  encrypt: (text) => Buffer.from(`k${text}`, 'utf8').map((byte) => byte ^ 0x5a) as Buffer,
  decrypt: (bytes) => {
    const text = Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString('utf8')
    if (!text.startsWith('k')) throw new Error('Of another key.')
    return text.slice(1)
  },
}

let file: string
beforeEach(async () => {
  file = join(await temporaryFolder(), 'keys.json')
})

it('keeps secrets over a start, each under its name, and none of them readable', async () => {
  await encryptedSecrets(file, cipher).set('hub:one', 'hf_first')
  await encryptedSecrets(file, cipher).set('hub:other', 'hf_second')
  const later = encryptedSecrets(file, cipher)
  expect(await Promise.all(['hub:one', 'hub:other', 'hub:none'].map(later.get))).toEqual(['hf_first', 'hf_second', null])
  expect(await readFile(file, 'utf8')).not.toContain('hf_')
})

it('loses none of those that are kept and taken out at one moment', async () => {
  const secrets = encryptedSecrets(file, cipher)
  await secrets.set('gone', 'x')
  const names = Array.from({ length: 12 }, (_, at) => `name ${at}`)
  await Promise.all([...names.map((name) => secrets.set(name, `of ${name}`)), secrets.remove('gone')])
  expect(await Promise.all(names.map(secrets.get))).toEqual(names.map((name) => `of ${name}`))
  expect(await secrets.get('gone')).toBeNull()
})

it('keeps nothing while the keychain is locked, and says so', async () => {
  const locked = encryptedSecrets(file, { ...cipher, isAvailable: () => false })
  await expect(locked.set('hub', 'hf_x')).rejects.toMatchObject({ failure: { code: 'not-allowed' } })
  expect(await locked.get('hub')).toBeNull()
})

it('has none of what another key encrypted, or of a file that is damaged', async () => {
  await writeFile(file, JSON.stringify({ hub: Buffer.from('of another').toString('base64') }))
  expect(await encryptedSecrets(file, cipher).get('hub')).toBeNull()
  await writeFile(file, '{"hub":')
  const secrets = encryptedSecrets(file, cipher)
  expect(await secrets.get('hub')).toBeNull()
  await secrets.set('hub', 'hf_new')
  expect(await secrets.get('hub')).toBe('hf_new')
})
