import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { everyRow } from '../../../../../electron/shared/dataset'
import { completion, status, textsFor } from '../../../../model-server'
import { rowOf } from '../../../../seed-row'
import { docx, pdf, printed, wordParagraph } from '../documents/made-documents'
import { openedApp } from '../opened-app'
import { temporaryFolder } from '../temporary-folder'
import { startModelServer } from './model-server'
import { simplePlan } from './writing/job'

const rows = ['lamp', 'violin', 'ladder', 'kettle'].map((thing) =>
  rowOf(`Joanna bought a ${thing} in the old town. She was glad.`, `Joanna bought a ${thing} in the old town. Joanna was glad.`),
)

/** The app on a home of its own with one dataset open, and a server that stands in for a large model. */
async function growing(home?: string) {
  const folder = home ?? (await temporaryFolder())
  const path = join(folder, 'rows.jsonl')
  if (home === undefined) await writeFile(path, `${rows.join('\n')}\n`)
  const { studio, call, heard } = await openedApp(folder)
  const { id: datasetId } = await studio.services.datasets.openPath(path)
  const server = await startModelServer()
  server.decides((received) => completion(JSON.stringify({ texts: textsFor(received) })))
  const provider = { kind: 'openai', address: `${server.origin}/v1`, model: 'tiny' } as const
  const writing = { datasetId, provider, settings: simplePlan, examples: null, secondReading: false }
  const ended = (jobId: string) =>
    expect
      .poll(async () => (await call('grow.state', { datasetId })).jobs.find((job) => job.jobId === jobId)?.state, { timeout: 15_000 })
      .not.toBe('running')
  const lines = async () => {
    const { rows: shown } = await call('dataset.rows', { datasetId, query: everyRow, offset: 0, limit: 200 })
    return Promise.all(shown.map(async ({ id }) => (await call('dataset.row', { datasetId, id })).raw))
  }
  const entries = async (show: 'pending' | 'accepted' | 'rejected' | 'setAside' = 'pending') =>
    (await call('grow.entries', { datasetId, show, offset: 0, limit: 200 })).entries
  return { studio, folder, path, call, datasetId, server, provider, writing, ended, lines, entries, heard }
}

describe('rows that are written by a large model', () => {
  it('are forecast before anything is sent, written, and reviewed before they are in the dataset', async () => {
    const { call, datasetId, server, writing, ended, lines, entries, heard } = await growing()
    const forecast = await call('grow.forecastWriting', { ...writing, price: { inputPerMillion: 2, outputPerMillion: 8 } })
    expect(server.received).toEqual([])
    expect(forecast).toMatchObject({ hasKey: false, leaves: { reach: 'loopback' }, estimate: { requests: 4 } })
    expect(forecast.estimate.cost).toBeGreaterThan(0)

    const { jobId } = await call('grow.write', writing)
    await ended(jobId)
    const state = await call('grow.state', { datasetId })
    expect(state).toMatchObject({
      jobs: [{ state: 'done', title: expect.stringContaining('8 rows by tiny') }],
      counts: { pending: 8, accepted: 0 },
    })
    await expect.poll(() => heard.some((event) => event.type === 'grow.changed')).toBe(true)
    // Examples are the dataset's own rows.
    expect(JSON.stringify(server.received[0]?.body)).toContain('[[Joanna|a]] bought a')
    expect(await lines()).toEqual(rows)

    const [first, second, third] = await entries()
    await call('grow.decide', { datasetId, id: first?.candidate.id ?? '', decision: { state: 'accepted' } })
    await call('grow.decide', {
      datasetId,
      id: second?.candidate.id ?? '',
      decision: { state: 'edited', source: 'Tom left. He ran.', rewrite: 'Tom left. Tom ran.' },
    })
    await call('grow.decide', { datasetId, id: third?.candidate.id ?? '', decision: { state: 'rejected', reason: 'dull' } })
    expect(await lines()).toEqual([
      ...rows,
      rowOf(first?.candidate.source ?? '', first?.candidate.rewrite ?? ''),
      rowOf('Tom left. He ran.', 'Tom left. Tom ran.'),
    ])
    expect((await call('grow.state', { datasetId })).counts).toMatchObject({ pending: 5, accepted: 2, rejected: 1 })

    // The last decision first: the rejection, then the edited row, which leaves the dataset.
    expect(await call('grow.undo', { datasetId })).toMatchObject({ entry: { decision: { state: 'pending' } }, row: 'none' })
    await call('grow.undo', { datasetId })
    expect((await lines()).length).toBe(5)
    // A row that was changed since stays.
    const { rows: shown } = await call('dataset.rows', { datasetId, query: everyRow, offset: 4, limit: 1 })
    await call('dataset.typeTurn', { datasetId, id: shown[0]?.id ?? 0, turn: 1, text: 'Changed.' })
    expect(await call('grow.undo', { datasetId })).toMatchObject({ row: 'changed' })
    expect((await lines()).length).toBe(5)
  })

  it('say of a decision that is taken back whether its row was still there', async () => {
    const { call, datasetId, writing, ended, lines, entries } = await growing()
    await ended((await call('grow.write', writing)).jobId)
    const [first, second, third] = (await entries()).map(({ candidate }) => candidate.id)
    for (const id of [first, second, third]) await call('grow.decide', { datasetId, id: id ?? '', decision: { state: 'accepted' } })
    const { rows: shown } = await call('dataset.rows', { datasetId, query: everyRow, offset: rows.length, limit: 3 })
    // Both texts of one are changed, another is removed.
    await call('dataset.typeTurn', { datasetId, id: shown[0]?.id ?? 0, turn: 0, text: 'Other words.' })
    await call('dataset.typeTurn', { datasetId, id: shown[0]?.id ?? 0, turn: 1, text: 'Other words.' })
    await call('dataset.remove', { datasetId, selection: { of: 'rows', ids: [shown[1]?.id ?? 0] } })
    expect(await call('grow.undo', { datasetId })).toMatchObject({ entry: { candidate: { id: third } }, row: 'taken' })
    expect(await call('grow.undo', { datasetId })).toMatchObject({ entry: { candidate: { id: second } }, row: 'gone' })
    expect(await call('grow.undo', { datasetId })).toMatchObject({ entry: { candidate: { id: first } }, row: 'changed' })
    expect(await call('grow.undo', { datasetId })).toEqual({ entry: null, row: 'none' })
    expect((await lines()).length).toBe(rows.length + 1)
  })

  it('are all accepted at once where nothing speaks against them, if that is asked for', async () => {
    const { call, datasetId, writing, ended, lines, entries } = await growing()
    await ended((await call('grow.write', writing)).jobId)
    const clean = (await call('grow.state', { datasetId })).counts.clean
    expect(clean).toBeGreaterThan(0)
    expect(await call('grow.acceptClean', { requestId: 'all', datasetId })).toEqual({ accepted: clean })
    expect((await lines()).length).toBe(rows.length + clean)
    expect((await entries()).every(({ candidate }) => candidate.reasons.length > 0)).toBe(true)
  })

  it('are not those that the dataset has already', async () => {
    const { call, server, writing, ended, entries, datasetId } = await growing()
    server.decides(() => completion(JSON.stringify({ texts: ['[[Joanna|a]] bought a lamp in the old town. {{She|a|Joanna}} was glad.'] })))
    await ended((await call('grow.write', { ...writing, settings: { ...simplePlan, rows: 1 } })).jobId)
    expect((await entries('setAside'))[0]?.candidate.reasons).toMatchObject([
      { code: 'same-row', message: 'It is the source of row 1 of the dataset.' },
    ])
    expect((await call('grow.state', { datasetId })).counts).toMatchObject({ pending: 0, setAside: 1 })
  })

  it('are not asked for beyond this machine while the app stays offline', async () => {
    const { call, writing } = await growing()
    await call('settings.change', { offline: true })
    const elsewhere = { ...writing, provider: { ...writing.provider, address: 'https://models.example.org/v1' } }
    await expect(call('grow.write', elsewhere)).rejects.toMatchObject({ failure: { code: 'offline' } })
    // A server on this machine is no network.
    await expect(call('grow.write', writing)).resolves.toHaveProperty('jobId')
  })

  it('wait for a server that is busy, and go on where they were after they were stopped', async () => {
    const { call, datasetId, server, writing, ended, entries } = await growing()
    let asked = 0
    server.decides((received) => {
      asked += 1
      if (asked > 2) return status(429, 'Slow down.', { headers: { 'retry-after': '600' } })
      return completion(JSON.stringify({ texts: textsFor(received) }))
    })
    const { jobId } = await call('grow.write', writing)
    await expect
      .poll(async () => (await call('grow.state', { datasetId })).jobs[0]?.waiting, { timeout: 15_000 })
      .toMatch(/Asked again in 600 s/)
    await call('grow.stop', { datasetId, jobId })
    expect((await call('grow.state', { datasetId })).jobs[0]).toMatchObject({ state: 'stopped', figures: { candidates: 4 } })
    const before = server.received.length
    server.decides((received) => completion(JSON.stringify({ texts: textsFor(received) })))
    await call('grow.resume', { datasetId, jobId })
    await ended(jobId)
    expect((await entries()).length).toBe(8)
    // What was answered is not asked again.
    expect(server.received.length - before).toBeLessThanOrEqual(2 + 2)
  })

  it('say what is wrong with a key before anything is begun, and keep one in memory', async () => {
    const { call, datasetId, writing } = await growing()
    const of = { kind: 'anthropic', address: 'https://api.anthropic.com' } as const
    const provider = { ...of, model: 'claude' }
    await expect(call('grow.write', { ...writing, provider })).rejects.toMatchObject({ failure: { code: 'not-allowed' } })
    expect((await call('grow.state', { datasetId })).jobs).toEqual([])
    await call('grow.setKey', { of, key: 'sk-test' })
    expect(await call('grow.keysIn', {})).toEqual({ place: 'memory' })
    expect(await call('grow.hasKey', { of })).toEqual({ hasKey: true })
    expect(await call('grow.hasKey', { of: { kind: 'anthropic', address: 'https://other.example.com' } })).toEqual({ hasKey: false })
    const price = { inputPerMillion: null, outputPerMillion: null }
    expect(await call('grow.forecastWriting', { ...writing, provider, price })).toMatchObject({
      hasKey: true,
      leaves: { reach: 'internet' },
    })
    await call('grow.setKey', { of, key: null })
    expect((await call('grow.forecastWriting', { ...writing, provider, price })).hasKey).toBe(false)
  })
})

it('puts a row into the dataset once, where the app ended between the decision and the row', async () => {
  const one = await growing()
  await one.ended((await one.call('grow.write', { ...one.writing, settings: { ...simplePlan, rows: 2 } })).jobId)
  const [first, second] = await one.entries()
  await one.call('grow.decide', { datasetId: one.datasetId, id: first?.candidate.id ?? '', decision: { state: 'accepted' } })
  await one.studio.close()
  // As if it had ended before the row was noted as placed, and before the second one was there at all.
  const queue = join(one.folder, 'datasets', one.datasetId, 'grow', 'queue.jsonl')
  const noted = (await readFile(queue, 'utf8')).split('\n').filter((line) => line !== '' && !line.includes('"placed"'))
  const decided = JSON.stringify({ type: 'decided', id: second?.candidate.id, decision: { state: 'accepted' } })
  await writeFile(queue, `${[...noted, decided].join('\n')}\n`)
  const again = await growing(one.folder)
  await again.call('grow.state', { datasetId: again.datasetId })
  const written = [first, second].map((entry) => rowOf(entry?.candidate.source ?? '', entry?.candidate.rewrite ?? ''))
  expect(await again.lines()).toEqual([...rows, ...written])
})

it('drafts the passages of a document, whose rows are of one group', async () => {
  const { call, datasetId, server, provider, ended, entries, lines, folder } = await growing()
  server.decides(({ body }) => {
    const text = /Text: ([^\n]+)\n?[^\n]*$/.exec(body.messages.at(-1)?.content ?? '')?.[1] ?? ''
    return completion(JSON.stringify({ rewrite: text.replace(' He ', ' Tom ') }))
  })
  const path = join(folder, 'harbour.txt')
  await writeFile(path, 'Tom bought the boat. He sailed north.\n\nIt rained all day in the harbour of the old town.\n')
  const { handle } = await call('file.locate', { path, purpose: 'dataset' })
  const drafting = { datasetId, source: { from: 'file', handle }, target: 60, by: { kind: 'large', provider } } as const
  const price = { inputPerMillion: null, outputPerMillion: null }
  expect(await call('grow.forecastDrafting', { ...drafting, price })).toMatchObject({ passages: 2, leaves: { reach: 'loopback' } })
  await ended((await call('grow.draft', drafting)).jobId)
  const drafted = await entries()
  expect(drafted.map(({ candidate }) => candidate.source)).toEqual([
    'Tom bought the boat. He sailed north.',
    'It rained all day in the harbour of the old town.',
  ])
  for (const { candidate } of drafted) await call('grow.decide', { datasetId, id: candidate.id, decision: { state: 'accepted' } })
  expect((await lines()).slice(-2).map((line) => JSON.parse(line).group)).toEqual(['harbour.txt', 'harbour.txt'])
})

it('takes the passages of a Word document and of a PDF', async () => {
  const { call, datasetId, provider, folder } = await growing()
  const texts = ['Tom bought the boat. He sailed north.', 'It rained all day in the harbour of the old town.']
  const files = {
    'harbour.docx': docx(texts.map(wordParagraph).join('')),
    'harbour.pdf': pdf([printed([texts[0] ?? '', '', texts[1] ?? ''])]),
  }
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content)
    const { handle } = await call('file.locate', { path: join(folder, name), purpose: 'document' })
    const drafting = { datasetId, source: { from: 'file', handle }, target: 60, by: { kind: 'large', provider } } as const
    const price = { inputPerMillion: null, outputPerMillion: null }
    const characters = texts.join('').length
    expect(await call('grow.forecastDrafting', { ...drafting, price })).toMatchObject({ passages: 2, characters })
  }
})

it('renames what rows are about, by a seed, and keeps the copy on the side of its row', async () => {
  const { call, datasetId, entries, lines, studio } = await growing()
  await studio.services.datasets.get(datasetId).bench.checked()
  const all = { of: 'query', query: everyRow, except: [] } as const
  const made = await call('grow.rename', { requestId: 'r', datasetId, selection: all, seed: 7 })
  expect(made.candidates).toBe(rows.length)
  const [first] = await entries()
  expect(first?.candidate).toMatchObject({ origin: { kind: 'renamed', seed: 7 }, source: expect.not.stringContaining('Joanna') })
  expect(await call('grow.rename', { requestId: 'r', datasetId, selection: all, seed: 7 })).toMatchObject({ candidates: 0 })
  await call('grow.decide', { datasetId, id: first?.candidate.id ?? '', decision: { state: 'accepted' } })
  expect((await lines()).length).toBe(rows.length + 1)
  const { rows: shown } = await call('dataset.rows', { datasetId, query: everyRow, offset: 0, limit: 100 })
  expect(shown.filter(({ part }) => part === 'train').map(({ index }) => index)).toEqual([0, rows.length])
})

it('begins anew where its record was taken away', async () => {
  const { call, datasetId, folder, studio } = await growing()
  await call('grow.state', { datasetId })
  await studio.services.growing.closeOne(datasetId)
  await rm(join(folder, 'datasets', datasetId, 'grow'), { recursive: true })
  expect(await call('grow.state', { datasetId })).toMatchObject({ jobs: [], counts: { pending: 0 } })
})
