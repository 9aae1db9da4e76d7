import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Answer } from '../../../../electron/shared/contract'
import type { RowDetail } from '../../../../electron/shared/dataset'
import { RowDraft, type TypedPlace } from '../../../../renderer/dataset/row-draft'

type Kept = { readonly place: TypedPlace; readonly text: string; readonly answer: (given: Answer<RowDetail>) => Promise<void> }

const detail = (raw: string): Answer<RowDetail> => ({
  ok: true,
  value: {
    row: {
      id: 1,
      index: 0,
      line: 1,
      usable: true,
      edited: true,
      part: null,
      source: null,
      rewrite: null,
      tokens: null,
      comparison: null,
      problems: [],
    },
    raw,
    turns: null,
    source: null,
    rewrite: null,
    comparison: null,
  },
})
const full: Answer<RowDetail> = { ok: false, failure: { code: 'disk-full', message: 'The disk is full.' } }

let kept: Kept[]
let draft: RowDraft
beforeEach(() => {
  vi.useFakeTimers()
  kept = []
  draft = new RowDraft(
    (place, text) =>
      new Promise((resolve) => {
        kept.push({
          place,
          text,
          answer: async (given) => {
            resolve(given)
            await vi.advanceTimersByTimeAsync(0)
          },
        })
      }),
    () => undefined,
  )
  draft.take(detail('read'))
})
afterEach(() => {
  vi.useRealTimers()
})

it('keeps the last of what is typed, a quarter of a second after the first of it', async () => {
  draft.type(1, 'a')
  await vi.advanceTimersByTimeAsync(200)
  draft.type(1, 'ab')
  expect(kept).toEqual([])
  await vi.advanceTimersByTimeAsync(50)
  expect(kept.map(({ place, text }) => [place, text])).toEqual([[1, 'ab']])
})

it('shows what is typed until it is kept, and then the row as it is kept', async () => {
  draft.type(1, 'a')
  void draft.flush()
  draft.take(detail('older'))
  expect([draft.atHand.pending.get(1), draft.atHand.detail?.raw, draft.isClean]).toEqual(['a', 'read', false])
  await kept[0]?.answer(detail('kept'))
  expect([draft.atHand.pending.size, draft.atHand.detail?.raw, draft.isClean]).toEqual([0, 'kept', true])
})

it('sends one thing at a time, and what was typed meanwhile after it', async () => {
  draft.type(1, 'a')
  void draft.flush()
  draft.type(1, 'ab')
  draft.type(2, 'z')
  await vi.advanceTimersByTimeAsync(1000)
  expect(kept).toHaveLength(1)
  await kept[0]?.answer(detail('a'))
  expect(kept.map(({ place, text }) => [place, text])).toEqual([
    [1, 'a'],
    [1, 'ab'],
  ])
  expect(draft.atHand.pending.get(1)).toBe('ab')
  await kept[1]?.answer(detail('ab'))
  await kept[2]?.answer(detail('ab z'))
  expect(kept).toHaveLength(3)
  expect(draft.isClean).toBe(true)
})

it('loses nothing that could not be kept, and tries it again', async () => {
  draft.type(1, 'a')
  const flushed = draft.flush()
  await kept[0]?.answer(full)
  expect(await flushed).toBe(false)
  expect([draft.atHand.failure?.code, draft.atHand.pending.get(1)]).toEqual(['disk-full', 'a'])
  const again = draft.flush()
  await kept[1]?.answer(detail('a'))
  expect(await again).toBe(true)
  expect(draft.atHand.failure).toBeNull()
})

it('answers at once where there is nothing to keep', async () => {
  expect(await draft.flush()).toBe(true)
  expect(kept).toEqual([])
})
