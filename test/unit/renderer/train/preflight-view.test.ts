import { describe, expect, it } from 'vitest'
import { trainingConfig } from '../../../../electron/shared/training'
import type { PreflightState } from '../../../../renderer/train/preflight-slice'
import { type Described, preflightView, questionOf } from '../../../../renderer/train/preflight-view'
import { formConfig } from '../../../../renderer/train/settings/form-config'
import { datasetSummary } from '../figures'
import { modelInfo } from '../model-figure'
import { preflightAnswer } from './preflight-answer'

const dataset = datasetSummary({ id: 'one' })
const model = modelInfo()
const form = (epochs: string) => formConfig(trainingConfig.parse({}), { epochs }, model)
const described: Described = { dataset, model, form: form('2') }
const figures = preflightAnswer()
const question = { datasetId: 'one', model: model.ref, config: trainingConfig.parse({ epochs: 2 }) }
const known: PreflightState = { state: 'known', last: { question, answer: figures } }
const failure = { code: 'sidecar-died', message: 'The engine ended.' } as const
const failed: PreflightState = { state: 'failed', question, failure }
const other = { ...described, dataset: { ...dataset, id: 'two' } }

describe('figures', () => {
  it('are current where they are of the very settings', () => {
    expect(preflightView(known, described)).toEqual({ show: 'figures', figures, current: true, id: null })
  })

  it('are old as soon as a setting is another, is wrong, or they are counted anew', () => {
    expect(preflightView(known, { ...described, form: form('3') })).toMatchObject({ show: 'figures', current: false, id: null })
    expect(preflightView(known, { ...described, form: form('0') })).toMatchObject({ show: 'figures', current: false, id: null })
    expect(preflightView({ state: 'asking', id: 'q', last: known.last }, described)).toMatchObject({ current: false, id: 'q' })
  })

  it('are never of another dataset or model', () => {
    expect(preflightView(known, other)).toEqual({ show: 'awaited', id: null })
    const elsewhere = { ...described, model: { ...model, ref: { kind: 'hub', repo: 'a/b' } as const } }
    expect(preflightView(known, elsewhere)).toEqual({ show: 'awaited', id: null })
  })
})

describe('a failure', () => {
  it('is shown for the dataset and model it is about', () => {
    expect(preflightView(failed, described)).toEqual({ show: 'failure', failure })
    expect(preflightView(failed, other)).toEqual({ show: 'awaited', id: null })
  })
})

describe('what cannot be counted', () => {
  it.each([
    ['no dataset is open', { ...described, dataset: null }, /With a dataset/],
    ['no row is usable', { ...described, dataset: { ...dataset, usableRows: 0 } }, /No row of this dataset can be used/],
    ['there is no model', { ...described, model: null }, /Add a model/],
    ['a setting is wrong', { ...other, form: form('0') }, /Mend the marked settings/],
  ] as const)('is said and not asked: %s', (_, incomplete, words) => {
    expect(preflightView(known, incomplete)).toEqual({ show: 'reason', reason: expect.stringMatching(words) })
    expect(questionOf(incomplete)).toBeNull()
  })
})
