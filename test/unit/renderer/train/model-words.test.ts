import { describe, expect, it } from 'vitest'
import type { MemoryFit } from '../../../../electron/shared/model-memory'
import { describeModel, fitFlag, parametersWords, reposHere } from '../../../../renderer/train/model-words'
import { modelInfo } from '../model-figure'

const memory = (run: MemoryFit, train: MemoryFit, least: MemoryFit = train) => ({
  run: { bytes: 2e9, verdict: run },
  train: { bytes: 7.2e9, verdict: train },
  trainSparingly: { bytes: 3e9, verdict: least },
})

describe('a model in words', () => {
  it('is what it is and where it comes from', () => {
    const changes = { ref: { kind: 'folder', id: 'm' }, architecture: 'qwen3', layers: 28, quantizedBits: 4, source: 'lm-studio' } as const
    expect(describeModel(modelInfo(changes))).toBe('qwen3 · 28 layers · 4-bit · from LM Studio')
    expect(describeModel(modelInfo())).toContain('Not for real text')
  })

  it('is why it is refused, and is then no model of the Hub that is here', () => {
    const ref = { kind: 'hub', repo: 'me/mine' } as const
    const refused = modelInfo({ ref, trouble: 'mine is refused: extra.py is code.', supported: false, memory: null })
    expect(describeModel(refused)).toBe('mine is refused: extra.py is code.')
    expect(reposHere([refused]).has('me/mine')).toBe(false)
  })

  it('says how large it is', () => {
    expect(parametersWords(3_212_749_824)).toBe('3.2 B parameters')
    expect(parametersWords(596_049_920)).toBe('596 M parameters')
    expect(parametersWords(999_885_952)).toBe('1.0 B parameters')
  })
})

it.each([
  ['fits', 'fits', 'fits', 'fits', 'ok'],
  ['fits', 'tight', 'fits', 'tight', 'warn'],
  ['tight', 'fits', 'fits', 'tight', 'warn'],
  ['fits', 'too-large', 'fits', 'tight', 'warn'],
  ['fits', 'too-large', 'too-large', 'answers only', 'warn'],
  ['tight', 'too-large', 'too-large', 'answers only', 'warn'],
  ['too-large', 'too-large', 'too-large', 'too large', 'bad'],
] as const)('a model that %s to answer, %s to train and %s at least is flagged “%s”', (run, train, least, words, tone) => {
  expect(fitFlag(memory(run, train, least))).toEqual({ words, tone })
})

it('knows models of the Hub that are here, whoever downloaded them', () => {
  const here = reposHere([
    modelInfo(),
    modelInfo({ ref: { kind: 'hub', repo: 'a/b' }, source: 'hub-cache' }),
    modelInfo({ ref: { kind: 'folder', id: 'm' }, name: 'c/d', source: 'lm-studio' }),
    modelInfo({ ref: { kind: 'folder', id: 'n' }, name: 'e/f', source: 'added' }),
  ])
  expect(['a/b', 'c/d', 'e/f'].map((repo) => here.has(repo))).toEqual([true, true, false])
})
