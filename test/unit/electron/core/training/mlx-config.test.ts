import { execFile } from 'node:child_process'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { mlxConfig } from '../../../../../electron/core/training/mlx-config'
import { runLength, warmupUpdates } from '../../../../../electron/shared/run-length'
import { type TrainingConfig, type TrainingConfigInput, trainingConfig } from '../../../../../electron/shared/training'
import { python, runPythonScript } from '../python-script'
import { temporaryFolder } from '../temporary-folder'

const paths = { model: '/m', data: '/d', adapters: '/a' }
const written = (given: TrainingConfigInput, batchesPerEpoch: number) => {
  const config = trainingConfig.parse(given)
  return parse(mlxConfig(config, paths, reportOf(config, batchesPerEpoch)))
}
const reportOf = (config: TrainingConfig, batchesPerEpoch: number) => ({
  batchesPerEpoch,
  totalSteps: updatesOf(config, batchesPerEpoch),
  trainRows: batchesPerEpoch * config.batch_size,
  validRows: config.batch_size,
})
const updatesOf = (config: TrainingConfig, batches: number) => runLength(config, batches * config.batch_size).updates

describe('mlxConfig', () => {
  it('writes mlx-lm’s own keys, with batches as iterations and updates in the schedule', () => {
    const given = { epochs: 2, grad_accumulation_steps: 2, warmup_fraction: 0.1, learning_rate: 1e-5 }
    expect(written(given, 100)).toMatchObject({
      model: '/m',
      data: '/d',
      adapter_path: '/a',
      train: true,
      iters: 200,
      val_batches: -1,
      steps_per_eval: 20,
      lora_parameters: { rank: 8, scale: 20, dropout: 0 },
      lr_schedule: { name: 'cosine_decay', warmup: 10, arguments: [1e-5, 90, 0] },
    })
  })

  it('leaves the schedule out when the rate is constant, and names the layers when they are chosen', () => {
    const config = written({ schedule: 'constant', warmup_fraction: 0, lora_parameters: { keys: ['self_attn.q_proj'] } }, 10)
    expect(config).not.toHaveProperty('lr_schedule')
    expect(config.lora_parameters.keys).toEqual(['self_attn.q_proj'])
  })

  it('names only a place to report to that mlx-lm knows', () => {
    expect(written({ report_to: 'tensorboard' }, 10)).not.toHaveProperty('report_to')
    expect(written({ report_to: 'wandb', project_name: 'on' }, 10)).toMatchObject({ report_to: 'wandb', project_name: 'on' })
  })

  const schedules: Readonly<Record<string, TrainingConfigInput>> = {
    constant: { schedule: 'constant', warmup_fraction: 0 },
    'constant after a rise': { schedule: 'constant', warmup_fraction: 0.2 },
    cosine: { schedule: 'cosine_decay', warmup_fraction: 0 },
    'cosine after a rise': { schedule: 'cosine_decay', warmup_fraction: 0.1 },
    linear: { schedule: 'linear_schedule', warmup_fraction: 0 },
    'linear after a rise': { schedule: 'linear_schedule', warmup_fraction: 0.25 },
    'mlx-lm’s cosine': { lr_schedule: { name: 'cosine_decay', arguments: [1e-5, 12, 1e-7], warmup: 3, warmup_init: 1e-7 } },
    'mlx-lm’s line': { lr_schedule: { name: 'linear_schedule', arguments: [1e-4, 1e-7, 15] } },
    'mlx-lm’s steps': { lr_schedule: { name: 'step_decay', arguments: [1e-3, 0.5, 4] } },
    'mlx-lm’s decay': { lr_schedule: { name: 'exponential_decay', arguments: [1e-3, 0.9] } },
  }
  const types = ['lora', 'dora', 'full'] as const
  const optimizers = ['adam', 'adamw', 'muon', 'sgd', 'adafactor'] as const

  it('means to mlx-lm what it means here, for every kind of training, optimizer and schedule', async () => {
    const folder = await temporaryFolder()
    const asked = await Promise.all(
      types.flatMap((fine_tune_type) =>
        optimizers.flatMap((optimizer) =>
          Object.values(schedules).map(async (schedule, number) => {
            const config = trainingConfig.parse({ fine_tune_type, optimizer, epochs: 2, learning_rate: 3e-5, seed: 7, ...schedule })
            const file = join(folder, `${fine_tune_type}-${optimizer}-${number}.yml`)
            await writeFile(file, mlxConfig(config, paths, reportOf(config, 10)))
            return { config, batches: 10, file }
          }),
        ),
      ),
    )
    const rates = z.array(z.number())
    const mlxLm = z.object({ settings: z.looseObject({}), rates, optimizer: z.looseObject({}) })
    const answers = z.array(z.object({ updates: z.int(), rates, mlxLm })).parse(await runPythonScript('schedules.py', asked))
    expect(answers).toHaveLength(150)
    answers.forEach((answer, place) => {
      const { config } = asked[place] as (typeof asked)[number]
      expect(answer.mlxLm.settings).toMatchObject({ iters: 20, seed: 7, num_layers: -1, mask_prompt: true, val_batches: -1 })
      expect(answer.mlxLm.optimizer).toMatchObject(config.optimizer_config[config.optimizer])
      // After a rise mlx-lm is one update behind; see `scheduleOf`.
      const warmup = config.lr_schedule ? 0 : warmupUpdates(config, answer.updates)
      const expected = answer.rates.map((rate, update) => (warmup > 0 && update > warmup ? (answer.rates[update - 1] ?? 0) : rate))
      answer.mlxLm.rates.forEach((rate, update) => {
        expect(Math.abs(rate - (expected[update] ?? 0)), `${config.fine_tune_type} ${place} ${update}`).toBeLessThan(1e-10)
      })
    })
  })

  it.each([
    ['a batch larger than the data', { batch_size: 8, lora_parameters: { rank: 2 } }],
    ['adapters', { optimizer: 'adamw', lora_parameters: { rank: 2 } }],
    ['all weights', { fine_tune_type: 'full', optimizer: 'adafactor', schedule: 'linear_schedule', grad_accumulation_steps: 2 }],
  ] as const)('is trained on by mlx-lm as it stands: %s', async (_, given) => {
    const folder = await temporaryFolder()
    const row = (name: string) => {
      return JSON.stringify({
        messages: [
          { role: 'user', content: name },
          { role: 'assistant', content: name },
        ],
      })
    }
    await mkdir(join(folder, 'data'))
    for (const part of ['train', 'valid', 'test']) await writeFile(join(folder, 'data', `${part}.jsonl`), `${row('Ann')}\n${row('Bob')}\n`)
    const config = trainingConfig.parse({ iters: 2, batch_size: 2, max_seq_length: 64, ...given })
    const model = resolve(import.meta.dirname, '../../../../../assets/demo-model')
    const places = { model, data: join(folder, 'data'), adapters: join(folder, 'adapters') }
    const report = { batchesPerEpoch: 1, totalSteps: updatesOf(config, 1), trainRows: 2, validRows: 2 }
    await writeFile(join(folder, 'config.yml'), mlxConfig(config, places, report))
    await promisify(execFile)(python, ['-B', '-m', 'mlx_lm', 'lora', '--config', join(folder, 'config.yml')], {
      env: { ...process.env, HF_HUB_OFFLINE: '1', TRANSFORMERS_OFFLINE: '1' },
    })
    const iterations = (2 * config.batch_size) / 2
    const wanted = ['adapter_config.json', 'adapters.safetensors', `000000${iterations}_adapters.safetensors`]
    expect(await readdir(join(folder, 'adapters'))).toEqual(expect.arrayContaining(wanted))
  })
})
