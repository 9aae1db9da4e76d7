import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { budgetFor, estimatedTokens } from '../../../../../../electron/core/resolving/long/measures'
import { taughtLength } from '../../../../../../electron/core/resolving/long/taught-length'
import { seedTemplate } from '../../../../../../electron/core/rows/prompt-template'
import { rowOf } from '../../../../../seed-row'
import { temporaryFolder } from '../../temporary-folder'

describe('how much is asked at once', () => {
  it('leaves room for the prompt and a longer rewrite', () => {
    const budget = budgetFor(2048, seedTemplate, null)
    expect(budget * 2.2 + estimatedTokens(`${seedTemplate.system}${seedTemplate.before}`)).toBeLessThan(2048)
    expect(budget).toBeGreaterThan(600)
  })

  it('is no more than the texts that were taught, and some sentences at least', () => {
    expect(budgetFor(2048, seedTemplate, 200)).toBe(200)
    expect(budgetFor(2048, seedTemplate, 5)).toBe(64)
    expect(budgetFor(16, seedTemplate, null)).toBe(64)
  })

  it('knows how long the texts were that a run was taught on, without their instruction', async () => {
    const path = join(await temporaryFolder(), 'train.jsonl')
    const texts = Array.from({ length: 200 }, (_, place) => 'word '.repeat(place === 7 ? 5000 : 20).trim())
    await writeFile(path, `${texts.map((text) => rowOf(text, text)).join('\n')}\nnope\n`)
    expect(await taughtLength(path, seedTemplate)).toBe(estimatedTokens(texts[0] ?? ''))
    expect(await taughtLength(`${path}.other`, seedTemplate)).toBeNull()
  })

  it('counts letters that no alphabet of ASCII has one by one', () => {
    expect([estimatedTokens('seven letters'), estimatedTokens('日本語'), estimatedTokens('')]).toEqual([4, 3, 0])
  })
})
