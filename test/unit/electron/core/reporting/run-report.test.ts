import { expect, it } from 'vitest'
import { judgeSystems } from '../../../../../electron/core/evaluating/judging-systems'
import { type RunReportParts, runReport } from '../../../../../electron/core/reporting/run-report'
import type { Run } from '../../../../../electron/shared/run'
import type { Evaluation } from '../../../../../electron/shared/scorecard'
import { trainingConfig } from '../../../../../electron/shared/training'
import { run, train, valid } from '../../../renderer/figures'

const at = '2026-11-26T14:05:00.000Z'
const metrics = [valid(0, 2), train(1, 1.5), train(2, 1), valid(2, 0.8, { best: true, score: 0.5, seconds: 90 })]
const finished: Run['state'] = { state: 'finished', steps: 2, bestStep: 2, bestLoss: 0.8, finishedAt: at, seconds: 90, early: false }

const reported = (changes: Partial<Run> = {}, parts: Partial<RunReportParts> = {}) =>
  runReport({
    run: run('first try', { state: finished, usable: true, ...changes }),
    metrics,
    evaluation: null,
    libraries: { mlx: '0.32.4' },
    version: '0.1.0',
    at,
    ...parts,
  })

async function scored(): Promise<Evaluation> {
  const rows = [
    { source: 'Ann left. She ran.', gold: 'Ann left. Ann ran.' },
    { source: 'Bob left. He ran.', gold: 'Bob left. Bob ran.' },
  ]
  const answers = (outputs: readonly string[]) => outputs.map((output) => ({ output, finishReason: 'stop' as const }))
  return judgeSystems(
    rows,
    [
      { system: 'base', answers: answers(['Ann left. She ran.', 'Bob left. Bob ran.']) },
      { system: 'best', answers: answers(['Ann left. Ann ran.', 'Bob left. He ran.']) },
    ],
    { data: 'held-out rows', at, hashes: [{ of: 'texts', sha256: 'abc' }] },
    new AbortController().signal,
  )
}

it('runs nothing and fetches nothing', async () => {
  const evaluation = await scored()
  const page = reported({ comparison: evaluation.comparison }, { evaluation })
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  expect(page).not.toMatch(/<script|javascript:|https?:|\bsrc=|\bhref=|@import|url\(|\son\w+=/i)
  expect(page).toContain('<html lang="en">')
})

it('tells what it was made from, when, how it ended and how long it took', () => {
  const page = reported({ createdAt: '2026-11-26T14:00:00Z' })
  expect(page).toContain('A run of Demo on a.jsonl. Written 26 Nov 2026, 14:05 UTC.')
  expect(page).toContain('It came to its end, at step 2. Its best weights are those of step 2.')
  expect(page).toContain('<strong>2 min</strong>')
  expect(page).toContain('validation loss, best at step 2, 2.000 before')
  expect(page).toContain('26 Nov 2026, 14:00 UTC')
  expect(page).toContain('Written by Antecedent 0.1.0. Trained with mlx 0.32.4.')
  expect(page).toContain('It was not scored.')
})

it('has the figures of the curves as a table too', () => {
  const page = reported()
  expect(page).toContain('<tr class="best"><th scope="row">2</th><td>1.000</td><td>0.800</td><td>0.500</td><td>best</td></tr>')
})

it.each<[string, Run['state'], string]>([
  ['stopped', { ...finished, state: 'stopped', early: undefined } as unknown as Run['state'], 'It was stopped at step 2.'],
  ['failed', { state: 'failed', finishedAt: at, failure: { code: 'sidecar-died', message: 'Python died.' } }, 'Python died.'],
  [
    'diverged',
    { state: 'diverged', step: 3, rows: [], bestStep: null, message: 'No number at step 3.', finishedAt: at },
    'No number at step 3.',
  ],
  ['running', run('a').state, 'It was still learning when this report was written, at step 1.'],
])('is of a run that %s as well', (_, state, words) => expect(reported({ state })).toContain(words))

it('has the scorecard, and the texts that became worse and better', async () => {
  const evaluation = await scored()
  const page = reported({ comparison: evaluation.comparison }, { evaluation })
  expect(page).toContain('tuned against base')
  expect(page).toContain('Became worse <span class="quiet">1</span>')
  expect(page).toContain('Became better <span class="quiet">1</span>')
  expect(page.indexOf('Became worse')).toBeLessThan(page.indexOf('Became better'))
  expect(page).toContain('<span class="unseen"> (correct)</span>')
})

it('says so where the texts behind its figures are gone', async () => {
  const { comparison } = await scored()
  const page = reported({ comparison })
  expect(page).toContain('The texts behind these figures are not here any more.')
  expect(page).not.toContain('Became better')
})

it('sets apart the settings that are not what the form begins with', () => {
  const config = trainingConfig.parse({
    epochs: 7,
    batch_size: 16,
    learning_rate: 5e-4,
    max_seq_length: 512,
    validation_fraction: 0.03,
    lora_parameters: { rank: 16, scale: 10 },
  })
  const [differing = '', all = ''] = reported({ config }).split('<h2>Settings</h2>')[1]?.split('<summary>All settings') ?? []
  expect(differing).toContain('<code>epochs</code></th><td>7</td><td>2</td>')
  expect(differing).not.toContain('batch_size')
  expect(all).toContain('<code>batch_size</code></th><td>16</td>')
})

it('has notes, interruptions, and exports with their certificates', () => {
  const certificate = { rows: 32, same: 32, baseF1: 0.1, adapterF1: 0.9, exportF1: 0.9, tokens: null, parting: null }
  const page = reported({
    notes: [{ at, message: 'The rate was halved.' }],
    interruptions: [
      { at, code: 'out-of-memory', step: 12 },
      { at, code: null, step: 0 },
    ],
    exports: [{ path: '/home/somebody/exports/mine', at, certificate }],
  })
  expect(page).toContain('The rate was halved.')
  expect(page).toContain('<td>out of memory</td><td>from step 12</td>')
  expect(page).toContain('<td>the app or the machine went away</td><td>from its beginning</td>')
  expect(page).toContain('as good as the adapter')
  expect(page).toContain('32 of 32 rows')
  // Where a person keeps things is nobody else's business.
  expect(page).not.toContain('somebody')
})

it('shows whatever comes from outside as text, and names what would not be seen', () => {
  const evil = '<img src=x onerror=alert(1)>\u202e"&\u0000'
  const page = reported(
    {
      name: evil,
      dataset: { name: evil, location: evil, rows: 1, unusableRows: 1, sha256: evil },
      model: { ref: { kind: 'demo' }, name: evil },
      notes: [{ at, message: evil }],
      exports: [
        {
          path: `/a/${evil}`,
          at,
          certificate: { rows: 0, same: 0, baseF1: null, adapterF1: null, exportF1: null, tokens: null, parting: null },
        },
      ],
      config: trainingConfig.parse({ project_name: evil }),
      state: { state: 'failed', finishedAt: at, failure: { code: 'internal', message: evil } },
    },
    { libraries: { [evil]: evil }, version: evil },
  )
  for (const hidden of ['<img', '\u0000', '\u202e']) expect(page).not.toContain(hidden)
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(page).toContain('<span class="control" title="Hidden character RLO">RLO</span>')
  expect(page).toContain('[RLO]')
})
