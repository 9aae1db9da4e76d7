import { count, counted } from '../../shared/quantities'
import { systemWords } from '../../shared/score-words'
import type { Comparison, Evaluation, PairOutcome } from '../../shared/scorecard'
import { examplePage } from '../evaluating/example-list'
import { exampleSection, legend } from '../evaluating/report/report-examples'
import { hashLines, pairsTable, ruleNotes, slicesTable, systemsTable } from '../evaluating/report/report-tables'
import { type Html, html, visible } from '../pages/html'
import { momentWords } from './words'

/** What is shown of the texts, in this order: how many of each at most. */
const groups: readonly { readonly outcome: PairOutcome; readonly title: string; readonly most: number }[] = [
  { outcome: 'broken', title: 'Became worse', most: 6 },
  { outcome: 'fixed', title: 'Became better', most: 6 },
  { outcome: 'still-wrong', title: 'Still wrong', most: 3 },
]
/** Texts of a group that are unfolded. */
const openTexts = 2

/**
 * What a run scored: the measures with their intervals, the paired tests, the slices, and some of the texts. Of `comparison` alone, where the texts
 * behind it are not there any more, the first two.
 */
export function scoreSection(comparison: Comparison, evaluation: Evaluation | null): Html {
  const { data, at, systems, pairs, hashes } = comparison
  const texts = systems[0]?.card.texts ?? 0
  return html`<h2>Scorecard</h2>
<p class="quiet">${visible(data)}: ${counted(texts, 'text')}, ${counted(systems[0]?.card.mentions ?? 0, 'reference')} to resolve, scored ${momentWords(at)}. Every system on the same texts; the models answered greedily.</p>
${ruleNotes(comparison)}
${systemsTable(comparison)}
${pairs.length === 0 ? '' : html`<h3>One against another</h3>${pairsTable(pairs)}`}
${evaluation === null ? html`<p class="quiet">The texts behind these figures are not here any more.</p>` : html`<h3>By kind of reference, by length of text</h3>${slicesTable(evaluation.slices)}`}
${evaluation === null ? '' : samples(comparison, evaluation)}
<details><summary>What these numbers follow from</summary>${hashLines(hashes)}</details>`
}

function samples({ systems, pairs }: Comparison, { examples }: Evaluation): Html {
  const pair = pairs.find(({ before }) => before === 'base')
  if (pair === undefined) return html``
  const shown = systems.map(({ system }) => system).filter((system) => system !== 'copy' && system !== 'nearest')
  const listed = groups.flatMap(({ outcome, title, most }) => {
    const query = { before: pair.before, after: pair.after, outcome, slice: null, label: null, offset: 0, limit: most }
    const page = examplePage(examples, query)
    if (page.total === 0) return []
    const many = page.total > page.examples.length ? `${count(page.examples.length)} of ${count(page.total)}` : count(page.total)
    return [
      html`<h3>${title} <span class="quiet">${many}</span></h3>${page.examples.map((text, place) => exampleSection(text, shown, place < openTexts))}`,
    ]
  })
  const words = `${systemWords[pair.after]} against ${systemWords[pair.before]}`
  if (listed.length === 0) return html`<h2>Samples</h2><p class="quiet">Every text was right both times: ${words}.</p>`
  return html`<h2>Samples</h2><p class="quiet">What became of texts, ${words}, with every reference marked.</p>${legend()}${listed}`
}
