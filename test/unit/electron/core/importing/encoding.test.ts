import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { detectEncoding, toUtf8 } from '../../../../../electron/core/importing/encoding'
import { TableBytes } from '../../../../../electron/core/importing/table-source'
import type { Encoding } from '../../../../../electron/shared/importing'
import { temporaryFolder } from '../temporary-folder'

async function* inPieces(bytes: Buffer, size: number) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

async function decoded(bytes: Buffer, encoding: Encoding, size = 1): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of toUtf8(inPieces(bytes, size), encoding)) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

async function detected(content: Buffer): Promise<Encoding> {
  const path = join(await temporaryFolder(), 'text.csv')
  await writeFile(path, content)
  const bytes = await TableBytes.open({ from: 'file', path })
  try {
    return await detectEncoding(bytes)
  } finally {
    await bytes.close()
  }
}

it('decodes any text in pieces of any size, and takes away its byte order mark', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 7 }), async (text, size) => {
      const little = Buffer.from(`\ufeff${text}`, 'utf16le')
      expect(await decoded(little, 'utf-16le', size)).toBe(text)
      expect(await decoded(Buffer.from(little).swap16(), 'utf-16be', size)).toBe(text)
      expect(await decoded(Buffer.from(`\ufeff${text}`), 'utf-8', size)).toBe(text)
    }),
  )
})

it('reads all 256 bytes of Windows-1252 as the web’s standard has them', async () => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
  const latin = all.toString('latin1')
  expect(await decoded(all, 'windows-1252')).toBe(latin.slice(0, 0x80) + upper + latin.slice(0xa0))
  expect(await decoded(Buffer.from([0x93, 0x48, 0x69, 0x94, 0x97, 0x80, 0xe9]), 'windows-1252')).toBe('“Hi”—€é')
})

it('tells encodings apart by mark and by bytes', async () => {
  expect(await detected(Buffer.from('\ufeffa,b', 'utf16le'))).toBe('utf-16le')
  expect(await detected(Buffer.from('\ufeffa,b', 'utf16le').swap16())).toBe('utf-16be')
  expect(await detected(Buffer.from('Zoë,“x”'))).toBe('utf-8')
  expect(await detected(Buffer.from([0x5a, 0x6f, 0xeb, 0x2c]))).toBe('windows-1252')
})

it('finds the byte that is not UTF-8 far behind, and takes no character for one that pieces cut in two', async () => {
  const long = Buffer.from('𝄞é'.repeat(100_000))
  expect(await detected(long)).toBe('utf-8')
  expect(await detected(Buffer.concat([Buffer.from('a'), long, Buffer.from([0xe9, 0x2c])]))).toBe('windows-1252')
  expect(await detected(Buffer.concat([long, Buffer.from([0xc3])]))).toBe('windows-1252')
})

it('says of what is no text that it is none', async () => {
  await expect(detected(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]))).rejects.toMatchObject({ failure: { code: 'file-binary' } })
})
