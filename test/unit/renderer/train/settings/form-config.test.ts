import { describe, expect, it } from 'vitest'
import { trainingConfig } from '../../../../../electron/shared/training'
import { type Entries, formConfig } from '../../../../../renderer/train/settings/form-config'
import { firstDraft, scheduleNames } from '../../../../../renderer/train/settings/schedule-draft'

const base = trainingConfig.parse({})
const wrongIn = (entries: Entries) => Object.fromEntries(formConfig(base, entries, null).wrong)

describe('formConfig', () => {
  it('keeps what it began with where nothing was typed', () => {
    expect(formConfig(base, {}, null)).toEqual({ base, config: base, wrong: new Map(), changed: [] })
  })

  it('puts typed values where mlx-lm wants them', () => {
    const { config, changed } = formConfig(
      base,
      {
        'lora_parameters.rank': '16',
        'optimizer_config.adam.betas.1': '0.98',
        grad_checkpoint: 'on',
      },
      null,
    )
    expect(config.lora_parameters.rank).toBe(16)
    expect(config.optimizer_config.adam.betas).toEqual([0.9, 0.98])
    expect(config.grad_checkpoint).toBe(true)
    expect(changed).toEqual(['optimizer_config.adam.betas.1', 'lora_parameters.rank', 'grad_checkpoint'])
    expect(trainingConfig.parse(config)).toEqual(config)
  })

  it('counts the same value written otherwise as no change', () => {
    expect(formConfig(base, { learning_rate: '0.0001', epochs: ' 2.0 ' }, null).changed).toEqual([])
  })

  it('takes an empty field as nothing only where the setting knows nothing', () => {
    const { config, wrong } = formConfig(base, { clip_norm: '', batch_size: '' }, null)
    expect(config.clip_norm).toBeNull()
    expect([...wrong.keys()]).toEqual(['batch_size'])
  })

  it.each([
    [{ epochs: '0' }, { epochs: 'More than 0.' }],
    [{ epochs: '1,5' }, { epochs: 'Write it with a point, or without one: 1.5 or 15.' }],
    [{ epochs: 'two' }, { epochs: 'A number is needed.' }],
    [{ epochs: 'Infinity' }, { epochs: 'A number is needed.' }],
    [{ 'lora_parameters.rank': '2.5' }, { 'lora_parameters.rank': 'A whole number is needed.' }],
    [{ 'lora_parameters.rank': '257' }, { 'lora_parameters.rank': 'At most 256.' }],
    [{ num_layers: '−1' }, {}],
    [{ num_layers: '-2' }, { num_layers: 'At least -1.' }],
    [{ 'optimizer_config.adam.betas.0': '1' }, { 'optimizer_config.adam.betas.0': 'Less than 1.' }],
  ] satisfies readonly [Entries, Entries][])('says what is wrong with %o', (entries, wrong) => {
    expect(wrongIn(entries)).toEqual(wrong)
  })

  it('stays in iterations while their number is being typed anew', () => {
    const { config, wrong } = formConfig(base, { iters: '' }, null)
    expect(config.iters).not.toBeNull()
    expect([...wrong.keys()]).toEqual(['iters'])
    expect(formConfig(base, { iters: null }, null).config.iters).toBeNull()
  })

  it('passes over a wrong value that no longer means anything', () => {
    const { config, wrong } = formConfig(base, { 'lora_parameters.rank': 'x', fine_tune_type: 'full' }, null)
    expect(wrong.size).toBe(0)
    expect(trainingConfig.parse(config)).toEqual({ ...base, fine_tune_type: 'full' })
  })

  it.each(scheduleNames)('begins %s with values that the contract takes', (name) => {
    const { config, wrong } = formConfig(base, { lr_schedule: JSON.stringify(firstDraft(name)) }, null)
    expect(wrong.size).toBe(0)
    expect(trainingConfig.parse(config).lr_schedule?.name).toBe(name)
  })

  it('names the figure of a schedule that is wrong, and lets the last of a cosine be left out', () => {
    const draft = firstDraft('cosine_decay')
    expect(wrongIn({ lr_schedule: JSON.stringify({ ...draft, arguments: ['1e-4', 'x', '0'] }) })).toEqual({
      lr_schedule: 'Steps until it is down: a number is needed.',
    })
    expect(wrongIn({ lr_schedule: JSON.stringify({ ...draft, warmup: '1.5' }) })).toEqual({
      lr_schedule: 'Warm-up: a whole number of steps is needed.',
    })
    expect(wrongIn({ lr_schedule: JSON.stringify({ ...draft, warmup: '0x10' }) })).toHaveProperty('lr_schedule')
    const short = formConfig(base, { lr_schedule: JSON.stringify({ ...draft, arguments: ['1e-4', '500', ''] }) }, null)
    expect(short.wrong.size).toBe(0)
    expect(short.config.lr_schedule?.arguments).toEqual([1e-4, 500])
  })

  it('says which settings the chosen model cannot take, typed or begun with', () => {
    const packed = { layers: 4, quantizedBits: 4 }
    expect([...formConfig({ ...base, num_layers: 16 }, {}, packed).wrong]).toEqual([['num_layers', 'The model has 4; −1 takes all.']])
    expect([...formConfig(base, { fine_tune_type: 'full' }, packed).wrong.keys()]).toEqual(['fine_tune_type'])
    expect([...formConfig(base, { num_layers: '0' }, null).wrong.keys()]).toEqual(['num_layers'])
    expect(formConfig(base, { num_layers: '4', fine_tune_type: 'dora' }, packed).wrong.size).toBe(0)
  })

  it('does not count as changed what was wrong to begin with', () => {
    expect(formConfig({ ...base, num_layers: 16 }, {}, { layers: 4, quantizedBits: null }).changed).toEqual([])
  })
})
