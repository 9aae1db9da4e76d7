import { expect, it, vi } from 'vitest'
import type { Channel } from '../../../../electron/shared/contract'
import { everyRow } from '../../../../electron/shared/dataset'
import { firstView } from '../../../../renderer/dataset/desk-slice'
import { draftOf } from '../../../../renderer/dataset/row-drafts'
import { useStore } from '../../../../renderer/studio/store'
import { datasetSummary, snapshot } from '../figures'
import { answered, answeringHost, type Call } from '../studio/answering-host'

const state = () => useStore.getState()
const turn = () => new Promise((carryOn) => setImmediate(carryOn))
const oneRow = (id: number) => ({ of: 'rows', ids: [id] }) as const
const asked = (calls: readonly Call[]) => calls.map(({ channel }) => channel)

/** Answers the newest call, which has to be one on this channel. */
async function answerNewest(calls: readonly Call[], channel: Channel, value: unknown): Promise<void> {
  await turn()
  expect(calls.at(-1)?.channel).toBe(channel)
  await calls.at(-1)?.answer(answered(value))
}

/** A window that looks at row 15, the sixth of its dataset. */
async function lookingAtRow15(): Promise<readonly Call[]> {
  const calls = await answeringHost()
  state().loadSnapshot(snapshot([], { datasets: [datasetSummary({ id: 'a' })] }))
  state().lookAt('a', { ...firstView, cursor: { id: 15, index: 5 }, chosen: oneRow(15), reveal: { place: 5 } })
  return calls
}

it('keeps a row that is put into the choice while a range is still being found', async () => {
  const calls = await answeringHost()
  state().loadSnapshot(snapshot())
  const range = state().chooseRange('a', { id: 15, index: 5 }, 2, 5)
  const toggle = state().toggleRow('a', { id: 18, index: 8 })
  await turn()
  await calls.find(({ channel }) => channel === 'dataset.ids')?.answer(answered({ ids: [12, 13, 14, 15] }))
  await Promise.all([range, toggle])
  expect(state().views.a).toMatchObject({ cursor: { id: 18 }, chosen: { of: 'rows', ids: [12, 13, 14, 15, 18] } })
  await state().toggleRow('a', { id: 13, index: 3 })
  expect(state().views.a?.chosen).toEqual({ of: 'rows', ids: [12, 14, 15, 18] })
})

it('passes over a deletion that is asked for while another is under way, and then chooses the row that moved up', async () => {
  const calls = await lookingAtRow15()
  const first = state().removeRows('a', oneRow(15))
  const held = state().removeRows('a', oneRow(15))
  await answerNewest(calls, 'dataset.placeOf', { place: 5 })
  const heldOn = state().removeRows('a', oneRow(15))
  await answerNewest(calls, 'dataset.remove', { rows: 1 })
  await answerNewest(calls, 'dataset.rows', { rows: [{ id: 16, index: 5 }] })
  await Promise.all([first, held, heldOn])
  expect(asked(calls)).toEqual(['dataset.placeOf', 'dataset.remove', 'dataset.rows'])
  expect(state().views.a).toMatchObject({ cursor: { id: 16, index: 5 }, chosen: oneRow(16), reveal: { place: 5 } })
})

it('leaves the row that was chosen while a range was still being found, and chooses nothing of a list that is not shown any more', async () => {
  const calls = await lookingAtRow15()
  const late = state().chooseRange('a', { id: 18, index: 8 }, 5, 8)
  state().lookAt('a', { cursor: { id: 30, index: 20 }, chosen: oneRow(30) })
  await answerNewest(calls, 'dataset.ids', { ids: [15, 16, 17, 18] })
  await late
  expect(state().views.a).toMatchObject({ cursor: { id: 30 }, chosen: oneRow(30) })
  const lost = state().chooseRange('a', { id: 33, index: 23 }, 20, 23)
  state().find('a', { edited: true })
  await answerNewest(calls, 'dataset.ids', { ids: [30, 31, 32, 33] })
  await lost
  expect(state().views.a).toMatchObject({ chosen: { of: 'rows', ids: [] } })
})

it('lets a range grow while its beginnings are still being found', async () => {
  const calls = await lookingAtRow15()
  const ranges = [6, 7].map((to) => state().chooseRange('a', { id: to + 10, index: to }, 5, to))
  await turn()
  const ids = calls.filter(({ channel }) => channel === 'dataset.ids')
  await ids[0]?.answer(answered({ ids: [15, 16] }))
  expect(state().views.a?.chosen).toEqual({ of: 'rows', ids: [15, 16] })
  await ids[1]?.answer(answered({ ids: [15, 16, 17] }))
  await Promise.all(ranges)
  expect(state().views.a).toMatchObject({ cursor: { id: 17 }, chosen: { of: 'rows', ids: [15, 16, 17] } })
})

it('leaves the row that was chosen while another was being deleted', async () => {
  const calls = await lookingAtRow15()
  const removing = state().removeRows('a', oneRow(15))
  await answerNewest(calls, 'dataset.placeOf', { place: 5 })
  await answerNewest(calls, 'dataset.remove', { rows: 1 })
  state().lookAt('a', { cursor: { id: 30, index: 20 }, chosen: oneRow(30) })
  await answerNewest(calls, 'dataset.rows', { rows: [{ id: 16, index: 5 }] })
  await removing
  expect(state().views.a).toMatchObject({ cursor: { id: 30 }, chosen: oneRow(30) })
})

it('counts the tokens of a dataset once at a time, wherever one looks meanwhile', async () => {
  const calls = await lookingAtRow15()
  const counting = state().countTokens('a', { kind: 'demo' }, 2048)
  void state().countTokens('a', { kind: 'demo' }, 2048)
  expect(asked(calls)).toEqual(['dataset.measure'])
  expect(state().counting).toEqual({ a: expect.any(String) })
  await calls[0]?.answer({ ok: false, failure: { code: 'cancelled', message: 'Cancelled.' } })
  await counting
  expect(state()).toMatchObject({ counting: {}, deskFailure: null })
})

it('deletes again after a deletion that failed', async () => {
  const calls = await lookingAtRow15()
  const failed = state().removeRows('a', oneRow(15))
  await answerNewest(calls, 'dataset.placeOf', { place: 5 })
  await calls.at(-1)?.answer({ ok: false, failure: { code: 'disk-full', message: 'There is no room.' } })
  await failed
  expect(state().views.a).toMatchObject({ cursor: { id: 15 }, chosen: oneRow(15) })
  void state().removeRows('a', oneRow(15))
  await answerNewest(calls, 'dataset.placeOf', { place: 5 })
  await answerNewest(calls, 'dataset.remove', { rows: 1 })
  await answerNewest(calls, 'dataset.rows', { rows: [] })
  expect(calls).toHaveLength(5)
})

it('chooses no row after a deletion that found nothing, or whose place in the list is not known', async () => {
  for (const { place, rows } of [
    { place: 5, rows: 0 },
    { place: null, rows: 1 },
  ]) {
    const calls = await lookingAtRow15()
    const removal = state().removeRows('a', oneRow(15))
    await answerNewest(calls, 'dataset.placeOf', { place })
    await answerNewest(calls, 'dataset.remove', { rows })
    await removal
    expect(asked(calls)).toEqual(['dataset.placeOf', 'dataset.remove'])
    expect(state().views.a).toMatchObject({ cursor: null, chosen: { of: 'rows', ids: [] } })
  }
})

it('chooses no row after the last one was deleted', async () => {
  const calls = await lookingAtRow15()
  const removal = state().removeRows('a', oneRow(15))
  await answerNewest(calls, 'dataset.placeOf', { place: 8 })
  await answerNewest(calls, 'dataset.remove', { rows: 1 })
  await answerNewest(calls, 'dataset.rows', { rows: [] })
  await removal
  expect(state().views.a).toMatchObject({ cursor: null, chosen: { of: 'rows', ids: [] } })
})

it('forgets which rows of a dataset were looked at when it is closed or loaded anew, but not what was looked for', async () => {
  await lookingAtRow15()
  state().lookAt('b', { cursor: { id: 1, index: 1 } })
  state().find('a', { edited: true })
  state().lookAt('a', { cursor: { id: 15, index: 5 }, chosen: oneRow(15), reveal: { place: 5 } })
  // Both are heard at once where loading takes no time.
  state().receive([
    { type: 'dataset.closed', datasetId: 'a' },
    { type: 'dataset.changed', dataset: datasetSummary({ id: 'a' }) },
  ])
  expect(state().views.a).toEqual({ ...firstView, query: { ...everyRow, edited: true } })
  expect(state().views.b?.cursor).toEqual({ id: 1, index: 1 })
})

it('finds the open row of a dataset that was opened anew by the place where it is now', async () => {
  const calls = await answeringHost()
  state().loadSnapshot(snapshot())
  const { draft, subscribe } = draftOf('a', 15)
  const leave = subscribe(() => {})
  draft.take(answered({ row: { id: 15, index: 3 } }))
  state().lookAt('a', { cursor: { id: 15, index: 5 }, chosen: { of: 'rows', ids: [15] } })
  const renumbered = state().renumbered('a')
  await vi.waitFor(() => expect(calls.at(-1)).toMatchObject({ channel: 'dataset.at', input: { place: 3 } }))
  await calls.at(-1)?.answer(answered({ id: 99 }))
  await renumbered
  expect(state().views.a).toMatchObject({ cursor: { id: 99, index: 3 }, chosen: { of: 'rows', ids: [] } })
  leave()
})

it('leaves a row open whose words found no row any more', async () => {
  const calls = await answeringHost()
  state().loadSnapshot(snapshot())
  const { draft, subscribe } = draftOf('a', 16)
  const leave = subscribe(() => {})
  draft.type(1, 'words')
  const kept = draft.flush()
  await calls.at(-1)?.answer({ ok: false, failure: { code: 'not-found', message: 'No such row.' } })
  expect(await kept).toBe(false)
  state().lookAt('a', { cursor: { id: 16, index: 5 } })
  await state().renumbered('a')
  expect(state().views.a?.cursor).toEqual({ id: 16, index: 5 })
  leave()
})
