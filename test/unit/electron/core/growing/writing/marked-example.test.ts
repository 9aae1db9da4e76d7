import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMarkedText } from '../../../../../../electron/core/growing/marked-text'
import { markedExample } from '../../../../../../electron/core/growing/writing/marked-example'
import { seedTemplate, withoutInstruction } from '../../../../../../electron/core/rows/prompt-template'

describe('a pair as a marked text', () => {
  it('has its names and references marked', () => {
    const pair = {
      source: 'Microsoft bought Nuance. The tech giant said its unit would use it.',
      rewrite: "Microsoft bought Nuance. Microsoft said Microsoft's unit would use Nuance.",
    }
    expect(markedExample(pair)).toBe(
      "[[Microsoft|a]] bought [[Nuance|b]]. {{The tech giant|a|Microsoft}} said {{its|a|Microsoft's}} unit would use {{it|b|Nuance}}.",
    )
  })

  it('is none where more changed than references, or where brackets stand in it', () => {
    expect(markedExample({ source: 'Ann left early. She slept.', rewrite: 'Ann left. Ann slept.' })).toBeNull()
    expect(markedExample({ source: 'Ann [sic] left. She slept.', rewrite: 'Ann [sic] left. Ann slept.' })).toBeNull()
  })

  it('is read as the same pair again, for every row of the sample', () => {
    const sample = readFileSync(resolve(import.meta.dirname, '../../../../../../assets/samples/coreference-train.jsonl'), 'utf8')
    const pairs = sample
      .trim()
      .split('\n')
      .slice(0, 300)
      .map((line) => (JSON.parse(line) as { readonly messages: readonly { readonly content: string }[] }).messages)
      .map((messages) => ({
        source: withoutInstruction(messages.at(-2)?.content ?? '', seedTemplate),
        rewrite: messages.at(-1)?.content ?? '',
      }))
    let marked = 0
    for (const pair of pairs) {
      const text = markedExample(pair)
      if (text === null) continue
      marked++
      expect(readMarkedText(text)).toMatchObject(pair)
    }
    expect(marked).toBeGreaterThan(pairs.length * 0.9)
  })
})
