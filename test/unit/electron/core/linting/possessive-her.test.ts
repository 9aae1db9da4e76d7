import { expect, test } from 'vitest'
import { tokenize } from '../../../../../electron/core/alignment/tokens'
import { isPossessiveHer } from '../../../../../electron/core/linting/grammar'

const possessive = (text: string) => {
  const tokens = tokenize(text)
  return isPossessiveHer(
    tokens,
    tokens.findIndex(({ folded }) => folded === 'her'),
  )
}

test.each([
  ['Her car broke down.', true],
  ['He was in her car.', true],
  ['Ana broke her arm.', true],
  ['Ana sold her own car.', true],
  ['Ana and her brother left.', true],
  ['He thanked her.', false],
  ['He thanked her for it.', false],
  ['He told her that it rained.', false],
  ['He whistled at her outside the gates.', false],
  ['He forgave her everything.', false],
  ['He gave her flowers.', null],
  ['It made her happy.', null],
  ['He saw her leave.', null],
  ['He followed her home.', null],
])('%s', (text, expected) => {
  expect(possessive(text)).toBe(expected)
})
