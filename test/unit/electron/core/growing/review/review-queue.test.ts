import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ReviewQueue } from '../../../../../../electron/core/growing/review/review-queue'
import type { Candidate } from '../../../../../../electron/shared/growing'
import { temporaryFolder } from '../../temporary-folder'

const candidate = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  origin: { kind: 'written', jobId: 'job', item: 0, text: 0, model: 'm' },
  source: `${id} left. She slept.`,
  rewrite: `${id} left. ${id} slept.`,
  marked: null,
  reasons: [],
  secondReading: null,
  ...more,
})
const queueOf = async (...candidates: readonly Candidate[]) => {
  const path = join(await temporaryFolder(), 'queue.jsonl')
  const queue = await ReviewQueue.open(path)
  for (const each of candidates) await queue.add(each)
  return { path, queue }
}
const states = (queue: ReviewQueue) => queue.entries.map(({ candidate: { id }, decision }) => `${id} ${decision.state}`)

describe('a review queue', () => {
  it('keeps its order and every decision beyond its own life', async () => {
    const { path, queue } = await queueOf(candidate('c'), candidate('a'), candidate('b'), candidate('d'))
    expect(await queue.accept('a')).toEqual({ source: 'a left. She slept.', rewrite: 'a left. a slept.' })
    expect(await queue.edit('b', 'B left.', 'B left!')).toEqual({ source: 'B left.', rewrite: 'B left!' })
    await queue.reject('d', 'It is dull.')
    const again = await ReviewQueue.open(path)
    expect(states(again)).toEqual(['c pending', 'a accepted', 'b edited', 'd rejected'])
    expect(again.entries).toEqual(queue.entries)
    expect(again.entry('d').decision).toEqual({ state: 'rejected', by: 'person', reason: 'It is dull.' })
  })

  it('has what a filter found set aside, where the person may still take it', async () => {
    const reasons = [{ code: 'wrong-entity' as const, severity: 'error' as const, message: 'Not Ann.' }]
    const { queue } = await queueOf(candidate('a', { reasons }))
    expect(queue.entry('a').decision).toEqual({ state: 'rejected', by: 'filter', reason: 'Not Ann.' })
    await queue.accept('a')
    expect(queue.entry('a').decision.state).toBe('accepted')
  })

  it('undoes the last decision, one after the other, or the last about a candidate', async () => {
    const { path, queue } = await queueOf(candidate('a'), candidate('b'))
    await queue.reject('a', '')
    await queue.accept('b')
    await queue.accept('a')
    expect(await queue.undo('b')).toMatchObject({ was: { state: 'accepted' }, entry: { decision: { state: 'pending' } } })
    expect(await queue.undo()).toMatchObject({ was: { state: 'accepted' }, entry: { decision: { state: 'rejected' } } })
    const again = await ReviewQueue.open(path)
    expect(states(again)).toEqual(['a rejected', 'b pending'])
    expect(await again.undo()).toMatchObject({ entry: { undoable: 0 } })
    expect(await again.undo()).toBeNull()
    expect(await again.undo('b')).toBeNull()
  })

  it('knows which rows are not known to be in the dataset, as after a crash', async () => {
    const { path, queue } = await queueOf(candidate('a'), candidate('b'), candidate('c'))
    await queue.accept('a')
    await queue.edit('b', 'x', 'y')
    await queue.notePlaced('a', true)
    const again = await ReviewQueue.open(path)
    expect(again.unplaced.map(({ candidate: { id } }) => id)).toEqual(['b'])
    await expect(again.reject('a', '')).rejects.toMatchObject({ failure: { hint: 'Undo the decision first.' } })
    expect(await again.undo('a')).toMatchObject({ wasPlaced: true })
    await again.reject('a', '')
  })

  it('makes no row of marks, of nothing, or of half an answer', async () => {
    const unreadable = [{ code: 'marks-unreadable' as const, severity: 'error' as const, message: 'x' }]
    const { queue } = await queueOf(candidate('a', { reasons: unreadable }))
    await expect(queue.accept('a')).rejects.toMatchObject({ failure: { code: 'bad-input' } })
    await expect(queue.edit('a', '[[Ann|a]] left.', 'Ann left.')).rejects.toMatchObject({ failure: { code: 'bad-input' } })
    await expect(queue.edit('a', ' ', 'Ann left.')).rejects.toMatchObject({ failure: { code: 'bad-input' } })
    await expect(queue.accept('z')).rejects.toMatchObject({ failure: { code: 'not-found' } })
    expect(states(queue)).toEqual(['a rejected'])
  })

  it('passes over a torn last line and counts lines that cannot be read', async () => {
    const { path } = await queueOf(candidate('a'), candidate('b'))
    await appendFile(path, '{"type":"decided","id":"a","dec')
    const torn = await ReviewQueue.open(path)
    expect([torn.damaged, states(torn)]).toEqual([0, ['a pending', 'b pending']])
    await torn.reject('b', '')
    const [first, ...rest] = (await readFile(path, 'utf8')).split('\n')
    await writeFile(path, [first, 'garbage', ...rest].join('\n'))
    const damaged = await ReviewQueue.open(path)
    expect([damaged.damaged, states(damaged)]).toEqual([1, ['a pending', 'b rejected']])
  })

  it('takes a candidate once', async () => {
    const { queue } = await queueOf(candidate('a'), candidate('a'))
    expect(queue.entries).toHaveLength(1)
  })
})
