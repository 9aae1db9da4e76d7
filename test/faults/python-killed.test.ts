import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { keptFolder, temporaryFolder } from '../unit/electron/core/temporary-folder'
import { type Fault, faultySidecar } from './faulty-sidecar'
import { continued, failureOf, learned, openStudio, sampleRows, trained, unfinished } from './studio'

let data: string
let expected: Awaited<ReturnType<typeof learned>>

beforeAll(async () => {
  data = await sampleRows(join(await keptFolder(), 'rows.jsonl'))
})

/** Every moment before something is kept. */
const early: readonly Fault[] = [
  { signal: 'SIGKILL', phase: 'loading' },
  { signal: 'SIGKILL', phase: 'preparing' },
  { signal: 'SIGKILL', phase: 'probing' },
  { signal: 'SIGKILL', phase: 'training', updates: 1 },
  // Before the first file of the first checkpoint is on the disk.
  { signal: 'SIGKILL', phase: 'saving', syncs: 0 },
]

/** Every moment after that; the counts go through the files of a checkpoint and of what is made of it. */
const later: readonly Fault[] = [
  { signal: 'SIGKILL', phase: 'training', updates: 3 },
  { signal: 'SIGKILL', phase: 'validating', updates: 4 },
  ...[5, 6, 8, 11, 13, 16, 19].map((syncs): Fault => ({ signal: 'SIGKILL', phase: 'saving', syncs })),
]

const named = (fault: Fault) =>
  [
    `${fault.phase}${fault.updates ? ` after ${fault.updates} updates` : ''}${fault.syncs === undefined ? '' : `, ${fault.syncs} files in`}`,
    fault,
  ] as const

describe('Python that is killed', () => {
  it('is what the runs below are compared with', async () => {
    const studio = await openStudio(await temporaryFolder())
    expected = await learned(studio, (await trained(studio, data)).id)
    expect(expected.curve).toHaveLength(3)
  })

  it.each(early.map(named))('before the first checkpoint leaves a run that begins anew, to the very bytes (%s)', async (_, fault) => {
    const studio = await openStudio(await temporaryFolder(), { sidecar: await faultySidecar(fault) })
    const run = await trained(studio, data)
    const failure = { code: 'sidecar-killed', hint: expect.stringContaining('Continue') }
    expect(run).toMatchObject({ usable: false, checkpoint: null, state: { state: 'interrupted', bestStep: null, failure } })
    const end = await continued(studio, run.id)
    expect(end.state, await studio.services.runs.log(run.id)).toMatchObject({ state: 'finished', steps: 8 })
    expect(await learned(studio, run.id)).toEqual(expected)
    expect(await unfinished(studio.services.runs.files(run.id).folder)).toEqual([])
  })

  it.each(later.map(named))('leaves a run that goes on to the very bytes (%s)', async (_, fault) => {
    const studio = await openStudio(await temporaryFolder(), { sidecar: await faultySidecar(fault) })
    const run = await trained(studio, data)
    expect(run.state).toMatchObject({
      state: 'interrupted',
      failure: { code: 'sidecar-killed', hint: expect.stringContaining('Continue') },
    })
    expect(run.checkpoint?.step).toBeGreaterThan(0)
    expect(await continued(studio, run.id)).toMatchObject({ state: { state: 'finished', steps: 8 }, notes: [] })
    expect(await learned(studio, run.id)).toEqual(expected)
    expect(await unfinished(studio.services.runs.files(run.id).folder)).toEqual([])
  })

  describe('while it works on a finished run', () => {
    let home: string
    let id: string
    const { signal } = new AbortController()

    beforeAll(async () => {
      home = await keptFolder()
    })

    it('which is made first', async () => {
      const studio = await openStudio(home)
      id = (await trained(studio, data)).id
    })

    const moments: readonly Fault[] = [
      { signal: 'SIGKILL', phase: 'loading' },
      { signal: 'SIGKILL', phase: 'fusing' },
      { signal: 'SIGKILL', phase: 'saving', syncs: 2 },
      { signal: 'SIGKILL', phase: 'generating' },
    ]
    it.each(moments.map(named))('leaves nothing of an export at its target, and the next one works (%s)', async (_, fault) => {
      const studio = await openStudio(home, { sidecar: await faultySidecar(fault) })
      const before = studio.services.runs.get(id)
      const folder = await temporaryFolder()
      const asked = { runId: id, format: 'mlx', folder, name: 'fused' } as const
      expect(await failureOf(studio.services.exporting.export(asked, signal))).toMatchObject({
        code: 'sidecar-killed',
        message: expect.stringContaining('killed'),
      })
      expect(await readdir(folder)).toEqual([])
      expect(studio.services.runs.get(id)).toEqual(before)
      expect(await studio.services.exporting.export(asked, signal)).toMatchObject({ certificate: { rows: 1, same: 1 } })
      expect(await readdir(folder)).toEqual(['fused'])
    })

    it('leaves the run without a scorecard, and the next scoring works', async () => {
      const studio = await openStudio(home, { sidecar: await faultySidecar({ signal: 'SIGKILL', phase: 'generating' }) })
      expect(await failureOf(studio.services.evaluating.evaluate(id, signal))).toMatchObject({ code: 'sidecar-killed' })
      expect(studio.services.runs.get(id)).toMatchObject({ state: { state: 'finished' }, comparison: null })
      expect(await studio.services.evaluating.evaluate(id, signal)).toMatchObject({
        examples: [{ outputs: [{ system: 'base' }, {}, {}, {}] }],
      })
    })
  })
})

describe('Python that stands still', () => {
  it('is given up in words, and the run goes on from its checkpoint', async () => {
    const fault: Fault = { signal: 'SIGSTOP', phase: 'training', updates: 3 }
    // Seven seconds to load in, eleven for a step.
    const studio = await openStudio(await temporaryFolder(), { sidecar: await faultySidecar(fault), patience: 0.012 })
    const run = await trained(studio, data)
    expect(run).toMatchObject({
      checkpoint: { step: 2 },
      state: { state: 'interrupted', failure: { code: 'sidecar-silent', message: expect.stringContaining('while training') } },
    })
    expect(await continued(studio, run.id)).toMatchObject({ state: { state: 'finished' } })
    expect(await learned(studio, run.id)).toEqual(expected)
  })
})
