import { expect, test } from 'vitest'
import { nearestAgreeingName } from '../../../../../electron/core/evaluating/nearest-name'

test.each([
  ['John met Mary. He gave her his book.', "John met Mary. John gave Mary John's book."],
  [
    'Acme Corp bought Nordic Bank in 2021. It sold its ships.',
    "Acme Corp bought Nordic Bank in 2021. Nordic Bank sold Nordic Bank's ships.",
  ],
  ['Ana and Tom met. They left, and their dog stayed.', "Ana and Tom met. Ana and Tom left, and Ana and Tom's dog stayed."],
  ['Maria called Tom because he’s late and she can’t wait.', 'Maria called Tom because Tom’s late and Maria can’t wait.'],
  // Nothing tells whether Lee is she; of Mary it is known.
  ['Mary hired Lee. She smiled.', 'Mary hired Lee. Mary smiled.'],
])('writes the nearest name that agrees: %s', (source, output) => {
  expect(nearestAgreeingName(source)).toBe(output)
})

test.each([
  'It rained in Oslo all day.',
  'John hurt himself.',
  'Mary said: “He left.”',
  'The tech giant grew.',
  'They say that nobody came.',
  '',
  'no names, and it shows',
])('leaves alone what it has no name for: %s', (source) => {
  expect(nearestAgreeingName(source)).toBe(source)
})

test('takes no name that comes later', () => {
  expect(nearestAgreeingName('She left before Maria came.')).toBe('She left before Maria came.')
})
