import { describe, expect, it } from 'vitest'
import { openModel } from '../../../../../../electron/core/growing/asking/open-model'
import { largeModelDrafter, localDrafter } from '../../../../../../electron/core/growing/drafting/drafter'
import { Drafting } from '../../../../../../electron/core/growing/drafting/drafting'
import { passagesOf } from '../../../../../../electron/core/growing/drafting/passages'
import { seedTemplate } from '../../../../../../electron/core/rows/prompt-template'
import { StudioError } from '../../../../../../electron/shared/errors'
import { completion } from '../../../../../model-server'
import { temporaryFolder } from '../../temporary-folder'
import { modelOptions } from '../asking/model-options'
import { startModelServer } from '../model-server'
import { surroundingsIn } from '../writing/job'

const document = 'Maria sold the boat. She left.\n\nTom bought it. He sailed away on it, and it sank.'

async function drafting(text = document) {
  const around = await surroundingsIn(await temporaryFolder(), { atOnce: 1 })
  const order = {
    kind: 'drafted' as const,
    jobId: 'job-2',
    document: 'harbour.txt',
    passages: [...passagesOf(text, 60)],
    by: { kind: 'local' as const, by: { kind: 'model' as const, model: { kind: 'demo' as const } } },
    examples: [],
    template: seedTemplate,
  }
  return { ...around, drafting: await Drafting.begin(around.jobFolder, order) }
}

describe('a drafting job', () => {
  it('puts the draft of each passage into the review queue, where a correction makes a row', async () => {
    const { drafting: job, surroundings, queue } = await drafting()
    const drafter = localDrafter('tuned', async (text) => ({
      output: text.replace('She', 'Maria').replace('He', 'Tom'),
      finishReason: 'stop',
    }))
    expect(await job.run(drafter, surroundings)).toMatchObject({ state: 'done', figures: { answered: 2, candidates: 2, doubtful: 1 } })
    const [first, second] = queue.entries.map(({ candidate }) => candidate)
    expect(first).toMatchObject({
      source: 'Maria sold the boat. She left.',
      rewrite: 'Maria sold the boat. Maria left.',
      origin: { kind: 'drafted', document: 'harbour.txt', start: 0, end: 30, by: 'tuned' },
      reasons: [],
    })
    expect(second?.reasons.map(({ code }) => code)).toContain('pronoun-left')
    const pair = await queue.edit('job-2-1', second?.source ?? '', 'Tom bought the boat.')
    expect(pair.rewrite).toBe('Tom bought the boat.')
  })

  it('brings a passage without a draft to the person all the same', async () => {
    const server = await startModelServer()
    server.replies(completion('{"rewrite": "Maria sold the boat. Maria l', { finish: 'length' }), completion(null, { refusal: 'No.' }))
    const { drafting: job, surroundings, queue } = await drafting()
    const model = await openModel({ kind: 'openai', address: `${server.origin}/v1`, model: 'large' }, modelOptions())
    expect(await job.run(largeModelDrafter(model, [{ source: 'A', rewrite: 'B' }], seedTemplate), surroundings)).toMatchObject({
      state: 'done',
    })
    const [first, second] = queue.entries
    expect(first?.candidate.reasons.map(({ code }) => code)).toEqual(expect.arrayContaining(['truncated-rewrite', 'nothing-resolved']))
    expect(first?.candidate.rewrite).toBe(first?.candidate.source)
    expect(second?.candidate.reasons[0]?.message).toContain('would not rewrite')
    expect(queue.entries.map(({ decision }) => decision.state)).toEqual(['pending', 'pending'])
    await expect(queue.accept('job-2-0')).rejects.toMatchObject({ failure: { code: 'bad-input' } })
    expect(server.received[0]?.body.messages[0]?.content).toContain('Text: A\nRewritten: B')
  })

  it('is interrupted where the model of this machine fails, and goes on from there', async () => {
    const { drafting: job, surroundings, queue, jobFolder } = await drafting()
    const asked: string[] = []
    let broken = true
    const drafter = localDrafter('tuned', async (text) => {
      asked.push(text)
      if (broken && asked.length === 2) throw new StudioError({ code: 'sidecar-died', message: 'Python ended.' })
      return { output: text, finishReason: 'stop' }
    })
    expect(await job.run(drafter, surroundings)).toMatchObject({ state: 'interrupted', failure: { code: 'sidecar-died' } })
    broken = false
    expect(await (await Drafting.open(jobFolder)).run(drafter, surroundings)).toMatchObject({ state: 'done' })
    expect([asked.length, queue.entries.length]).toEqual([3, 2])
  })
})
