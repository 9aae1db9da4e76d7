import { epochWords } from '../shared/config-words'
import { reuseWords } from '../shared/memory-words'
import type { Preflight } from '../shared/preflight'
import { counted, memoryBytes } from '../shared/quantities'

/** Most lines that are named one by one. */
export const namedLines = 5

/** What a run would be, a sentence a line, as a terminal shows it before the run starts. */
export function preflightWords({ rows, trainRows, validRows, testRows, tokens, cut, refused, empty, memory, steps }: Preflight): string[] {
  const lost = cut.examples[0]
  return [
    `${counted(rows, 'row')}: ${trainRows} to train on, ${validRows} to validate with, ${testRows} held out; ${tokens.p50} tokens in the middle, 95 % up to ${tokens.p95}, ${tokens.max} at most.`,
    ...(cut.rows > 0 && lost
      ? [
          `${counted(cut.rows, 'row')} would be cut; row ${lost.row + 1} would lose its last ${lost.cut} tokens: “…${lost.lost}”. A larger --max-seq-length keeps them.`,
        ]
      : []),
    ...(refused.rows > 0
      ? [`${counted(refused.rows, 'row')} would be left out, refused by the model’s chat template: ${reasons(refused.examples)}`]
      : []),
    ...(empty.rows > 0
      ? [
          `${counted(empty.rows, 'row')} would be left out, since nothing of the answer fits: ${listed(empty.examples.map((row) => row + 1))}.`,
        ]
      : []),
    `${counted(steps.updates, 'update')} in ${counted(steps.iterations, 'iteration')}, ${epochWords(steps.epochs)} of ${counted(steps.updatesPerEpoch, 'update')}; ${counted(steps.validations, 'validation')}.`,
    `Memory: about ${memoryBytes(memory.total)} of this machine’s ${memoryBytes(memory.machine)}${verdicts[memory.verdict]} ${reuseWords(memory)}`,
    ...memory.remedies.map((remedy) => `  ${remedy}`),
  ]
}

/** Which rows of a file cannot be used, in a sentence. `lines` are the first of them, from 1. */
export function unusableWords(lines: readonly number[], unusable: number, rows: number): string {
  return `${unusable} of ${rows} rows cannot be used and are left out: ${listed(lines, 'line')}. “antecedent validate” says why.`
}

const verdicts = { fits: '.', tight: ', which is tight.', 'too-large': ', which is too much.' } as const

function reasons(examples: Preflight['refused']['examples']): string {
  const [first] = examples
  return `${listed(examples.map(({ row }) => row + 1))}${first ? ` (${first.reason.replace(/\.$/, '')})` : ''}.`
}

function listed(numbers: readonly number[], noun = 'row'): string {
  const named = numbers.slice(0, namedLines).join(', ')
  return `${noun}${numbers.length === 1 ? '' : 's'} ${named}${numbers.length > namedLines ? ' …' : ''}`
}
