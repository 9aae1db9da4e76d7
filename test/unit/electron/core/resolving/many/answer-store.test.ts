import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnswerStore } from '../../../../../../electron/core/resolving/many/answer-store'
import { temporaryFolder } from '../../temporary-folder'

const entry = fc.record({ key: fc.stringMatching(/^[a-z]{1,3}$/), text: fc.string({ unit: 'grapheme' }), isDocument: fc.boolean() })

describe('answers that are kept', () => {
  it('are found again, the last under a key, up to wherever the file was cut', async () => {
    const path = join(await temporaryFolder(), 'store')
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 12 }), fc.double({ min: 0, max: 1, noNaN: true }), async (entries, cut) => {
        await writeFile(path, '')
        const store = await AnswerStore.open(path, 'job')
        const whole = (await readFile(path)).length
        const ends: number[] = []
        for (const { key, text, isDocument } of entries) {
          if (isDocument) await store.keepDocument(key, { id: text })
          else await store.keepAnswer(key, { output: text, finishReason: 'stop' })
          ends.push((await readFile(path)).length)
        }
        await store.close()
        const bytes = await readFile(path)
        const length = Math.round(whole + cut * (bytes.length - whole))
        await writeFile(path, bytes.subarray(0, length))
        const again = await AnswerStore.open(path, 'job')
        const left = entries.filter((_, place) => (ends[place] ?? 0) <= length)
        for (const { key } of entries) {
          const answer = left.findLast((each) => each.key === key && !each.isDocument)
          expect(await again.answer(key)).toEqual(answer ? { output: answer.text, finishReason: 'stop' } : null)
          const document = left.findLast((each) => each.key === key && each.isDocument)
          const stored = again.document(key)
          const line = stored && JSON.parse((await again.documentLine(stored)).toString('utf8'))
          expect(line).toEqual(document ? { id: document.text } : null)
        }
        // What was torn does not spoil what comes after it.
        await again.keepAnswer('new', { output: 'x', finishReason: 'stop' })
        expect(await again.answer('new')).toEqual({ output: 'x', finishReason: 'stop' })
        await again.close()
      }),
      { numRuns: 40 },
    )
  })

  it('belong to one job', async () => {
    const path = join(await temporaryFolder(), 'store')
    await (await AnswerStore.open(path, 'one')).close()
    await (await AnswerStore.open(path, 'one')).close()
    await expect(AnswerStore.open(path, 'another')).rejects.toMatchObject({ failure: { code: 'run-differs' } })
    await writeFile(path, 'a file of somebody else\n')
    await expect(AnswerStore.open(path, 'one')).rejects.toMatchObject({ failure: { code: 'run-differs' } })
    expect(await readFile(path, 'utf8')).toBe('a file of somebody else\n')
    for (const content of ['somebody else, without a line', '{"job":"other', `${'x'.repeat(3_000_000)}\n`]) {
      await writeFile(path, content)
      await expect(AnswerStore.open(path, 'one')).rejects.toMatchObject({ failure: { code: 'run-differs' } })
      expect(await readFile(path, 'utf8')).toBe(content)
    }
    await writeFile(path, '{"job":"on')
    await (await AnswerStore.open(path, 'one')).close()
    expect(await readFile(path, 'utf8')).toBe('{"job":"one"}\n')
  })

  it('hold lines of failed documents for this time alone', async () => {
    const path = join(await temporaryFolder(), 'store')
    const store = await AnswerStore.open(path, 'one')
    const stored = await store.keepFailed({ id: 'a', error: 'x' })
    expect((await store.documentLine(stored)).toString('utf8')).toBe('{"id":"a","error":"x"}\n')
    expect(store.hasAnswers).toBe(false)
    await store.close()
    const again = await AnswerStore.open(path, 'one')
    expect([again.hasAnswers, again.document('')]).toEqual([false, null])
    await again.close()
  })

  it('are kept in one piece whoever asks for it at the same time', async () => {
    const path = join(await temporaryFolder(), 'store')
    const store = await AnswerStore.open(path, 'one')
    const all = Array.from({ length: 50 }, (_, place) => `k${place}`)
    await Promise.all(all.map((key) => store.keepDocument(key, { id: key })))
    for (const key of all) {
      const stored = store.document(key)
      expect(stored && (await store.documentLine(stored)).toString('utf8')).toBe(`{"id":"${key}"}\n`)
    }
    await store.close()
  })
})
