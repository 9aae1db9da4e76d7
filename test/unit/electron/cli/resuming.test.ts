import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { keptFolder, temporaryFolder } from '../core/temporary-folder'
import { bundleCommand, CommandProcess, type JsonLine } from './command-process'

const sample = resolve(import.meta.dirname, '../../../../assets/samples/coreference-train.jsonl')
const updates = 14
const settings = ['--iters', String(2 * updates), '--batch-size', '4', '--grad-accumulation-steps', '2', '--rank', '4', '--dropout', '0.1']
const args = [...settings, '--max-seq-length', '256', '--save-every', '6', '--seed', '7', '--model', 'demo', '--json']

let data: string
beforeAll(async () => {
  const lines = (await readFile(sample, 'utf8')).split('\n').slice(0, 50)
  data = join(await keptFolder(), 'rows.jsonl')
  await writeFile(data, `${lines.join('\n')}\n`)
  await bundleCommand()
})

const atStep = (step: number) => (line: JsonLine) => line.type === 'run.metric' && (line.step ?? 0) >= step

/** The only run of a home: its figures without their times, and its weights. */
async function left(home: string) {
  const [id = ''] = await readdir(join(home, 'runs'))
  const folder = join(home, 'runs', id)
  const metrics = (await readFile(join(folder, 'metrics.jsonl'), 'utf8')).trim().split('\n')
  const weights = (which: string) => readFile(join(folder, 'adapters', which, 'adapters.safetensors'))
  return {
    id,
    losses: metrics.map((line) => JSON.parse(line)).flatMap(({ split, step, loss }) => (split === 'valid' ? [`${step} ${loss}`] : [])),
    best: await weights('best'),
    last: await weights('last'),
  }
}

describe('a run that is killed', () => {
  it('is gone on with to the very bytes of one that never was, however often and wherever', async () => {
    const [calm, killed] = [await temporaryFolder(), await temporaryFolder()]
    const uninterrupted = new CommandProcess(calm, ['train', data, ...args])
    expect(await uninterrupted.ended, uninterrupted.words).toBe(0)

    const first = 3 + Math.floor(Math.random() * 4)
    const second = first + 3 + Math.floor(Math.random() * 3)
    const beginning = new CommandProcess(killed, ['train', data, ...args])
    beginning.at(atStep(first), () => beginning.killEverything())
    expect(await beginning.ended, beginning.words).toBeNull()
    const { id } = await left(killed)

    // The second time the command alone is killed: Python leaves by itself.
    const middle = new CommandProcess(killed, ['train', '--resume', id, '--json'])
    middle.at(atStep(second), () => middle.signal('SIGKILL'))
    expect(await middle.ended, middle.words).toBeNull()

    const end = new CommandProcess(killed, ['train', '--resume', id, '--json'])
    expect(await end.ended, end.words).toBe(0)
    expect(end.lines[0]).toMatchObject({ type: 'run.resumed', runId: id })
    expect(end.lines.at(-1)).toMatchObject({ type: 'result', runId: id, status: 'finished' })

    const [one, other] = [await left(calm), await left(killed)]
    const where = `killed at steps ${first} and ${second}`
    expect(other.last.equals(one.last), where).toBe(true)
    expect(other.best.equals(one.best), where).toBe(true)
    expect(other.losses, where).toEqual(one.losses)
  })

  it('says at the first Ctrl-C how to go on, and goes on so', async () => {
    const home = await temporaryFolder()
    const run = new CommandProcess(home, ['train', data, ...args])
    run.at(atStep(2), () => run.signal('SIGINT'))
    expect(await run.ended, run.words).toBe(130)
    const { id } = await left(home)
    expect(run.words).toContain(`antecedent train --resume ${id}`)
    expect(run.lines.at(-1)).toMatchObject({ type: 'result', status: 'stopped' })

    const other = new CommandProcess(home, ['train', data, '--resume', id, '--seed', '8', '--save-seconds', '5', '--json'])
    expect(await other.ended).toBe(2)
    expect(other.lines).toEqual([
      {
        type: 'error',
        code: 'run-differs',
        message: expect.stringMatching(/begun otherwise: seed was 7, not 8\.$/),
        hint: expect.any(String),
      },
    ])

    const same = new CommandProcess(home, ['train', data, '--resume', 'latest', ...args])
    expect(await same.ended, same.words).toBe(0)
    const again = new CommandProcess(home, ['train', '--resume', id, '--json'])
    expect(await again.ended).toBe(2)
    expect(again.lines.at(-1)).toMatchObject({ type: 'error', code: 'not-allowed' })
  })
})
