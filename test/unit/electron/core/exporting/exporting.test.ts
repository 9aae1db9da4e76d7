import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenAntecedent } from '../../../../../electron/core/antecedent'
import { exportRecord, readReplay } from '../../../../../electron/core/exporting/replay'
import type { AppEvent } from '../../../../../electron/shared/contract'
import type { ExportFormat, PackedBits } from '../../../../../electron/shared/exporting'
import type { Run } from '../../../../../electron/shared/run'
import { keptFolder } from '../temporary-folder'
import { root, trainedRun } from './trained-run'

const { signal } = new AbortController()

describe('a run of the demo model, with the real sidecar', () => {
  let home: string
  let studio: OpenAntecedent
  let run: Run
  const heard: AppEvent[] = []

  const exported = (format: ExportFormat, name: string, bits: PackedBits | null = null) =>
    studio.services.exporting.export({ runId: run.id, format, folder: home, name, bits }, signal)
  const contentOf = (name: string, file: string) => readFile(join(home, name, file), 'utf8')

  beforeAll(async () => {
    home = await keptFolder()
    ;({ studio, run } = await trainedRun(home))
    studio.subscribe((events) => heard.push(...events))
  })
  afterAll(() => studio.close())

  it('is fused into a folder that says what the adapter says, row by row and token by token', async () => {
    const { certificate, files, commands } = await exported('mlx', 'fused')
    expect(certificate).toMatchObject({ rows: 4, same: 4, parting: null })
    expect(certificate.exportF1).toBe(certificate.adapterF1)
    expect(certificate.baseF1).not.toBeNull()
    expect(certificate.tokens?.read).toBeGreaterThan(20)
    expect(certificate.tokens?.same).toBe(certificate.tokens?.read)
    expect(certificate.tokens?.divergence).toBeLessThan(1e-4)
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['README.md', 'antecedent.json', 'chat_template.jinja', 'config.json', 'model.safetensors', 'tokenizer.json']),
    )
    expect(commands.map(({ label }) => label)).toEqual(['mlx-lm', 'vLLM'])
    studio.flushEvents()
    const phases = heard.flatMap((event) => (event.type === 'job.progress' && event.job === 'export' ? [event.phase] : []))
    expect([...new Set(phases)]).toEqual([
      'queued',
      'fusing',
      'asking the base model',
      'asking the adapter',
      'comparing',
      'asking the export',
    ])
  })

  it('comes with a card and a record, in which no folder of this machine is named', async () => {
    const card = await contentOf('fused', 'README.md')
    expect(card).toContain('license: mit')
    expect(card).toContain(run.dataset.sha256)
    expect(card).toContain('| versions | mlx ')
    const record = await contentOf('fused', 'antecedent.json')
    expect(exportRecord.parse(JSON.parse(record))).toMatchObject({
      exported: { format: 'mlx', weights: 'best', bits: null },
      run: { name: 'a run', state: 'finished', steps: 6 },
      dataset: { rows: run.dataset.rows, sha256: run.dataset.sha256 },
      certificate: { rows: 4, same: 4 },
      versions: { python: expect.any(String) },
    })
    for (const text of [card, record]) for (const folder of [home, root]) expect(text).not.toContain(folder)
  })

  it('is trained again with the same settings, by folder or by record', async () => {
    const { models } = studio.services
    const replay = await readReplay(join(home, 'fused'), models)
    expect(replay.imported).toEqual({ config: run.config, notes: [], dataset: null, model: { kind: 'known', ref: { kind: 'demo' } } })
    expect(await readReplay(join(home, 'fused', 'antecedent.json'), models)).toEqual(replay)
    await expect(readReplay(join(home, 'fused', 'config.json'), models)).rejects.toMatchObject({ failure: { code: 'bad-input' } })
    await expect(readReplay(join(home, 'nowhere'), models)).rejects.toMatchObject({ failure: { code: 'not-found' } })
  })

  it('becomes a folder that Ollama takes, asked as in training', async () => {
    const { certificate, commands, path } = await exported('ollama', 'for ollama')
    expect(certificate).toMatchObject({ rows: 4, same: 4 })
    const { system } = JSON.parse(await readFile(studio.services.runs.files(run.id).prompt, 'utf8'))
    const written = await contentOf('for ollama', 'Modelfile')
    expect(written).toContain('FROM .\nTEMPLATE """{{ if .System }}<|system|>{{ .System }}<|end|><|user|>{{ else }}')
    expect(written).toContain(system === null ? 'PARAMETER temperature 0' : `SYSTEM """${system}"""\nPARAMETER temperature 0`)
    expect(written).toContain('PARAMETER num_ctx 1024\nPARAMETER stop """<|end|>"""\n')
    expect(JSON.parse(await contentOf('for ollama', 'tokenizer_config.json'))).toMatchObject({ add_bos_token: false })
    expect(commands[0]).toEqual({ label: 'Ollama', command: `ollama create for-ollama -f '${path}/Modelfile'` })
  })

  it('becomes an adapter that PEFT takes', async () => {
    const { certificate, files } = await exported('peft', 'peft')
    expect(certificate).toMatchObject({ rows: 0, tokens: null })
    expect(files.map(({ name }) => name)).toEqual(['README.md', 'adapter_config.json', 'adapter_model.safetensors', 'antecedent.json'])
    const config = JSON.parse(await contentOf('peft', 'adapter_config.json'))
    expect(config).toMatchObject({ r: 4, lora_alpha: 16 })
    // For this machine; whoever the card is handed on to has no use for it.
    expect(config.base_model_name_or_path).toBe(join(root, 'assets', 'demo-model'))
    const handedOn = [await contentOf('peft', 'README.md'), await contentOf('peft', 'antecedent.json')]
    for (const text of handedOn) expect(text).not.toContain(root)
    expect(handedOn[0]).toContain('put its folder in place of `BASE_MODEL`')
  })

  it('is packed on purpose, with what that cost in its certificate', async () => {
    const { bits, certificate, commands, files } = await exported('mlx', 'packed', 8)
    const bytesOf = (found: typeof files) => found.find(({ name }) => name === 'model.safetensors')?.bytes ?? 0
    expect(bits).toBe(8)
    expect(certificate.rows).toBe(4)
    expect(certificate.tokens?.divergence).toBeGreaterThan(0)
    expect(commands.map(({ label }) => label)).toEqual(['mlx-lm'])
    expect(JSON.parse(await contentOf('packed', 'config.json')).quantization).toMatchObject({ bits: 8 })
    expect(bytesOf(files)).toBeLessThan(1_200_000)
    expect(await contentOf('packed', 'README.md')).toContain('packed into 8 bits')
  })

  it('is not packed where that would help nobody', async () => {
    await expect(exported('ollama', 'none', 4)).rejects.toMatchObject({
      failure: { code: 'bad-input', hint: expect.stringContaining('--quantize') },
    })
    await expect(exported('peft', 'none', 8)).rejects.toMatchObject({ failure: { code: 'bad-input' } })
    expect((await readdir(home)).filter((name) => name === 'none' || name.endsWith('.part'))).toEqual([])
  })
})
