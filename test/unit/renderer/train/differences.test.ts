import { describe, expect, it } from 'vitest'
import { type TrainingConfigInput, trainingConfig } from '../../../../electron/shared/training'
import { differencesOf } from '../../../../renderer/train/differences'
import { run } from '../figures'

const withConfig = (id: string, config: TrainingConfigInput) => run(id, { config: trainingConfig.parse(config) })
const settings = (a: TrainingConfigInput, b: TrainingConfigInput) =>
  differencesOf([withConfig('a', a), withConfig('b', b)], [null, null])
    .filter(({ kind }) => kind === 'setting')
    .map(({ name, values }) => [name, ...values])

describe('differencesOf', () => {
  it('always tells data, model and what came of it', () => {
    const facts = differencesOf([run('a'), run('b')], [0.25, null])
    expect(facts.map(({ name }) => name)).toEqual(['data', 'model', 'outcome', 'loss at the best step', 'mention F1'])
    expect(facts[3]?.values).toEqual(['0.250', '–'])
  })

  it('tells only the settings that differ, nested ones by their path', () => {
    expect(settings({ learning_rate: 1e-4 }, { learning_rate: 0.5, lora_parameters: { rank: 32 } })).toEqual([
      ['learning_rate', '1e-4', '0.5'],
      ['lora_parameters.rank', '8', '32'],
    ])
  })

  it('passes over what had no say: another optimizer’s settings, overruled lengths and schedules', () => {
    expect(settings({ iters: 100, epochs: 2 }, { iters: 100, epochs: 9 })).toEqual([])
    expect(settings({ optimizer_config: { sgd: { momentum: 0.9 } } }, {})).toEqual([])
    const cosine = { name: 'cosine_decay' as const, arguments: [1e-4, 100] }
    expect(settings({ lr_schedule: cosine, schedule: 'constant' }, { lr_schedule: cosine, schedule: 'linear_schedule' })).toEqual([])
    expect(settings({ lr_schedule: cosine, learning_rate: 0.5 }, { lr_schedule: cosine })).toEqual([])
  })

  it('shows a setting that only one of them has', () => {
    expect(settings({ optimizer: 'sgd' }, { optimizer: 'sgd', fine_tune_type: 'full' })).toContainEqual(['lora_parameters.rank', '8', '–'])
  })

  it('tells files of one name apart by what is in them', () => {
    const other = run('b', { dataset: { name: 'a.jsonl', location: '/b/a.jsonl', rows: 1, unusableRows: 0, sha256: 'y' } })
    expect(differencesOf([run('a'), other], [null, null])[0]?.values).toEqual(['a.jsonl, 1 row (x)', 'a.jsonl, 1 row (y)'])
  })
})
