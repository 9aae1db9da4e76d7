import { chmod, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { main } from '../../../../electron/cli/main'
import { withoutModelPlaces } from '../core/no-model-places'
import { temporaryFolder } from '../core/temporary-folder'

const standIn = resolve(import.meta.dirname, '../../../fixtures/stand-in-sidecar.mjs')
const names = ['Anna', 'Ben', 'Cara', 'Dan', 'Eve']

let folder: string
let data: string
beforeEach(async () => {
  folder = await temporaryFolder()
  data = join(folder, 'rows.jsonl')
  const row = (name: string) => ({
    messages: [
      { role: 'user', content: `${name} sat. He slept.` },
      { role: 'assistant', content: `${name} sat. ${name} slept.` },
    ],
  })
  await writeFile(data, names.map((name) => `${JSON.stringify(row(name))}\n`).join(''))
  const python = join(folder, 'python')
  await writeFile(python, `#!/bin/sh\nexec "${process.execPath}" "${standIn}"\n`)
  await chmod(python, 0o755)
  vi.stubEnv('ANTECEDENT_HOME', join(folder, 'home'))
  for (const [name, value] of Object.entries(withoutModelPlaces)) vi.stubEnv(name, value)
  vi.stubEnv('ANTECEDENT_PYTHON', python)
})

/** A configuration in which the stand-in meets with a misfortune. */
async function configured(misfortune: string, more = ''): Promise<string> {
  const path = join(folder, 'config.yml')
  await writeFile(
    path,
    `model: demo\ndata: ./\niters: 6\nlora_parameters: {rank: 8, scale: 20, dropout: 0}\nproject_name: ${misfortune}\n${more}`,
  )
  return path
}

async function run(args: readonly string[], interrupt?: (line: string, controller: AbortController) => void) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const controller = new AbortController()
  let [out, err] = ['', '']
  stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8')
    interrupt?.(chunk.toString('utf8'), controller)
  })
  stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8')
  })
  const code = await main(args, { stdout, stderr }, controller)
  const lines = args.includes('--json')
    ? out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : []
  const types = lines.map(({ type, split, step }) => (type === 'run.metric' ? `${split} ${step}` : type))
  return { code, out, err, lines, types, runId: lines.find(({ runId }) => runId)?.runId as string }
}

describe('train', () => {
  it('tells of a run line by line', async () => {
    const { code, types, lines, err } = await run(['train', data, '--model', 'demo', '--iters', '2', '--json'])
    expect(types).toEqual(['run.started', 'run.preflight', 'run.data', 'train 1', 'train 2', 'valid 2', 'result'])
    expect(lines.at(-1)).toMatchObject({ status: 'finished', adapterPath: expect.stringContaining('best') })
    expect(err).toMatch(/^Run r-\S+: rows$/m)
    expect(code).toBe(0)
  })

  it('numbers a run that would be called as another is', async () => {
    await run(['train', data, '--model', 'demo', '--iters', '1', '--json'])
    expect((await run(['train', data, '--model', 'demo', '--iters', '1', '--json'])).err).toMatch(/^Run r-\S+: rows 2$/m)
  })

  it('says what would be left out or cut, and what the run would be, before anything is loaded', async () => {
    const row = (user: string, assistant: string) => ({
      messages: [
        { role: 'user', content: user },
        { role: 'assistant', content: assistant },
      ],
    })
    const rows = [row('Fay sat.', 'Fay sat and sat and sat and sat and sat and sat and sat and sat.'), row('refused', 'Gus sat.')]
    await writeFile(data, `${rows.map((each) => JSON.stringify(each)).join('\n')}\n{"messages": []}\nnot json\n`, { flag: 'a' })
    const args = ['train', data, '--model', 'demo', '--max-seq-length', '16', '--dry-run']
    const { code, err, lines } = await run([...args, '--json'])
    expect(code).toBe(0)
    expect(lines.map(({ type }) => type)).toEqual(['result'])
    expect(lines[0].preflight).toMatchObject({ rows: 7, cut: { rows: 1 }, refused: { rows: 1 } })
    expect(err).toContain('2 of 9 rows cannot be used and are left out: lines 8, 9.')
    expect(err).toMatch(/1 row would be cut; row 6 would lose its last 2 tokens: “…and sat\.”/)
    expect(err).toContain('1 row would be left out, refused by the model’s chat template: row 7 (The template says no).')
    expect(err).toMatch(/Memory: about \d[\d.]* MB of this machine’s \d[\d.]* GB/)
    expect((await run(['runs', '--json'])).lines[0].runs).toEqual([])
    const { lines: trained, runId } = await run(['train', data, '--model', 'demo', '--iters', '2', '--json'])
    expect(trained[1]).toMatchObject({ type: 'run.preflight', unusableRows: 2, preflight: { rows: 7 } })
    expect((await run(['runs', 'show', runId, '--json'])).lines[0].run.dataset).toMatchObject({ rows: 7, unusableRows: 2 })
  })

  it('takes every setting that a run has a word for', async () => {
    const words = '--schedule constant --warmup-fraction 0.2 --clip-norm none --keys self_attn.q_proj,mlp.up_proj --train-on-prompt'
    const more = '--validation-fraction 0.3 --score-rows 5 --on-divergence halve --report-to tensorboard --project-name evening'
    const { runId } = await run(['train', data, '--model', 'demo', '--iters', '2', ...`${words} ${more}`.split(' '), '--json'])
    expect((await run(['runs', 'show', runId, '--json'])).lines[0].run.config).toMatchObject({
      schedule: 'constant',
      warmup_fraction: 0.2,
      clip_norm: null,
      lora_parameters: { keys: ['self_attn.q_proj', 'mlp.up_proj'] },
      mask_prompt: false,
      validation_fraction: 0.3,
      score_rows: 5,
      on_divergence: 'halve',
      report_to: 'tensorboard',
      project_name: 'evening',
    })
    expect(await run(['train', data, '--model', 'demo', '--on-divergence', 'panic', '--json'])).toMatchObject({ code: 2 })
  })

  it('goes on by itself where it was asked to, and says so', async () => {
    const config = await configured('killed at 4 once')
    const { code, types, lines, err } = await run(['train', data, '--config', config, '--continue-automatically', '--json'])
    expect(types.filter((type) => type !== 'config.note')).toEqual(
      ['run.started', 'run.preflight', 'run.data', 'train 1', 'train 2', 'valid 2', 'train 3', 'note', 'run.resumed', 'train 3'].concat([
        'train 4',
        'valid 4',
        'train 5',
        'train 6',
        'valid 6',
        'result',
      ]),
    )
    const note = lines.find(({ type }) => type === 'note')
    expect(note).toEqual({ type: 'note', runId: expect.any(String), message: expect.stringContaining('killed from outside') })
    expect(err).toContain(note.message)
    expect(code).toBe(0)
  })

  it('ends with 1 when it is interrupted, and says how to go on', async () => {
    const { code, out } = await run(['train', data, '--config', await configured('watchdog at 4')])
    expect(out).toMatch(/interrupted at step 3\. The computation was ended by macOS/)
    expect(out).toMatch(/Go on from step 2 with:\n {2}antecedent train --resume r-/)
    expect(code).toBe(1)
    const told = await run(['train', data, '--config', await configured('watchdog at 4'), '--json'])
    expect(told.lines.at(-1)).toMatchObject({
      status: 'interrupted',
      message: expect.stringContaining('macOS'),
      hint: expect.stringContaining('continue the run'),
    })
    const list = await run(['runs'])
    expect(list.out).toContain('can be continued from step 2')
  })

  it('ends with 1 when it diverges, and goes on at half the rate when asked', async () => {
    const first = await run(['train', data, '--config', await configured('diverged at 5 once'), '--json'])
    expect(first.code).toBe(1)
    expect(first.lines.at(-1)).toMatchObject({ type: 'result', status: 'diverged' })
    const second = await run(['train', '--resume', first.runId, '--json'])
    expect(second.types[0]).toBe('note')
    expect(second.lines[1]).toEqual({ type: 'run.resumed', runId: first.runId, step: 4 })
    expect(second.lines.at(-1)).toMatchObject({ type: 'result', status: 'finished' })
  })

  it('says what interrupted it before anything was kept, and how to begin it again', async () => {
    const { code, lines } = await run(['train', data, '--config', await configured('memory at 2'), '--json'])
    expect(lines.at(-1)).toMatchObject({
      type: 'result',
      status: 'interrupted',
      adapterPath: null,
      message: expect.stringContaining('memory'),
      hint: expect.stringContaining('smaller batch'),
    })
    expect(code).toBe(1)
  })

  it('says at once how to go on when it is stopped, and ends with 130', async () => {
    const { code, err, out } = await run(['train', data, '--config', await configured('hold at 4'), '--json'], (line, controller) => {
      if (line.includes('"step":3')) controller.abort()
    })
    expect(err).toMatch(/Stopping at the next step.*\n {2}antecedent train --resume r-/)
    expect(out).toContain('"status":"stopped"')
    expect(code).toBe(130)
  })

  it('refuses what differs from how a run was begun, in words, and takes what does not matter', async () => {
    const { runId } = await run(['train', data, '--config', await configured('killed at 4 once'), '--batch-size', '2', '--json'])
    const other = await run(['train', '--resume', runId, '--batch-size', '4', '--optimizer', 'sgd', '--rank', '9', '--json'])
    expect(other.lines.at(-1)).toMatchObject({ type: 'error', code: 'run-differs' })
    expect(other.lines.at(-1)?.message).toContain(
      'optimizer was "adam", not "sgd"; batch_size was 2, not 4; lora_parameters.rank was 8, not 9.',
    )
    expect(other.code).toBe(2)
    await writeFile(
      data,
      `${JSON.stringify({
        messages: [
          { role: 'user', content: 'a' },
          { role: 'assistant', content: 'b' },
        ],
      })}\n`,
      { flag: 'a' },
    )
    const changed = await run(['train', data, '--resume', runId, '--json'])
    expect(changed.lines.at(-1)).toMatchObject({ code: 'run-differs', message: expect.stringContaining('its data was rows.jsonl') })
    const same = await run(['train', '--resume', runId, '--save-every', '9', '--name', 'another name', '--batch-size', '2', '--json'])
    expect(same.lines.at(-1)).toMatchObject({ status: 'finished' })
    const shown = await run(['runs', 'show', runId, '--json'])
    expect(shown.lines[0]).toMatchObject({ run: { name: 'another name', config: { save_every: 9, batch_size: 2 } } })
  })

  it('takes the model and the data from a configuration, and its settings over the preset’s', async () => {
    const config = await configured('none', `learning_rate: 1e-5\nsave_every: 4\n`)
    const path = config.replace('config.yml', 'train.jsonl')
    await writeFile(
      path,
      `${names.map((name) => JSON.stringify({ prompt: `${name} sat. He slept.`, completion: `${name} sat.` })).join('\n')}\n`,
    )
    const { lines, runId } = await run(['train', '--config', config, '--iters', '2', '--json'])
    expect(lines.at(-1)).toMatchObject({ status: 'finished' })
    const shown = await run(['runs', 'show', runId, '--json'])
    expect(shown.lines[0]).toMatchObject({
      run: { model: { ref: { kind: 'demo' } }, dataset: { name: 'train.jsonl' }, config: { iters: 2, learning_rate: 1e-5, save_every: 4 } },
    })
  })

  it('names a run anew', async () => {
    const { runId } = await run(['train', data, '--model', 'demo', '--iters', '2', '--json'])
    expect(await run(['runs', 'rename', runId, 'evening', '--json'])).toMatchObject({ code: 0, lines: [{ run: { name: 'evening' } }] })
    expect(await run(['runs', 'rename', 'evening', ' ', '--json'])).toMatchObject({ code: 2 })
  })
})
