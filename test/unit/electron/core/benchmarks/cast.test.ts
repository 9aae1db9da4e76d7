import { expect, it } from 'vitest'
import { readCast } from '../../../../../electron/core/benchmarks/cast'

const conversation = [
  { number: 1, raw_utterance: 'Tell me about the  Vasa ship.', manual_rewritten_utterance: 'Tell me about the Vasa ship.' },
  { number: 2, raw_utterance: 'Why did it sink?', manual_rewritten_utterance: 'Why did the Vasa ship sink?', passage: 'It was top-heavy.' },
  { number: 3, raw_utterance: 'Who built it?', manual_rewritten_utterance: 'Who built the Vasa ship?' },
]

it('makes each turn a text whose last line is to be rewritten, after the earlier ones as they were rewritten', () => {
  expect(readCast([{ number: 81, title: 'a ship', turn: conversation }])).toEqual([
    { source: 'Tell me about the Vasa ship.', gold: 'Tell me about the Vasa ship.' },
    {
      source: 'Tell me about the Vasa ship.\nWhy did it sink?',
      gold: 'Tell me about the Vasa ship.\nWhy did the Vasa ship sink?',
    },
    {
      source: 'Tell me about the Vasa ship.\nWhy did the Vasa ship sink?\nWho built it?',
      gold: 'Tell me about the Vasa ship.\nWhy did the Vasa ship sink?\nWho built the Vasa ship?',
    },
  ])
})

it('reads what is called an utterance as well, and takes a turn that several branches share once', () => {
  const turn = conversation.map(({ number, raw_utterance: utterance, ...rest }) => ({ ...rest, utterance, number: `1-${number}` }))
  const topics = [
    { number: 132, turn },
    { number: 132, turn: turn.slice(0, 2) },
  ]
  expect(readCast(topics)).toHaveLength(3)
})

it.each([
  ['nothing', []],
  ['a topic without turns', [{ number: 1, turn: [] }]],
  ['turns that nobody rewrote', [{ number: 1, turn: [{ number: 1, raw_utterance: 'Why?' }] }]],
  ['rows of a dataset', [{ messages: [] }]],
  ['an object', { turn: conversation }],
])('is none: %s', (_, value) => {
  expect(readCast(value)).toBeNull()
})
