// @vitest-environment node
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openLog } from '../../../../electron/main/log'
import { temporaryFolder } from '../core/temporary-folder'

describe('the log', () => {
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
  })
  afterEach(() => vi.restoreAllMocks())

  it('has an error with its stack as soon as it is told, so that the app may end then', async () => {
    const path = join(await temporaryFolder(), 'deep', 'window.log')
    const log = openLog(path)
    log(new Error('The disk is gone.'))
    log('a word')
    expect(readFileSync(path, 'utf8')).toMatch(/^\d{4}-\S+Z Error: The disk is gone\.\n {4}at [\s\S]+\n\S+Z a word\n$/)
  })

  it('begins anew once it is too large', async () => {
    const path = join(await temporaryFolder(), 'window.log')
    writeFileSync(path, Buffer.alloc(5 * 1024 * 1024))
    openLog(path)('anew')
    expect(statSync(path).size).toBeLessThan(100)
  })

  it('ends nothing where it cannot be written', async () => {
    const folder = await temporaryFolder()
    expect(() => openLog(folder)('a word')).not.toThrow()
    expect(console.error).toHaveBeenCalledWith('a word')
  })
})
