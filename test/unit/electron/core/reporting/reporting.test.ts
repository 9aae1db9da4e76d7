import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { judgeSystems } from '../../../../../electron/core/evaluating/judging-systems'
import { KeptCards } from '../../../../../electron/core/evaluating/kept-cards'
import { layoutOf } from '../../../../../electron/core/home'
import { reportOfRun } from '../../../../../electron/core/reporting/reporting'
import { Runs } from '../../../../../electron/core/runs/runs'
import type { Evaluation } from '../../../../../electron/shared/scorecard'
import { run, train, valid } from '../../../renderer/figures'
import { temporaryFolder } from '../temporary-folder'

const at = '2026-01-01T00:00:00.000Z'

async function given() {
  const layout = layoutOf(await temporaryFolder())
  for (const folder of Object.values(layout)) await mkdir(folder, { recursive: true })
  const runs = await Runs.open(layout, () => undefined)
  const { id, createdAt, ...draft } = run('a run', {
    state: { state: 'finished', steps: 9, bestStep: 9, bestLoss: 0.5, finishedAt: at, seconds: 1, early: false },
  })
  const made = await runs.create(draft)
  const cards = new KeptCards(runs)
  return { runs, cards, made, files: runs.files(made.id), report: () => reportOfRun(made.id, { runs, cards, version: '1.2.3' }) }
}

function evaluationOf(gold: string): Promise<Evaluation> {
  const rows = [{ source: 'Ann left. She ran.', gold }]
  const systems = [
    { system: 'base' as const, answers: [{ output: 'Ann left. She ran.', finishReason: 'stop' as const }] },
    { system: 'best' as const, answers: [{ output: gold, finishReason: 'stop' as const }] },
  ]
  return judgeSystems(rows, systems, { data: 'held-out rows', at, hashes: [] }, new AbortController().signal)
}

it('reads a run’s figures, its card, and the versions that its checkpoint knows', async () => {
  const { cards, made, files, report } = await given()
  await writeFile(
    files.metrics,
    [valid(0, 2), train(1, 1), valid(9, 0.5, { best: true })].map((metric) => `${JSON.stringify(metric)}\n`).join(''),
  )
  await cards.keep(made, await evaluationOf('Ann left. Ann ran.'))
  const checkpoint = join(files.checkpoints, '00000009')
  await mkdir(checkpoint, { recursive: true })
  await writeFile(
    join(checkpoint, 'state.json'),
    JSON.stringify({ step: 9, fingerprint: { libraries: { mlx: '0.32.4', 'mlx-lm': '0.32.2' } } }),
  )
  const page = await report()
  expect(page).toContain('best, 0.500 at step 9')
  expect(page).toContain('Became better <span class="quiet">1</span>')
  expect(page).toContain('Written by Antecedent 1.2.3. Trained with mlx 0.32.4, mlx-lm 0.32.2.')
})

it('is made of a run with nothing but its record, too', async () => {
  const { report } = await given()
  const page = await report()
  expect(page).toContain('This run has no figures.')
  expect(page).toContain('It was not scored.')
  expect(page).toContain('Written by Antecedent 1.2.3.')
})

it('has no texts of a card that is damaged, and no versions of a checkpoint that is', async () => {
  const { cards, made, files, report } = await given()
  await cards.keep(made, await evaluationOf('Ann left. Ann ran.'))
  await writeFile(files.card, '{')
  await mkdir(join(files.checkpoints, '00000009'), { recursive: true })
  await writeFile(join(files.checkpoints, '00000009', 'state.json'), '{"fingerprint":')
  const page = await report()
  expect(page).toContain('The texts behind these figures are not here any more.')
  expect(page).not.toContain('Trained with')
})

it('refuses a run that is none', async () => {
  const { runs, cards } = await given()
  await expect(reportOfRun('r-none', { runs, cards, version: '1' })).rejects.toMatchObject({ failure: { code: 'not-found' } })
})
