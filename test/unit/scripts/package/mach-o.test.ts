import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isMachO, type MachO, machOProblems, readMachO } from '../../../../scripts/package/mach-o.mjs'

const arm64 = 0x0100000c
const intel = 0x01000007

/** A bundle that is linked with one library and searches one folder. */
function thin(processor: number, library: string, folder: string, macos: readonly [number, number]) {
  const commands = [
    textCommand(0xc, 24, library),
    textCommand(0x8000001c, 12, folder),
    words(0x32, 24, 1, (macos[0] << 16) | (macos[1] << 8), 0, 0),
    words(0x1d, 16, 0, 0),
  ]
  const body = Buffer.concat(commands)
  return Buffer.concat([words(0xfeedfacf, processor, 0, 8, commands.length, body.length, 0, 0), body])
}

function textCommand(kind: number, start: number, text: string) {
  const size = Math.ceil((start + text.length + 1) / 8) * 8
  const command = Buffer.alloc(size)
  command.writeUInt32LE(kind, 0)
  command.writeUInt32LE(size, 4)
  command.writeUInt32LE(start, 8)
  command.write(text, start)
  return command
}

function words(...values: number[]) {
  const buffer = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) buffer.writeUInt32LE(value >>> 0, index * 4)
  return buffer
}

describe('a Mach-O file', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mach-o-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const read = (content: Buffer) => {
    const file = join(folder, 'file')
    writeFileSync(file, content)
    return readMachO(file)
  }

  it('says for what it is built and what it needs', () => {
    expect(read(thin(arm64, '/usr/lib/libSystem.B.dylib', '@loader_path/lib', [14, 0]))).toEqual([
      {
        processor: 'arm64',
        kind: 'bundle',
        oldest: [14, 0],
        libraries: ['/usr/lib/libSystem.B.dylib'],
        searched: ['@loader_path/lib'],
        signed: true,
      },
    ])
  })
  it('may be for two processors', () => {
    const parts = [thin(intel, '@rpath/a', '@loader_path', [12, 0]), thin(arm64, '@rpath/a', '@loader_path', [12, 0])]
    const header = Buffer.alloc(8 + 2 * 20)
    header.writeUInt32BE(0xcafebabe, 0)
    header.writeUInt32BE(2, 4)
    let offset = header.length
    for (const [index, part] of parts.entries()) {
      header.writeUInt32BE(offset, 8 + index * 20 + 8)
      offset += part.length
    }
    expect(read(Buffer.concat([header, ...parts]))?.map(({ processor }) => processor)).toEqual(['x86_64', 'arm64'])
  })
  it('is neither a class of Java’s nor ELF nor empty', () => {
    expect(read(Buffer.from('cafebabe0000003d00000000', 'hex'))).toBeUndefined()
    expect(read(Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0', 'latin1'))).toBeUndefined()
    expect(isMachO(Buffer.alloc(0))).toBe(false)
  })
})

describe('for a Mac with nothing installed', () => {
  const sound: MachO = {
    processor: 'arm64',
    kind: 'library',
    oldest: [14, 0],
    libraries: ['@rpath/libmlx.dylib', '/System/Library/Frameworks/Metal.framework/Metal', '/usr/lib/libc++.1.dylib'],
    searched: ['@loader_path/lib'],
    signed: true,
  }
  it('a sound file has no problem', () => expect(machOProblems([sound], [14, 0])).toEqual([]))
  it.each([
    [{ ...sound, processor: 'x86_64' as const }, 'not for Apple silicon'],
    [{ ...sound, oldest: [14, 2] as const }, 'needs macOS 14.2'],
    [{ ...sound, oldest: [15, 0] as const }, 'needs macOS 15.0'],
    [{ ...sound, libraries: ['/opt/homebrew/lib/libomp.dylib'] }, '/opt/homebrew/lib/libomp.dylib'],
    [{ ...sound, searched: ['/Users/runner/lib'] }, '/Users/runner/lib'],
  ])('another has', (file, words) => expect(machOProblems([file], [14, 0]).join()).toContain(words))
})
