import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const here = import.meta.dirname
const updates = 473

/** Lays into a home what looks the same each time: a finished run with its curves, and a text that it resolved. */
export async function layKnownHome(home: string): Promise<void> {
  await layRun(home)
  const resolved = JSON.parse(await readFile(join(here, 'resolved.json'), 'utf8'))
  await writeFile(join(home, 'history.jsonl'), `${JSON.stringify(resolved)}\n`)
}

/** Lays a run with its curves into a home: the known one, with some of its record put otherwise. */
export async function layRun(home: string, otherwise: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const run = { ...JSON.parse(await readFile(join(here, 'run.json'), 'utf8')), ...otherwise }
  const folder = join(home, 'runs', run.id)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'run.json'), JSON.stringify(run))
  const lines = curves().map((point) => JSON.stringify(point))
  await writeFile(join(folder, 'metrics.jsonl'), `${lines.join('\n')}\n`)
}

/** Curves as such a run has them, by a formula. */
function curves(): readonly object[] {
  const lossAt = (step: number) => 0.038 + 1.54 * Math.exp(-step / 22)
  const valid = (step: number) => ({
    split: 'valid',
    step,
    epoch: step / updates,
    loss: step === updates ? 0.0388 : lossAt(step) + 0.02 * (1 - step / updates),
    score: null,
    rows: 240,
    tokens: 5691,
    best: step > 0,
    seconds: 3 + step / 5,
  })
  const train = (step: number) => ({
    split: 'train',
    step,
    epoch: step / updates,
    loss: lossAt(step) * (1 + 0.3 * Math.sin(step * 1.7)),
    learningRate: 0.0005 * Math.cos((step / updates) * (Math.PI / 2)),
    gradientNorm: 0.4 + 3 * Math.exp(-step / 40),
    tokensPerSecond: 5600 + 300 * Math.sin(step),
    trainedTokens: step * 377,
    peakMemoryBytes: 194_849_188,
    footprintBytes: 805_855_232 + Math.min(step, 200) * 2_000_000,
    seconds: 3.5 + step / 5,
  })
  const steps = Array.from({ length: updates }, (_, at) => at + 1)
  return [
    valid(0),
    ...steps.flatMap((step) => [
      ...(step % 3 === 0 || step === updates ? [train(step)] : []),
      ...(step % 48 === 0 || step === updates ? [valid(step)] : []),
    ]),
  ]
}
