import { expect, it } from 'vitest'
import { sniffSeparator } from '../../../../../electron/core/importing/sniff-separator'

const prose = 'Anna, who was tired, left; then she slept.'

it.each([
  ['commas', 'source,rewrite\n"He left, tired",Bob left\nIt won;yes,The team won\n', ',', true],
  ['semicolons', `source;rewrite\n"${prose}";b, c, d\nx, y;z\n`, ';', true],
  ['bars', 'source|rewrite\na, b|c, d\ne|f\n', '|', true],
  ['tabs', `${prose}\tb\nc\td\n`, '\t', false],
  ['tabs and quotes around most cells', '"a ""x"""\t"b"\n"c\nd"\t"e"\n', '\t', true],
  ['tabs and quotes that are the text’s own', '"He left," she said.\t"Bob left," she said.\n"Is it?"\tNo.\n', '\t', false],
  ['three bars', `${prose} ||| ${prose}\na, b ||| c | d\n`, '|||', false],
])('finds %s', (_, head, separator, quotes) => {
  expect(sniffSeparator(head, null)).toMatchObject({ separator, quotes })
})

it('takes a text that nothing cuts evenly for one column', () => {
  const { records } = sniffSeparator(`${prose}\nBob came.\nHe saw, he won, he left, he slept.\nYes.\n`, null)
  expect(records.map(({ length }) => length)).toEqual([1, 1, 1, 1])
})

it('follows the ending of the name where two would do', () => {
  expect(sniffSeparator('a\tb,c\nd\te,f\n', ',').separator).toBe(',')
  expect(sniffSeparator('a\tb,c\nd\te,f\n', null).separator).toBe('\t')
})

it('is not put off by a head that ends inside quotes', () => {
  expect(sniffSeparator('source,rewrite\na,b\nc,"d\n', null)).toMatchObject({ separator: ',', quotes: true })
})
