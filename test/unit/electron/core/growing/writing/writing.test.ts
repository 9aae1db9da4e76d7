import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openModel } from '../../../../../../electron/core/growing/asking/open-model'
import type { JobSurroundings } from '../../../../../../electron/core/growing/growing-job'
import { SourceIndex } from '../../../../../../electron/core/growing/judging/known-sources'
import { Writing } from '../../../../../../electron/core/growing/writing/writing'
import type { WritingOrder } from '../../../../../../electron/core/growing/writing/writing-order'
import { growEvent, growOutcome } from '../../../../../../electron/shared/growing'
import { completion, cutMidBody, message, type Received, type Reply, status, textsFor } from '../../../../../model-server'
import { temporaryFolder } from '../../temporary-folder'
import { modelOptions } from '../asking/model-options'
import { startModelServer } from '../model-server'
import { orderFor, surroundingsIn } from './job'

const key = 'sk-test-abcdef-1234567890'
const good = (received: Received): Reply => completion(JSON.stringify({ texts: textsFor(received) }))

async function job(
  decide: (received: Received, number: number) => Reply,
  order: Partial<WritingOrder> = {},
  more: Partial<JobSurroundings> = {},
) {
  const server = await startModelServer()
  server.decides(decide)
  const folder = await temporaryFolder()
  const around = await surroundingsIn(folder, more)
  const provider = order.provider?.kind === 'anthropic' ? { ...order.provider, address: server.origin } : orderFor(server.origin).provider
  const model = await openModel(provider, modelOptions({ key }))
  const writing = await Writing.begin(around.jobFolder, { ...orderFor(server.origin), ...order, provider })
  const run = () => writing.run(model, around.surroundings)
  return { server, folder, writing, model, run, ...around }
}

/** Everything that was written into a folder, as text. */
async function everythingIn(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = await Promise.all(names.filter((each) => each.isFile()).map((each) => readFile(join(each.parentPath, each.name), 'utf8')))
  return texts.join('\n')
}

describe('a writing job', () => {
  it('puts every text into the review queue, as source and rewrite, and nothing anywhere else', async () => {
    const { run, queue, events, server } = await job(good)
    const outcome = growOutcome.parse(await run())
    expect(outcome).toMatchObject({
      state: 'done',
      notes: [],
      figures: { answered: 4, wanted: 4, candidates: 8, setAside: 0, inputTokens: 400 },
    })
    expect(server.received).toHaveLength(4)
    for (const { candidate, decision } of queue.entries) {
      expect(candidate.source).toMatch(/^Maria sold the \w+ on Monday\. She gave her \w+ away\.$/)
      expect(candidate.rewrite).toBe(candidate.source.replace('She gave her', "Maria gave Maria's"))
      expect([decision.state, candidate.reasons]).toEqual(['pending', []])
    }
    for (const event of events) growEvent.parse(event)
    expect(events.at(-1)).toMatchObject({ type: 'progress', figures: { answered: 4, candidates: 8 } })
  })

  it('works with Anthropic just as well', async () => {
    const provider = { kind: 'anthropic' as const, address: '', model: 'tiny' }
    const answer = (received: Received) => message([{ type: 'tool_use', id: 't', name: 'texts', input: { texts: textsFor(received) } }])
    const { run, queue } = await job(answer, { provider })
    expect(await run()).toMatchObject({ state: 'done', figures: { candidates: 8 } })
    expect(queue.entries).toHaveLength(8)
  })

  it('sets aside, with words, what its filters find, and passes over nothing in silence', async () => {
    const known = new SourceIndex('in the dataset')
    known.add('Maria sold the boat. She left.')
    const texts = [
      ['[[Maria|a]] ran. {{She|a|Maria} fell.', '[[Maria|a]] ran off. {{She|a|Joanna}} fell.'],
      ['[[Maria|a]] sold the boat. {{She|a|Maria}} left.', '[[Maria|a]] sang a song. {{She|a|Maria}} left.'],
      ['[[Maria|a]] sang a song. {{She|a|Maria}} left.', '[[Ola|a]] painted a door. {{She|a|Ola}} left.', 'one more'],
      ['[[Ola|a]] cooked a meal. {{She|a|Ola}} left.'],
    ]
    const { run, queue } = await job(
      (_, number) => completion(JSON.stringify({ texts: texts[number - 1] })),
      {},
      { atOnce: 1, known: [known] },
    )
    const outcome = await run()
    expect(queue.entries.map(({ candidate: { reasons }, decision }) => [decision.state, reasons.map(({ code }) => code).join()])).toEqual([
      ['rejected', 'marks-unreadable'],
      ['rejected', 'invented-entity'],
      ['rejected', 'same-row'],
      ['pending', ''],
      ['rejected', 'same-row'],
      ['pending', ''],
      ['pending', ''],
    ])
    expect(outcome.notes).toEqual(['Request 3: 3 texts came instead of 2; the last are left out.', 'Request 4: 1 text came instead of 2.'])
    expect(outcome.figures).toMatchObject({ candidates: 7, setAside: 4 })
  })

  it('keeps what came whole of a cut answer, and goes on after a refusal', async () => {
    const { run, queue } = await job(
      (received, number) => {
        if (number === 1) return completion(JSON.stringify({ texts: textsFor(received) }).slice(0, -20), { finish: 'length' })
        return number === 2 ? completion(null, { refusal: 'I would rather not.' }) : good(received)
      },
      {},
      { atOnce: 1 },
    )
    expect(await run()).toMatchObject({
      state: 'done',
      notes: ['Request 1: the answer broke off; 1 text of 2 came whole.', 'Request 2: the model would not write this. I would rather not.'],
    })
    expect(queue.entries).toHaveLength(5)
  })

  it('waits as it is told after 429, 500 and a broken connection, and says so', async () => {
    const { run, waits, events, queue } = await job(
      (received, number) => {
        if (number === 1) return status(429, 'slow', { headers: { 'retry-after': '9' } })
        if (number === 2) return status(500, 'oops')
        return number === 3 ? cutMidBody : good(received)
      },
      {},
      { atOnce: 1 },
    )
    expect(await run()).toMatchObject({ state: 'done' })
    expect(waits).toEqual([9_000, 2_000, 4_000])
    expect(events.filter(({ type }) => type === 'waiting')).toHaveLength(3)
    expect(queue.entries).toHaveLength(8)
  })

  it('is interrupted by what would fail every time, and goes on from there without asking anything twice', async () => {
    let refused = true
    const { run, server, queue } = await job(
      (received, number) => (refused && number > 2 ? status(401, `Bad key ${key}`) : good(received)),
      {},
      { atOnce: 1 },
    )
    const outcome = await run()
    expect(outcome).toMatchObject({
      state: 'interrupted',
      failure: { code: 'not-allowed', hint: expect.stringContaining('Enter it anew') },
    })
    expect([server.received.length, queue.entries.length]).toEqual([3, 4])
    refused = false
    expect(await run()).toMatchObject({ state: 'done', notes: [] })
    expect([server.received.length, queue.entries.length]).toEqual([5, 8])
    expect(await run()).toMatchObject({ state: 'done' })
    expect(server.received).toHaveLength(5)
  })

  it('stops when the person stops it, and goes on later', async () => {
    const controller = new AbortController()
    const { run, server, jobFolder, model, surroundings } = await job(
      (received, number) => {
        if (number === 2) controller.abort()
        return good(received)
      },
      {},
      { atOnce: 1, signal: controller.signal },
    )
    expect(await run()).toMatchObject({ state: 'stopped' })
    expect(server.received).toHaveLength(2)
    const again = await Writing.open(jobFolder)
    const outcome = await again.run(model, { ...surroundings, signal: new AbortController().signal })
    expect(outcome).toMatchObject({
      state: 'done',
      notes: ['1 request was under way when this job ended before: asked again, though perhaps paid for.'],
    })
    expect(server.received).toHaveLength(5)
  })

  it('adds nothing again that the person has decided about', async () => {
    const { run, queue, writing, model, surroundings } = await job(good)
    await run()
    const [first] = queue.entries
    await queue.reject(first?.candidate.id ?? '', 'no')
    await writing.run(model, surroundings)
    expect(queue.entries).toHaveLength(8)
    expect(queue.entries[0]?.decision.state).toBe('rejected')
  })

  it('has sources read again where that is wanted, by a prompt that shows nothing but the source', async () => {
    const { run, queue, server } = await job(
      (received) => {
        if (!received.body.messages.at(-1)?.content.startsWith('Please resolve')) return good(received)
        const source = /text: (.*)\n/.exec(received.body.messages.at(-1)?.content ?? '')?.[1] ?? ''
        const rewrite = source.includes('a')
          ? source.replace('She', 'Maria').replace(' her ', source.length % 2 === 0 ? " Maria's " : ' her ')
          : source
        return completion(JSON.stringify({ rewrite }))
      },
      { secondReading: true },
    )
    expect(await run()).toMatchObject({ state: 'done', figures: { answered: 12, wanted: 12 } })
    const checks = server.received.filter(({ body }) => body.response_format?.json_schema?.name === 'rewrite')
    expect(checks).toHaveLength(8)
    expect(JSON.stringify(checks.map(({ body }) => body.messages.at(-1)))).not.toMatch(/\[\[|\{\{/)
    for (const { candidate } of queue.entries) {
      const agrees = candidate.secondReading === candidate.rewrite
      expect(candidate.reasons.map(({ code }) => code)).toEqual(agrees ? [] : ['disagreement'])
    }
  })

  it('leaves no key in any file, event or outcome, also where the server echoes it', async () => {
    const { run, folder, events } = await job((received, number) => {
      if (number === 1) return status(500, `Failed for Bearer ${key}`)
      if (number === 2) return completion(JSON.stringify({ texts: [`[[Maria|a]] said ${key}. {{She|a|Maria}} left.`] }))
      return number === 3 ? completion(null, { refusal: `Not with ${key}` }) : number === 4 ? status(403, `No ${key}`) : good(received)
    })
    const outcome = await run()
    const everything = (await everythingIn(folder)) + JSON.stringify(events) + JSON.stringify(outcome)
    expect(everything).toContain('Maria said [key]')
    expect(everything).not.toContain('1234567890')
  })

  it('is begun once in a folder, and gone on with only where it was begun', async () => {
    const { jobFolder, writing, folder } = await job(good)
    await expect(Writing.begin(jobFolder, writing.order)).rejects.toMatchObject({ failure: { code: 'busy' } })
    await expect(Writing.open(join(folder, 'jobs', 'other'))).rejects.toMatchObject({ failure: { code: 'not-found' } })
    expect((await Writing.open(jobFolder)).order).toEqual(writing.order)
  })
})
