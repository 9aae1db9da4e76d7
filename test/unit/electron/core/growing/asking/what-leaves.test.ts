import { expect, it } from 'vitest'
import { whatLeaves } from '../../../../../../electron/core/growing/asking/what-leaves'

const sending = { requests: 10, examples: 3, key: true, document: null }

it('says what goes where before anything does', () => {
  const { host, reach, sentences } = whatLeaves({
    ...sending,
    provider: { kind: 'openai', address: 'https://api.openai.com/v1', model: 'large' },
  })
  expect([host, reach]).toEqual(['api.openai.com', 'internet'])
  expect(sentences.join(' ')).toMatch(/over the internet.*10 requests to the model large.*3 rows of your dataset.*Your key/)
})

it('says that nothing leaves this machine, and what would go over the network unencrypted', () => {
  const local = whatLeaves({
    ...sending,
    key: false,
    examples: 0,
    provider: { kind: 'openai', address: 'http://localhost:1234/v1', model: 'm' },
  })
  expect(local.sentences.join(' ')).toMatch(/nothing leaves it.*No rows.*No key/)
  const near = whatLeaves({ ...sending, provider: { kind: 'openai', address: 'http://10.0.0.2:1234/v1', model: 'm' } })
  expect(near.sentences[0]).toContain('unencrypted')
})

it('names the document that would be sent', () => {
  const document = { name: 'letters.txt', passages: 1, characters: 900 }
  const { sentences } = whatLeaves({
    ...sending,
    document,
    provider: { kind: 'anthropic', address: 'https://api.anthropic.com', model: 'm' },
  })
  expect(sentences.join(' ')).toContain('“letters.txt”: 1 passage, 900 characters')
})
