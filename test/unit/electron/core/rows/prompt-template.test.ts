import { describe, expect, it } from 'vitest'
import {
  inferTemplate,
  plainTemplate,
  promptFor,
  seedTemplate,
  withoutInstruction,
} from '../../../../../electron/core/rows/prompt-template'
import type { Message } from '../../../../../electron/shared/dataset'

const row = (user: string, system?: string): Message[] => [
  ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
  { role: 'user', content: user },
  { role: 'assistant', content: 'x' },
]

describe('inferTemplate', () => {
  it('finds the instruction all rows begin with and the system turn most carry', () => {
    const rows = [row('Rewrite this: The cat sat.', 'S'), row('Rewrite this: The dog ran.', 'S'), row('Rewrite this: Rain fell.')]
    expect(inferTemplate(rows)).toEqual({ system: 'S', before: 'Rewrite this: ' })
  })

  it('knows the two usual phrasings even where the texts begin alike with a colon', () => {
    const rows = [row(`${seedTemplate.before}Note: a. b`), row(`${seedTemplate.before}Note: a. c`)]
    expect(inferTemplate(rows).before).toBe(seedTemplate.before)
  })

  it('takes texts that merely begin alike for no instruction', () => {
    expect(inferTemplate([row('The cat sat.'), row('The cat ran.')])).toEqual({ system: null, before: '' })
    expect(inferTemplate([])).toEqual({ system: null, before: '' })
  })
})

it('takes the instruction off a text and puts it on again', () => {
  const template = { system: 'S', before: 'Rewrite: ' }
  expect(withoutInstruction('Rewrite: Rain fell.', template)).toBe('Rain fell.')
  expect(withoutInstruction(`${plainTemplate.before}Rain fell.`, template)).toBe('Rain fell.')
  expect(withoutInstruction('Rain fell.', template)).toBe('Rain fell.')
  expect(promptFor('Rain fell.', template)).toEqual([
    { role: 'system', content: 'S' },
    { role: 'user', content: 'Rewrite: Rain fell.' },
  ])
  expect(promptFor('Rain fell.', { system: null, before: '' })).toEqual([{ role: 'user', content: 'Rain fell.' }])
})
