import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint, isStamped, writeStamp } from '../../../scripts/stamp.mjs'

describe('stamps', () => {
  let folder = ''
  const file = (...parts: string[]) => join(folder, ...parts)
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stamp-'))
    mkdirSync(file('src'))
    writeFileSync(file('src', 'a.ts'), 'a')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('are the same for the same content', () => {
    const first = fingerprint(['v'], [file('src')])
    writeFileSync(file('src', 'a.ts'), 'a')
    expect(fingerprint(['v'], [file('src')])).toBe(first)
  })
  it.each([
    ['a changed file', () => writeFileSync(file('src', 'a.ts'), 'b')],
    ['an added file', () => writeFileSync(file('src', 'b.ts'), '')],
    ['a removed file', () => rmSync(file('src', 'a.ts'))],
    ['a removed folder', () => rmSync(file('src'), { recursive: true })],
  ])('differ after %s', (_what, change) => {
    const first = fingerprint([], [file('src')])
    change()
    expect(fingerprint([], [file('src')])).not.toBe(first)
  })
  it('differ for other values', () => expect(fingerprint(['a', 'b'])).not.toBe(fingerprint(['ab'])))
  it('hold only for the value they were written for', () => {
    const stamp = file('out', '.stamp')
    expect(isStamped(stamp, 'x')).toBe(false)
    writeStamp(stamp, 'x')
    expect(isStamped(stamp, 'x')).toBe(true)
    expect(isStamped(stamp, 'y')).toBe(false)
  })
})
