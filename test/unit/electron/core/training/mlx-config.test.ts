import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { mlxConfig } from '../../../../../electron/core/training/mlx-config'
import { trainingConfig } from '../../../../../electron/shared/training'

const paths = { model: '/m', data: '/d', adapters: '/a' }

it('writes mlx-lm’s own keys, with micro-steps as iters', () => {
  const config = trainingConfig.parse({ grad_accumulation_steps: 2, warmup_fraction: 0.1, learning_rate: 1e-5 })
  expect(parse(mlxConfig(config, paths, 100))).toMatchObject({
    model: '/m',
    data: '/d',
    adapter_path: '/a',
    train: true,
    iters: 200,
    val_batches: -1,
    lora_parameters: { rank: 8, scale: 20, dropout: 0 },
    lr_schedule: { name: 'cosine_decay', warmup: 10, arguments: [1e-5, 90, 0] },
  })
})

it('leaves the schedule out when the rate is constant, and names the layers when they are chosen', () => {
  const config = trainingConfig.parse({ schedule: 'constant', lora_parameters: { keys: ['self_attn.q_proj'] } })
  const written = parse(mlxConfig(config, paths, 10))
  expect(written).not.toHaveProperty('lr_schedule')
  expect(written.lora_parameters.keys).toEqual(['self_attn.q_proj'])
})
