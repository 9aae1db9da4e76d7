import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { OpenAntecedent } from '../../../../../../electron/core/antecedent'
import { exportRecord } from '../../../../../../electron/core/exporting/replay'
import { channels } from '../../../../../../electron/shared/contract'
import type { GgufType } from '../../../../../../electron/shared/exporting'
import type { Run } from '../../../../../../electron/shared/run'
import { python, runPythonScript } from '../../python-script'
import { keptFolder } from '../../temporary-folder'
import { root, trainedRun } from '../trained-run'

const standIn = join(root, 'test', 'fixtures', 'stand_in_converter.py')
const { signal } = new AbortController()

const compared = z.object({
  told: z.record(z.string(), z.unknown()),
  missing: z.array(z.string()),
  tensors: z.record(z.string(), z.object({ type: z.string(), apart: z.number(), share: z.number() })),
})

describe('a run of the demo model, with the real sidecar and a converter that takes the place of llama.cpp’s', () => {
  let home: string
  let studio: OpenAntecedent
  let run: Run

  const exported = (name: string, ggufType: GgufType = 'bf16', stop: AbortSignal = signal) =>
    studio.services.exporting.export({ runId: run.id, format: 'gguf', folder: home, name, ggufType }, stop)
  /** Sets a converter that answers for its help and then does something else. */
  const setConverter = async (work: string, name = 'converter.py') => {
    const script = join(home, name)
    const help = `import sys, time, os, subprocess\nif "--help" in sys.argv:\n    sys.exit(print("--outfile --outtype {bf16,f16,q8_0} --model-name"))\n`
    await writeFile(script, `${help}out = sys.argv[sys.argv.index("--outfile") + 1]\n${work}\n`)
    await studio.services.settings.change({ ggufConverter: script, ggufPython: python })
  }
  const leftAt = async (name: string) => (await readdir(home)).filter((found) => found === name || found.endsWith('.part'))

  beforeAll(async () => {
    home = await keptFolder()
    ;({ studio, run } = await trainedRun(home))
    await studio.services.exporting.export({ runId: run.id, format: 'mlx', folder: home, name: 'fused' }, signal)
  })
  afterAll(() => studio.close())

  it('is refused before anything is made where nobody said which converter', async () => {
    await expect(exported('none')).rejects.toMatchObject({
      failure: { code: 'bad-input', hint: expect.stringContaining('antecedent settings gguf-converter') },
    })
    await studio.services.settings.change({ ggufConverter: join(home, 'gone.py') })
    await expect(exported('none')).rejects.toMatchObject({ failure: { code: 'not-found' } })
  })

  it('has its converter set by files that a person pointed at, never by a path that a page names', async () => {
    const { handlers } = studio
    const [converter, its] = [await studio.locate(standIn, 'converter'), await studio.locate(python, 'python')]
    await handlers['converter.set']({ what: 'converter', handle: converter.handle })
    expect(await handlers['converter.set']({ what: 'python', handle: its.handle })).toMatchObject({
      ggufConverter: standIn,
      ggufPython: python,
    })
    expect(await handlers['converter.set']({ what: 'python', handle: null })).toMatchObject({ ggufConverter: standIn, ggufPython: null })
    await expect(studio.locate(home, 'converter')).rejects.toMatchObject({ failure: { code: 'file-is-folder' } })
    for (const key of ['ggufConverter', 'ggufPython'])
      expect(channels['settings.change'].input.safeParse({ [key]: '/bin/sh' }).success).toBe(false)
  })

  it.each([
    ['bf16', 2 ** -8],
    ['f16', 2 ** -11],
    ['q8_0', null],
  ] as const)('becomes a GGUF of the fused weights (%s)', async (type, share) => {
    await studio.services.settings.change({ ggufConverter: standIn, ggufPython: python })
    const result = await exported(`as ${type}`, type)
    expect(result).toMatchObject({ gguf: { type, version: 3, architecture: 'llama' }, notes: [], certificate: { rows: 4, same: 4 } })
    expect(result.files.map(({ name }) => name)).toEqual(['Modelfile', 'README.md', 'antecedent.json', `as ${type}.gguf`])
    const { told, missing, tensors } = compared.parse(
      await runPythonScript('compare_gguf.py', { gguf: join(result.path, `as ${type}.gguf`), folder: join(home, 'fused') }),
    )
    expect(missing).toEqual([])
    expect(Object.keys(tensors)).toHaveLength(result.gguf?.tensors ?? 0)
    expect(told).toMatchObject({ 'general.architecture': 'llama', 'general.name': `as ${type}`, 'tokenizer.ggml.add_bos_token': false })
    expect(told['tokenizer.chat_template']).toBe(await readFile(join(home, 'fused', 'chat_template.jinja'), 'utf8'))
    for (const [name, tensor] of Object.entries(tensors)) {
      if (name.endsWith('norm.weight')) expect(tensor).toEqual({ type: 'F32', apart: 0, share: 0 })
      else {
        expect(tensor.type).toBe(type.toUpperCase())
        if (share !== null) expect(tensor.share).toBeLessThanOrEqual(share)
        expect(tensor.apart).toBeLessThan(0.05)
        expect(tensor.apart).toBeGreaterThan(0)
      }
    }
  })

  it('has a Modelfile, a card and a record that say what was certified', async () => {
    const contentOf = (file: string) => readFile(join(home, 'as bf16', file), 'utf8')
    expect(await contentOf('Modelfile')).toMatch(/^FROM \.\/as bf16\.gguf\nTEMPLATE """\{\{ if \.System/)
    expect(await contentOf('README.md')).toContain('the certificate is of the weights before the conversion')
    expect(exportRecord.parse(JSON.parse(await contentOf('antecedent.json')))).toMatchObject({
      exported: { format: 'gguf', bits: null, gguf: { type: 'bf16', architecture: 'llama' } },
      certificate: { rows: 4, same: 4 },
    })
    for (const file of ['README.md', 'antecedent.json', 'Modelfile']) expect(await contentOf(file)).not.toContain(home)
  })

  it('tells how far it is, and keeps in the run’s log what the converter said', async () => {
    const phases: string[] = []
    const silence = studio.subscribe((events) => {
      for (const event of events)
        if (event.type === 'job.progress' && event.job === 'export') phases.push(`${event.phase} ${event.done}/${event.total}`)
    })
    await studio.services.settings.change({ ggufConverter: standIn, ggufPython: python })
    await exported('told')
    studio.flushEvents()
    silence()
    expect(phases.slice(0, 2)).toEqual(['queued 0/0', 'asking the converter 0/7'])
    expect(phases.at(-1)).toBe('converting 6/7')
    expect(await studio.services.runs.log(run.id)).toContain('Model successfully exported')
  })

  it.each([
    ['exits with a code', 'sys.exit("it went wrong\\nin two lines")', 'conversion-failed', 'ended with code 1', 'in two lines'],
    ['writes nothing', 'print("all is well")', 'conversion-failed', 'wrote no file', 'all is well'],
    ['writes rubbish', 'open(out, "wb").write(b"rubbish" * 100)', 'conversion-failed', 'no whole GGUF', 'log'],
    ['lacks a module', 'import no_such_module', 'python-missing', '“no_such_module”', 'No module named'],
    [
      'knows no such architecture',
      'sys.exit("ERROR:hf-to-gguf:Model AbcForCausalLM is not supported")',
      'model-invalid',
      'AbcForCausalLM',
      'newer',
    ],
    ['is killed', 'os.kill(os.getpid(), 9)', 'conversion-failed', 'SIGKILL', 'log'],
  ] as const)('is not made where the converter %s', async (_, work, code, message, hint) => {
    await setConverter(work)
    await expect(exported('none')).rejects.toMatchObject({
      failure: { code, message: expect.stringContaining(message), hint: expect.stringContaining(hint) },
    })
    expect(await leftAt('none')).toEqual([])
    expect(studio.services.runs.get(run.id).exports.some(({ path }) => path === join(home, 'none'))).toBe(false)
  })

  it.each([
    ['a text', 'this is no Python'],
    ['another program', 'print("Usage: another program")'],
  ])('is refused before anything is made where the file is no converter (%s)', async (_, content) => {
    const script = join(home, 'other.py')
    await writeFile(script, content)
    await studio.services.settings.change({ ggufConverter: script, ggufPython: python })
    await expect(exported('none')).rejects.toMatchObject({
      failure: { code: 'bad-input', message: 'other.py is not llama.cpp’s converter.' },
    })
    expect(await leftAt('none')).toEqual([])
  })

  it('is refused before anything is made where Python is missing', async () => {
    await studio.services.settings.change({ ggufConverter: standIn, ggufPython: join(home, 'no-python') })
    await expect(exported('none')).rejects.toMatchObject({
      failure: { code: 'python-missing', hint: expect.stringContaining('gguf-python') },
    })
    expect(await leftAt('none')).toEqual([])
  })

  it('leaves nothing when it is cancelled while the converter hangs, nor anything that it started', async () => {
    const alive = join(home, 'alive')
    // A child in its group that says where it is, and goes on for as long as nobody ends it.
    const child = `import os, time, sys; open(sys.argv[1], "w").write(str(os.getpid())); time.sleep(600)`
    await setConverter(
      `subprocess.Popen([sys.executable, "-c", ${JSON.stringify(child)}, ${JSON.stringify(alive)}])\nopen(out, "wb").write(b"half")\ntime.sleep(600)`,
    )
    const stop = new AbortController()
    const making = exported('cancelled', 'bf16', stop.signal)
    making.catch(() => undefined)
    const pid = await until(async () => (existsSync(alive) && Number(await readFile(alive, 'utf8'))) || null)
    stop.abort()
    await expect(making).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    expect(await leftAt('cancelled')).toEqual([])
    await until(async () => (isRunning(pid) ? null : true))
  })

  it('takes no name that a Modelfile cannot hold, and overwrites nothing', async () => {
    await studio.services.settings.change({ ggufConverter: standIn, ggufPython: python })
    await expect(exported('two\nlines')).rejects.toMatchObject({ failure: { code: 'bad-input' } })
    await mkdir(join(home, 'taken'))
    await expect(exported('taken')).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
    expect(await readdir(join(home, 'taken'))).toEqual([])
  })
})

/** Looks every few milliseconds until there is something. */
async function until<T>(look: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const found = await look()
    if (found !== null) return found
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Whether a process works; one that ended and that nobody has asked after does not. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z')
}
