import { expect, it } from 'vitest'
import { configFor, demoConfig, presets } from '../../../../../electron/core/training/defaults'
import { trainingConfig } from '../../../../../electron/shared/training'

it('begins a form with the balanced settings', () => {
  expect(configFor({ kind: 'demo' })).toEqual(demoConfig)
  expect(presets.balanced.other).toEqual(trainingConfig.parse({}))
  expect(configFor({ kind: 'hub', repo: 'a/b' })).toBe(presets.balanced.other)
})

it.each(['demo', 'other'] as const)('takes longer and may learn more from quick to thorough, with %s', (model) => {
  const [quick, balanced, thorough] = [presets.quick[model], presets.balanced[model], presets.thorough[model]]
  for (const config of [quick, balanced, thorough]) expect(trainingConfig.parse(config)).toEqual(config)
  expect(quick.epochs).toBe(1)
  expect(quick.epochs).toBeLessThan(balanced.epochs)
  expect(balanced.epochs).toBeLessThan(thorough.epochs)
  expect(quick.lora_parameters.rank).toBeLessThanOrEqual(balanced.lora_parameters.rank)
  expect(thorough).toMatchObject({ best_by: 'score', on_divergence: 'halve' })
  expect(thorough.early_stopping_patience).not.toBeNull()
})
