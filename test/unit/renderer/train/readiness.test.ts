import { describe, expect, it } from 'vitest'
import { needsOf } from '../../../../renderer/train/readiness'
import { datasetSummary } from '../figures'
import { modelInfo } from '../model-figure'

const own = (usableRows: number, more: Partial<Parameters<typeof datasetSummary>[0]> = {}) =>
  datasetSummary({ id: 'a', origin: 'file', usableRows, flaggedRows: 0, checking: null, ...more })
const real = modelInfo({ ref: { kind: 'hub', repo: 'a/b' } })
const memory = (train: 'fits' | 'tight' | 'too-large', sparingly: typeof train = train) => {
  const need = (verdict: typeof train) => ({ bytes: 1, verdict })
  return modelInfo({
    ref: { kind: 'hub', repo: 'a/b' },
    memory: { run: need('fits'), train: need(train), trainSparingly: need(sparingly) },
  })
}
const tones = (
  dataset: Parameters<typeof needsOf>[0],
  model: Parameters<typeof needsOf>[1],
  divided: Parameters<typeof needsOf>[2] = null,
) => Object.fromEntries(needsOf(dataset, model, divided).map(({ id, tone }) => [id, tone]))

describe('what one’s own data need', () => {
  it('is nothing for the sample', () => {
    expect(needsOf(datasetSummary({ id: 'a', origin: 'sample' }), null, null)).toEqual([])
  })

  it.each([
    [0, 'bad'],
    [49, 'bad'],
    [50, 'warn'],
    [199, 'warn'],
    [200, 'ok'],
  ])('are rows: %i', (rows, tone) => {
    expect(tones(own(rows), real).rows).toBe(tone)
  })

  it('are rows without problems, known once all were looked at', () => {
    expect(tones(own(300, { flaggedRows: 3 }), real).mended).toBe('warn')
    expect(tones(own(300, { checking: { phase: 'reading', done: 1, total: 300 } }), real).mended).toBe('live')
    expect(tones(own(300), real).mended).toBe('ok')
  })

  it('is a model that is made for real text, and room for it', () => {
    expect(tones(own(300), null)).toMatchObject({ model: 'bad' })
    expect(tones(own(300), modelInfo())).toEqual({ rows: 'ok', mended: 'ok', model: 'warn' })
    expect(tones(own(300), memory('fits'))).toMatchObject({ model: 'ok', room: 'ok' })
    expect(tones(own(300), memory('tight'))).toMatchObject({ room: 'warn' })
    expect(tones(own(300), memory('too-large', 'fits'))).toMatchObject({ room: 'warn' })
    expect(tones(own(300), memory('too-large'))).toMatchObject({ room: 'bad' })
  })

  it('are rows to check on, known once they are divided', () => {
    expect(tones(own(300), real, { validRows: 30, testRows: 30 }).checks).toBe('ok')
    expect(tones(own(300), real, { validRows: 30, testRows: 2 }).checks).toBe('warn')
    expect(tones(own(10), real, { validRows: 1, testRows: 1 })).not.toHaveProperty('checks')
  })

  it('is said with a way to it wherever it is missing', () => {
    const needs = needsOf(own(10, { flaggedRows: 1 }), null, null)
    expect(needs.map(({ remedy }) => remedy)).toEqual(['write-rows', 'look-at-rows', 'choose-model'])
  })
})
