import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FileHandles } from '../../../../../electron/core/files/handles'
import { Models } from '../../../../../electron/core/models/models'
import { readConfigFile } from '../../../../../electron/core/training/config-file'
import { mlxConfig } from '../../../../../electron/core/training/mlx-config'
import { trainingConfig } from '../../../../../electron/shared/training'
import { noModelPlaces } from '../no-model-places'
import { temporaryFolder } from '../temporary-folder'

const demo = resolve(import.meta.dirname, '../../../../../assets/demo-model')

async function given(yaml: string | Buffer) {
  const folder = await temporaryFolder()
  const path = join(folder, 'training_config.yml')
  await writeFile(path, yaml)
  const handles = new FileHandles()
  const models = await Models.open(join(folder, 'models'), demo, () => {}, noModelPlaces)
  await mkdir(join(folder, 'models'))
  await mkdir(join(folder, 'elsewhere'))
  return { folder, handles, models, read: () => readConfigFile(path, { handles, models, workingFolder: join(folder, 'elsewhere') }) }
}
const read = async (yaml: string | Buffer) => (await given(yaml)).read()
const keys = (notes: readonly { readonly key: string }[]) => notes.map(({ key }) => key)

describe('what a configuration says', () => {
  it('means what mlx-lm would do where it is silent', async () => {
    const { config, notes, model, dataset } = await read('learning_rate: 2e-5\n')
    expect(config).toMatchObject({
      fine_tune_type: 'lora',
      optimizer: 'adam',
      learning_rate: 2e-5,
      iters: 1000,
      batch_size: 4,
      num_layers: 16,
      max_seq_length: 2048,
      steps_per_report: 10,
      steps_per_eval: 200,
      save_every: 100,
      mask_prompt: false,
      grad_checkpoint: false,
      schedule: 'constant',
      warmup_fraction: 0,
      clip_norm: null,
      lora_parameters: { rank: 8, scale: 20, dropout: 0, keys: null },
      optimizer_config: { adam: { bias_correction: false }, adamw: { bias_correction: false }, adafactor: { relative_step: true } },
    })
    expect({ notes, model, dataset }).toEqual({ notes: [], model: { kind: 'none' }, dataset: null })
  })

  it('takes over what it says, numbers as YAML 1.1 has them', async () => {
    const { config, notes } = await read(
      [
        'train: true',
        'fine_tune_type: dora',
        'optimizer: AdamW',
        'optimizer_config:',
        '  adamw: {betas: [0.9, 0.95], weight_decay: 1e-1}',
        'learning_rate: 1E-4',
        'iters: 1_500',
        'mask_prompt: yes',
        'val_batches: -1',
        'seed: 0x10',
        'steps_per_eval: ~',
        'lora_parameters: {rank: 16, scale: 10, dropout: 0.1, keys: [self_attn.q_proj]}',
        'lr_schedule: {name: cosine_decay, warmup: 100, warmup_init: 1e-7, arguments: [1e-4, 1000, 1e-7]}',
        'report_to: wandb',
        'project_name: rewrites',
        'clip_norm: 0.5',
      ].join('\n'),
    )
    expect(notes).toEqual([])
    expect(config).toMatchObject({
      fine_tune_type: 'dora',
      optimizer: 'adamw',
      optimizer_config: { adamw: { betas: [0.9, 0.95], eps: 1e-8, weight_decay: 0.1, bias_correction: false } },
      learning_rate: 1e-4,
      iters: 1500,
      mask_prompt: true,
      seed: 16,
      steps_per_eval: 200,
      lora_parameters: { rank: 16, scale: 10, dropout: 0.1, keys: ['self_attn.q_proj'] },
      lr_schedule: { name: 'cosine_decay', warmup: 100, warmup_init: 1e-7, arguments: [1e-4, 1000, 1e-7] },
      report_to: 'wandb',
      project_name: 'rewrites',
      clip_norm: 0.5,
    })
  })

  it.each([
    ['lerning_rate: 1e-5', 'learning_rate'],
    ['lr: 1e-5', 'learning_rate'],
    ['bath_size: 4', 'batch_size'],
    ['lora_alpha: 16', 'lora_parameters.scale'],
    ['gradient_accumulation_steps: 2', 'grad_accumulation_steps'],
    ['max-seq-length: 512', 'max_seq_length'],
    ['lora_parameters: {rank: 4, scale: 2.0, dropout: 0, drop_out: 1}', 'dropout'],
    ['optimizer_config: {adam: {beta: [0.9, 0.99]}}', 'betas'],
  ])('names the key nobody knows in %s, and the one that was meant', async (yaml, meant) => {
    const { notes } = await read(yaml)
    expect(notes).toHaveLength(1)
    expect(notes[0]?.message).toContain(`Perhaps ${meant} is meant.`)
  })

  it.each(['zebra: 1', 'constructor: 1', '__proto__: {a: 1}', 'toString: x'])('suggests nothing for %s', async (yaml) => {
    const { notes } = await read(yaml)
    expect(notes).toHaveLength(1)
    expect(notes[0]?.message).not.toContain('Perhaps')
  })

  it.each([
    ['test', 'test: true'],
    ['test_batches', 'test_batches: 500'],
    ['val_batches', 'val_batches: 25'],
    ['resume_adapter_file', 'resume_adapter_file: a.safetensors'],
    ['adapter_path', 'adapter_path: adapters'],
    ['clear_cache_threshold', 'clear_cache_threshold: 1000'],
    ['trust_remote_code', 'trust_remote_code: true'],
    ['hf_dataset', 'hf_dataset: {path: a/b}'],
    ['report_to', 'report_to: swanlab'],
    ['report_to', 'report_to: "wandb, swanlab"'],
    ['train', 'train: false'],
    ['lora_layers', 'lora_layers: 8'],
    ['epochs', 'epochs: 3'],
    ['num_layers', 'num_layers: 0'],
    ['lora_parameters.alpha', 'lora_parameters: {rank: 8, scale: 20.0, dropout: 0, alpha: 16}'],
    ['learning_rate', 'learning_rate: 1e-3\nlr_schedule: {name: exponential_decay, arguments: [1e-4, 0.9]}'],
  ])('explains %s in a sentence', async (key, yaml) => {
    const { notes } = await read(yaml)
    expect(keys(notes)).toEqual([key])
    expect(notes[0]?.message).toMatch(/^[A-Zml].*\.$/)
  })

  it('lets epochs decide where they stand alone, and makes every block of 0', async () => {
    expect((await read('epochs: 3')).config).toMatchObject({ epochs: 3, iters: null })
    expect((await read('epochs: 3\niters: 10')).config).toMatchObject({ iters: 10 })
    expect((await read('num_layers: 0')).config.num_layers).toBe(-1)
  })

  it.each([
    ['batch_size: four', 'batch_size on line 1 is the text “four”, where a number is due.', 1, 13],
    ['iters: 10\nbatch_size: 2.5', 'batch_size on line 2 is 2.5, where a whole number is due.', 2, 13],
    ['batch_size: 0', 'batch_size on line 1 is 0, where at least 1 is due.', 1, 13],
    ['learning_rate: "1e-5"', 'learning_rate on line 1 is the text “1e-5”, where a number is due.', 1, 16],
    ['mask_prompt: 1', 'mask_prompt on line 1 is 1, where true or false is due.', 1, 14],
    ['optimizer: lion', 'optimizer on line 1 is the text “lion”, where one of adam, adamw, muon, sgd, adafactor is due.', 1, 12],
    [
      'lora_parameters:\n  rank: 8\n  scale: x\n  dropout: 0',
      'lora_parameters.scale on line 3 is the text “x”, where a number is due.',
      3,
      10,
    ],
    ['lora_parameters: 8', 'lora_parameters on line 1 is 8, where a map of keys is due.', 1, 18],
    ['optimizer_config: {adam: {betas: [0.9]}}', 'optimizer_config.adam.betas', 1, 34],
    ['lr_schedule: {name: cosine_decay}', 'lr_schedule.arguments on line 1 is missing, where a list is due.', 1, 14],
    ['lr_schedule: {name: cosine_decay, arguments: [a, 2]}', 'lr_schedule.arguments.0 on line 1 is the text “a”', 1, 47],
    ['lr_schedule: {name: step_decay, arguments: [1e-4, 0.5]}', 'has 2 numbers, where step_decay takes 3.', 1, 44],
    [
      'lora_parameters: {rank: 8, dropout: 0, alpha: 16}',
      'has no scale, without which mlx-lm does not train. It does nothing with alpha.',
      1,
      18,
    ],
    ['lora_parameters: {scale: 8, dropout: 0}', 'has no rank', 1, 18],
  ])('refuses %j with key and line', async (yaml, message, line, column) => {
    await expect(read(yaml)).rejects.toMatchObject({
      failure: { code: 'bad-input', message: expect.stringContaining(message), where: { line, column } },
    })
  })

  it('takes adapter parameters as they are where all weights are trained', async () => {
    expect((await read('fine_tune_type: full\nlora_parameters: {rank: 4}')).config.lora_parameters).toMatchObject({ rank: 4, scale: 20 })
  })

  it('reads back what a run writes', async () => {
    const config = trainingConfig.parse({ iters: 40, optimizer: 'muon', clip_norm: 2, early_stopping_patience: 3, best_by: 'score' })
    const paths = { model: demo, data: '/nowhere', adapters: '/nowhere' }
    const written = mlxConfig(config, paths, { batchesPerEpoch: 10, totalSteps: 40, trainRows: 400, validRows: 40 })
    const { config: back, notes, model } = await read(written)
    expect(back).toMatchObject({ iters: 40, optimizer: 'muon', clip_norm: 2, early_stopping_patience: 3, best_by: 'score', num_layers: -1 })
    expect(back.lr_schedule).toMatchObject({ name: 'cosine_decay', warmup: 2 })
    expect(keys(notes)).toEqual(['adapter_path', 'data'])
    expect(model.kind).toBe('known')
  })
})

describe('a file that is no configuration', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
  for (const [last, next] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh'])
    bomb.push(`${next}: &${next} [${Array(10).fill(`*${last}`).join(', ')}]`)
  it.each([
    ['nothing', '', 1],
    ['a list', '- a\n- b', 1],
    ['a word', 'hello', 1],
    ['broken YAML', 'iters: 1\nbatch_size: [1', 2],
    ['a key twice', 'iters: 1\niters: 2', 2],
    ['two documents', '---\niters: 1\n---\niters: 2', 3],
    ['a tag that would run code', 'iters: !!python/object:os.system x', 1],
    ['an alias to nothing', 'iters: *x', 1],
    ['aliases that multiply', bomb.join('\n'), 1],
    ['brackets without end', `iters: ${'['.repeat(30_000)}`, 1],
    ['dashes without end', `a:\n  ${'- '.repeat(30_000)}1`, 1],
    ['keys of keys without end', '? '.repeat(30_000), 1],
    ['a key that is a list', '? [a]\n: 1', 1],
    ['bytes', Buffer.from([0x50, 0x4b, 0, 0, 1]), 1],
    ['another encoding', Buffer.from('iters: 1 # caf\xe9', 'latin1'), 1],
  ])('is named: %s', async (_, yaml, line) => {
    await expect(read(yaml)).rejects.toMatchObject({
      failure: { code: 'bad-input', message: expect.stringMatching(/^This is no training configuration: .*\.$/), where: { line } },
    })
  })

  it('is refused where it is too large, a folder or missing', async () => {
    await expect(read(Buffer.alloc(2 * 1024 * 1024, 'a'))).rejects.toMatchObject({ failure: { code: 'file-too-large' } })
    const { folder, handles, models } = await given('')
    await expect(readConfigFile(folder, { handles, models })).rejects.toMatchObject({ failure: { code: 'file-is-folder' } })
    await expect(readConfigFile(join(folder, 'no.yml'), { handles, models })).rejects.toMatchObject({ failure: { code: 'not-found' } })
  })
})

describe('what a configuration names', () => {
  it('finds data beside the file first and says which files it does not use', async () => {
    const { folder, handles, read } = await given('data: rows')
    for (const place of [join(folder, 'rows'), join(folder, 'elsewhere', 'rows')]) {
      await mkdir(place)
      await writeFile(join(place, 'train.jsonl'), '{}\n')
    }
    await writeFile(join(folder, 'rows', 'valid.jsonl'), '{}\n')
    const { dataset, notes } = await read()
    expect(handles.path(dataset?.handle ?? '')).toBe(join(folder, 'rows', 'train.jsonl'))
    expect(notes).toMatchObject([{ key: 'data', message: expect.stringContaining('valid.jsonl is beside train.jsonl') }])
  })

  it('looks in the working folder next, and takes a file as it is', async () => {
    const { folder, handles, read } = await given('data: rows.jsonl')
    await writeFile(join(folder, 'elsewhere', 'rows.jsonl'), '{}\n')
    expect(handles.path((await read()).dataset?.handle ?? '')).toBe(join(folder, 'elsewhere', 'rows.jsonl'))
  })

  it.each([
    ['mlx-community/WikiSQL', 'not fetched here'],
    ['nowhere', 'There is no folder “nowhere” here.'],
    ['./', 'has no train.jsonl'],
    ['.', 'has no train.jsonl'],
    ['[1]', 'is no text'],
  ])('says what became of the data %s', async (data, message) => {
    const { dataset, notes } = await read(`data: ${data}`)
    expect(dataset).toBeNull()
    expect(notes).toMatchObject([{ key: 'data', message: expect.stringContaining(message) }])
  })

  it('adds a model folder beside the file', async () => {
    const { folder, models, read } = await given('model: ./tiny\nnum_layers: 4')
    await cp(demo, join(folder, 'tiny'), { recursive: true })
    const { model, notes } = await read()
    expect(notes).toEqual([])
    expect(model.kind === 'known' && models.path(model.ref)).toBe(join(folder, 'tiny'))
    expect((await models.list()).map(({ name }) => name)).toContain('tiny')
  })

  it('knows the demo model, whose blocks are fewer than mlx-lm’s sixteen', async () => {
    const { config, model, notes } = await read('model: demo')
    expect(model).toEqual({ kind: 'known', ref: { kind: 'demo' } })
    expect(config.num_layers).toBe(-1)
    expect(notes).toMatchObject([{ key: 'num_layers', message: expect.stringContaining('has 4 blocks and this asks for 16') }])
  })

  it('knows a model of the Hub that was downloaded, and names another', async () => {
    const { models, read } = await given('model: org/tiny\nnum_layers: -1')
    expect((await read()).model).toEqual({ kind: 'hub', repo: 'org/tiny' })
    await models.addHub('org/tiny', demo)
    expect((await read()).model).toEqual({ kind: 'known', ref: { kind: 'hub', repo: 'org/tiny' } })
  })

  it('keeps the settings where the model is none', async () => {
    const { config, model, notes } = await read('model: elsewhere\niters: 7')
    expect(model).toEqual({ kind: 'none' })
    expect(config.iters).toBe(7)
    expect(notes).toMatchObject([{ key: 'model', message: expect.stringContaining('is no model folder') }])
  })
})
