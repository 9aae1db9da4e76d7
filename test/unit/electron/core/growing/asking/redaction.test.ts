import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withoutKey, withoutKeys } from '../../../../../../electron/core/growing/asking/redaction'

const keys = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_+/="\\%'), minLength: 8, maxLength: 60 })

it('leaves no form of a key in a text', () => {
  fc.assert(
    fc.property(keys, fc.string(), fc.string(), (key, before, after) => {
      const forms = [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1), Buffer.from(key).toString('base64')]
      for (const form of forms) expect(withoutKey(`${before}${form}${after}`.replaceAll('[key]', ''), key)).not.toContain(form)
    }),
  )
})

it('changes nothing else', () => {
  fc.assert(fc.property(fc.string(), (text) => withoutKey(text, null) === text && withoutKey(text, 'sk-never-there-1234') === text))
})

it.each(['Incorrect API key provided: sk-abc12***********xyz9.', 'Authorization: Bearer abcdef123456', 'key sk-ant-api03-AbCdEf_123-x'])(
  'leaves nothing that looks like a key in the words of an error: %s',
  (words) => expect(withoutKeys(words, null)).toMatch(/\[key\]/),
)
