import { compare } from '../alignment/edits'
import { lintPair } from '../linting/lint-pair'
import { rowForPair } from '../rows/row-for-pair'
import { readText } from './read-row'

const template = { system: null, before: 'Resolve: ' }
const pairs = [
  [
    'Amazon disappointed. Its shares fell, and the company cut its outlook.',
    'Amazon disappointed. Amazon’s shares fell, and Amazon cut Amazon’s outlook.',
  ],
  ['Paul went to a shop. He met Andy, who sold him a lamp.', 'Paul went to a shop. Paul met Andy, who sold Paul a lamp.'],
  ['When she opened the oven, Maud found the cat.', 'When Maud opened the oven, she found the cat.'],
] as const
/** Times from which on the code that reads rows is compiled. */
const times = 40

/** Does what the first look at a dataset will need, so that it is as fast as every later one. */
export function warmUp(): void {
  for (let time = 0; time < times; time++) {
    for (const [source, rewrite] of pairs) {
      readText({ text: rowForPair('chat', template, source, rewrite), valid: true }, 'chat', template)
      lintPair(source, rewrite)
      compare(source, rewrite)
    }
  }
}
