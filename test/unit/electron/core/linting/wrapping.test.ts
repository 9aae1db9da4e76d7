import { describe, expect, test } from 'vitest'
import { wrappingOf } from '../../../../../electron/core/linting/wrapping'

const body = 'Tom left. Tom ran.'
const source = 'Tom left. He ran.'
function inner(rewrite: string, of = source): string {
  const { from, to } = wrappingOf(of, rewrite)
  return rewrite.slice(from, to)
}

describe('what stands around a rewrite', () => {
  test.each([
    `Here is the rewritten text: ${body}`,
    `Here’s the text with all references resolved.\n\n${body}`,
    `Sure! Here is the rewrite:\n${body}`,
    `Of course. ${body}`,
    `Output: ${body}`,
    `**Rewritten text:**\n${body}`,
    `Please resolve all coreferences in this text: ${body}`,
    `"${body}"`,
    `“${body}”`,
    `\`\`\`\n${body}\n\`\`\``,
    `<rewrite>${body}</rewrite>`,
    `Sure:\n\`\`\`text\n${body}\n\`\`\`\nLet me know if you need more.`,
    `${body}\n\nNote: I replaced “He”.`,
    `${body} (Note: “He” refers to Tom.)`,
    `${body}<|im_end|>`,
    `${body}\n\nNote: I replaced “He”.<|eot_id|>`,
    `  ${body}\n`,
  ])('%j', (rewrite) => {
    expect(inner(rewrite)).toBe(body)
  })

  test.each([
    ['Sure, Tom left.', 'Sure, Tom left.'],
    ['Output: 5 cars.', 'Output: 5 cars.'],
    ['“Go,” said Tom. “He ran.”', '“Go,” said Tom. “He ran.”'],
    ['Tom left. Note: he ran.', 'Tom left. Note: Tom ran.'],
    ['Tom said: he ran.', 'Tom said: Tom ran.'],
    ['He said, “Run.”', 'Tom said, “Run.”'],
    ['Dear Tom,\nhe ran.', 'Dear Tom,\nTom ran.'],
  ])('is nothing where the source has it too: %j', (of, rewrite) => {
    expect(wrappingOf(of, rewrite)).toEqual({ from: 0, to: rewrite.length, findings: [] })
  })
})
