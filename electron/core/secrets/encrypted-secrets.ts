import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { StudioError } from '../../shared/errors'
import { errnoOf, writeAtomically } from '../files/atomic'
import type { Secrets } from './secrets'

/** What encrypts with a key of the system's keychain. */
export type Cipher = {
  readonly isAvailable: () => boolean
  readonly encrypt: (text: string) => Buffer
  /** Throws where it was encrypted with another key. */
  readonly decrypt: (bytes: Buffer) => string
}

const kept = z.record(z.string(), z.base64())

/** Secrets in a file, each encrypted with a key that only the system's keychain has: the file alone is of no use to anybody. */
export function encryptedSecrets(path: string, cipher: Cipher): Secrets {
  const read = async () => {
    try {
      return kept.parse(JSON.parse(await readFile(path, 'utf8')))
    } catch (error) {
      if (errnoOf(error) === 'ENOENT' || error instanceof SyntaxError || error instanceof z.ZodError) return {}
      throw error
    }
  }
  // Changed by one at a time: none is written over by another that was kept at the same moment.
  let turn: Promise<unknown> = Promise.resolve()
  const change = (next: (before: Readonly<Record<string, string>>) => Readonly<Record<string, string>>) => {
    const done = turn.then(async () => writeAtomically(path, `${JSON.stringify(next(await read()))}\n`))
    turn = done.catch(() => undefined)
    return done
  }
  return {
    place: 'keychain',
    get: async (name) => {
      const found = (await read())[name]
      if (found === undefined || !cipher.isAvailable()) return null
      try {
        return cipher.decrypt(Buffer.from(found, 'base64'))
      } catch {
        // Of another person or another Mac: as good as none.
        return null
      }
    },
    set: async (name, value) => {
      if (!cipher.isAvailable())
        throw new StudioError({
          code: 'not-allowed',
          message: 'The keychain cannot be used, so the key is not kept.',
          hint: 'Unlock the keychain, and enter the key again.',
        })
      await change((before) => ({ ...before, [name]: cipher.encrypt(value).toString('base64') }))
    },
    remove: (name) => change(({ [name]: _, ...others }) => others),
  }
}
