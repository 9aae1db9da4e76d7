import { beforeEach, expect, it } from 'vitest'
import { choiceOf, halfWritten } from '../../../../renderer/resolve/PromptDialog'
import { useStore } from '../../../../renderer/studio/store'
import { datasetSummary, snapshot } from '../figures'
import { answered, answeringHost, type Call } from '../studio/answering-host'

let calls: readonly Call[] = []
const state = () => useStore.getState()
const last = (channel: Call['channel']) => calls.findLast((call) => call.channel === channel)
const requestIdOf = (call: Call | undefined) => (call?.input as { readonly requestId: string } | undefined)?.requestId
const demo = { kind: 'model', model: { kind: 'demo' } } as const
const file = (name: string) => ({ ok: true, value: { handle: name, name, location: `/${name}` } }) as const
const documents = (...texts: string[]) => texts.map((text, at) => ({ id: `t${at}`, text, notes: [], failure: null }))
const entry = { id: 'h', at: '2026-01-01T00:00:00Z', source: 'Before.', by: demo, against: null, answers: [] }

beforeEach(async () => {
  useStore.setState(useStore.getInitialState(), true)
  calls = await answeringHost()
  state().loadSnapshot(snapshot())
})

it('ends the answer under way when another is brought back, and takes no late word of it', async () => {
  state().writeSource('Anna left.')
  void state().resolveText(demo)
  const opening = state().openResolved('h', () => true)
  expect(last('job.cancel')?.input).toEqual({ id: requestIdOf(last('text.resolve')) })
  await last('job.cancel')?.answer(answered({}))
  await last('history.open')?.answer(answered({ entry, rewrites: [] }))
  expect(await opening).toBeNull()
  await last('text.resolve')?.answer({ ok: false, failure: { code: 'internal', message: 'No.' } })
  expect(state().resolving).toMatchObject({ state: 'done', text: 'Before.' })
})

it('brings nothing back that is not wanted any more', async () => {
  let isWanted = true
  const opening = state().openResolved('h', () => isWanted)
  await last('job.cancel')?.answer(answered({}))
  isWanted = false
  state().writeSource('Typed since.')
  await last('history.open')?.answer(answered({ entry, rewrites: [] }))
  expect(await opening).toBeNull()
  expect(state().sourceText).toBe('Typed since.')
})

it('keeps what is typed with the text that it was typed in', async () => {
  const bringing = state().bringTexts(file('two.csv'), 2)
  await last('text.bring')?.answer(answered({ name: 'two.csv', documents: documents('One.', 'Two.'), more: false }))
  await bringing
  expect(state().brought?.left).toBe(2)
  state().writeSource('One, corrected.')
  state().takeBrought(1)
  expect(state().sourceText).toBe('Two.')
  state().takeBrought(0)
  expect(state().sourceText).toBe('One, corrected.')
  state().takeExample('e', 'An example.')
  expect(state().brought).toBeNull()
})

it('shows what is being read, and forgets what was cancelled or is no longer wanted', async () => {
  void state().bringTexts(file('slow.pdf'), 0)
  const slow = last('text.bring')
  expect(state().bringing?.name).toBe('slow.pdf')
  void state().bringTexts(file('other.txt'), 0)
  expect(last('job.cancel')?.input).toEqual({ id: requestIdOf(slow) })
  await slow?.answer(answered({ name: 'slow.pdf', documents: documents('Late.'), more: false }))
  expect(state().brought).toBeNull()
  expect(state().bringing?.name).toBe('other.txt')
  state().cancelBringing()
  await last('text.bring')?.answer({ ok: false, failure: { code: 'cancelled', message: 'Cancelled.' } })
  expect(state()).toMatchObject({ bringing: null, bringFailure: null, sourceText: '' })
  void state().bringTexts(file('third.txt'), 0)
  state().takeExample('e', 'An example.')
  await last('text.bring')?.answer(answered({ name: 'third.txt', documents: documents('Late.'), more: false }))
  expect(state().sourceText).toBe('An example.')
})

it('makes one row of a rewrite, however often it is pressed', async () => {
  state().loadSnapshot(snapshot([], { datasets: [datasetSummary({ id: 'd' })] }))
  const kept = state().keepAsRow('He left.', 'Bob left.')
  expect(await state().keepAsRow('He left.', 'Bob left.')).toBe(false)
  expect(calls.filter(({ channel }) => channel === 'dataset.addPair')).toHaveLength(1)
  await last('dataset.addPair')?.answer({ ok: false, failure: { code: 'internal', message: 'No.' } })
  expect(await kept).toBe(false)
  const again = state().keepAsRow('He left.', 'Bob left.')
  await last('dataset.addPair')?.answer(answered({ id: 1 }))
  expect(await again).toBe(true)
  expect(state()).toMatchObject({ keeping: false, keepFailure: null })
})

it('keeps a rewrite of one’s own with its text', () => {
  state().writeGold('One.', 'Gold.')
  state().writeGold('Two.', 'Other.')
  expect(state().golds).toEqual({ 'One.': 'Gold.', 'Two.': 'Other.' })
})

it('knows a prompt by its wording, whatever its examples, and names one that is written by half', () => {
  const own = { system: null, before: 'Rewrite: ', examples: [] }
  const prompts = { own, presets: { data: { ...own, system: 'You resolve.' }, plain: { ...own, before: '' } } }
  const examples = [{ source: 'a', rewrite: 'b' }]
  expect(choiceOf({ ...own, examples }, prompts)).toBe('own')
  expect(choiceOf({ ...prompts.presets.plain, examples }, prompts)).toBe('plain')
  expect(choiceOf({ ...own, before: 'Else' }, prompts)).toBe('other')
  expect(halfWritten([...examples, { source: ' ', rewrite: '' }])).toBeNull()
  expect(halfWritten([...examples, { source: 'c', rewrite: ' ' }])).toContain('Example 2 has no rewrite')
})

it('gives back the answer and what was decided about it where asking again was cancelled', async () => {
  state().writeSource('Anna left.')
  void state().resolveText(demo)
  await last('text.resolve')?.answer(answered({ rewrites: [] }))
  const before = state().resolving
  expect(before.state).toBe('done')
  state().decideChange(0, { kind: 'corrected', text: 'Anna' })
  void state().resolveText(demo)
  expect(state()).toMatchObject({ resolving: { state: 'running' }, decisions: new Map() })
  await last('text.resolve')?.answer({ ok: false, failure: { code: 'cancelled', message: 'Cancelled.' } })
  expect(state().resolving).toBe(before)
  expect(state().decisions).toEqual(new Map([[0, { kind: 'corrected', text: 'Anna' }]]))
})

it('leaves what is typed while a file is being read', async () => {
  const bringing = state().bringTexts(file('slow.pdf'), 0)
  state().writeSource('Typed since.')
  await last('text.bring')?.answer(answered({ name: 'slow.pdf', documents: documents('Read.'), more: false }))
  await bringing
  expect(state()).toMatchObject({ sourceText: 'Typed since.', brought: null, bringing: null })
})

it('lets the run answer that Resolve is opened with, whatever answered before', () => {
  state().answerWith({ model: 'demo' })
  state().go({ screen: 'resolve', subject: null })
  expect(state().answererModel).toBe('demo')
  state().go({ screen: 'resolve', subject: 'r' })
  expect(state()).toMatchObject({ runId: 'r', answererModel: null })
})
