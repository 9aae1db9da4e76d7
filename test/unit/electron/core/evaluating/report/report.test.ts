import { expect, it } from 'vitest'
import { judgeSystems } from '../../../../../../electron/core/evaluating/judging-systems'
import { report } from '../../../../../../electron/core/evaluating/report/report'
import type { Evaluation } from '../../../../../../electron/shared/scorecard'

const rows = [
  { source: 'Ann & Co grew. It <sold> ships.', gold: 'Ann & Co grew. Ann & Co <sold> ships.' },
  { source: 'Ann left. The performance of her boat sank.', gold: "Ann left. The performance of Ann's boat sank." },
]
const evaluationOf = (outputs: readonly string[], others?: readonly string[]): Promise<Evaluation> => {
  const answers = (texts: readonly string[]) => texts.map((output) => ({ output, finishReason: null }))
  return judgeSystems(
    rows,
    [
      ...(others === undefined ? [] : [{ system: 'other' as const, answers: answers(others) }]),
      { system: 'output', answers: answers(outputs) },
    ],
    { data: '<script>alert(1)</script>.jsonl', at: '2026-11-26T00:00:00.000Z', hashes: [{ of: 'texts', sha256: 'abc' }] },
    new AbortController().signal,
  )
}
const [one, other] = ['Ann & Co grew. Ann & Co <sold> ships.', "Ann left. Ann's boat sank."]

it('is one page that runs nothing and fetches nothing, whatever the texts', async () => {
  const { comparison, examples } = await evaluationOf([one, other])
  const page = report(comparison, examples)
  expect(page).toContain('<!doctype html>')
  expect(page).not.toMatch(/<script|javascript:|https?:|\bsrc=|\bhref=|@import|url\(|\son\w+=/i)
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;.jsonl')
  expect(page).toContain('Ann &amp; Co')
  expect(page).not.toContain('<sold>')
})

it('is light or dark by the system, has a language, and says in words what colours say', async () => {
  const { comparison, examples } = await evaluationOf([one, ''])
  const page = report(comparison, examples)
  expect(page).toContain('prefers-color-scheme: dark')
  expect(page).toContain('<html lang="en">')
  expect(page).toContain('<span class="unseen"> (correct)</span>')
  expect(page).toContain('<span class="unseen"> (deleted)</span>')
  expect(page).toContain('Nothing was written.')
  for (const table of page.match(/<table>.*?<\/table>/gs) ?? []) {
    expect(table).toMatch(/<caption>/)
    expect(table).toMatch(/<th scope="col">/)
  }
})

it('has the counts with their intervals, and the words that were left out', async () => {
  const { comparison, examples } = await evaluationOf([one, other])
  const page = report(comparison, examples)
  expect(page).toContain('2/2  100.0 %<small>34.2–100.0 %</small>')
  expect(page).toContain('<del>The performance of</del>')
  expect(page).toContain('Those that are not right come first.')
  expect(page.indexOf('Text 2')).toBeLessThan(page.indexOf('Text 1'))
})

it('says over the table where the rule beside them is not beaten', async () => {
  const { comparison, examples } = await evaluationOf([one, other])
  const page = report(comparison, examples)
  const said = page.indexOf('<p>The rewrites are not measurably better here than the rule “nearest name” (mention F1 ')
  expect(said).toBeGreaterThan(page.indexOf('<h2>Measures</h2>'))
  expect(said).toBeLessThan(page.indexOf('<table>'))
})

it('has what became worse first where two systems are compared', async () => {
  const { comparison, examples } = await evaluationOf([rows[0]?.source ?? '', other], [one, other])
  const page = report(comparison, examples)
  expect(page).toContain('rewrites against other rewrites')
  expect(page.indexOf('>broken</span>Text 1')).toBeGreaterThan(0)
  expect(page.indexOf('>broken</span>Text 1')).toBeLessThan(page.indexOf('>still wrong</span>Text 2'))
})

it('names what would not be seen or turns the writing round, in texts, titles and names', async () => {
  const [turned, hidden] = ['Ann left. \u202eShe\u202c ran.', 'Ann left. Ann\u200b ran.\u0007']
  const evaluation = await judgeSystems(
    [{ source: turned, gold: hidden }],
    [{ system: 'output', answers: [{ output: hidden, finishReason: null }] }],
    { data: 'rows\u202e.jsonl', at: '2026-11-26T00:00:00.000Z', hashes: [] },
    new AbortController().signal,
  )
  const page = report(evaluation.comparison, evaluation.examples)
  for (const character of ['\u202e', '\u202c', '\u200b', '\u0007']) expect(page).not.toContain(character)
  for (const name of ['RLO', 'PDF', 'ZWSP', 'U+0007'])
    expect(page).toContain(`<span class="control" title="Hidden character ${name}">${name}</span>`)
  expect(page).toContain('<title>Scorecard: rows[RLO].jsonl</title>')
})

it('lets a browser load nothing', async () => {
  const { comparison, examples } = await evaluationOf([one, other])
  expect(report(comparison, examples)).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
})
