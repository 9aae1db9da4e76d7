import { expect, it } from 'vitest'
import { trainingConfig } from '../../../../electron/shared/training'
import { wrongParameters } from '../../../../renderer/train/parameters'
import { chosenConfig } from '../../../../renderer/train/train-slice'

const base = trainingConfig.parse({ iters: 300 })

it('keeps what suits the model where nothing was chosen', () => {
  expect(chosenConfig(base, {})).toEqual(base)
})

it('lets a typed number of epochs win over a default number of updates', () => {
  expect(chosenConfig(base, { epochs: 5 })).toMatchObject({ epochs: 5, iters: null })
})

it('puts the rank where mlx-lm wants it', () => {
  expect(chosenConfig(base, { rank: 16 }).lora_parameters).toEqual({ ...base.lora_parameters, rank: 16 })
  expect(trainingConfig.safeParse(chosenConfig(base, { rank: 16 })).success).toBe(true)
})

it('refuses what the contract would refuse', () => {
  expect([...wrongParameters({ epochs: 0, rank: 2.5, learning_rate: Number.NaN, seed: 3 }).keys()]).toEqual([
    'epochs',
    'learning_rate',
    'rank',
  ])
})
