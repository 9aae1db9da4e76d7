import { expect, it } from 'vitest'
import { trainingConfig } from '../../../../electron/shared/training'
import { changeOf } from '../../../../renderer/train/remedy'
import { formConfig } from '../../../../renderer/train/settings/form-config'

const config = trainingConfig.parse({ batch_size: 8, fine_tune_type: 'dora' })
const both = 'Batch size 1 with 8 accumulation steps, recomputing activations (grad_checkpoint): 3.1 GB instead of 12.0 GB.'

it.each([
  ['Batch size 1 with 8 accumulation steps: 3.1 GB instead of 12.0 GB.', { batch_size: '1', grad_accumulation_steps: '8' }],
  [
    'Batch size 1 with 8 accumulation steps and 800 iterations: 3.1 GB instead of 12.0 GB.',
    { batch_size: '1', grad_accumulation_steps: '8', iters: '800' },
  ],
  ['Recomputing activations (grad_checkpoint): 3.1 GB instead of 12.0 GB.', { grad_checkpoint: 'on' }],
  ['Rows of at most 1024 tokens, which cuts 12: 3.1 GB instead of 12.0 GB.', { max_seq_length: '1024' }],
  ['LoRA instead of DoRA: 3.1 GB instead of 12.0 GB.', { fine_tune_type: 'lora' }],
  ['The last 14 blocks only: 3.1 GB instead of 12.0 GB.', { num_layers: '14' }],
  ['Set max_seq_length to 1,024.', { max_seq_length: '1024' }],
  [both, { batch_size: '1', grad_accumulation_steps: '8', grad_checkpoint: 'on' }],
] as const)('carries out “%s” in one click', (remedy, entries) => {
  expect(changeOf(remedy, config)).toEqual(entries)
  expect(formConfig(config, entries, null).wrong.size).toBe(0)
})

it.each(['A 4-bit version of the model: 3.1 GB instead of 12.0 GB.', 'Close other apps.', 'Set batch_size to 8.', ''])(
  'offers no click for “%s”',
  (remedy) => {
    expect(changeOf(remedy, config)).toBeNull()
  },
)
