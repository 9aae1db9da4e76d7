import { counted } from '../../../shared/quantities'
import { systemWords } from '../../../shared/score-words'
import type { Comparison, EvaluatedExample, SystemName } from '../../../shared/scorecard'
import { html, visible } from '../../pages/html'
import { standalonePage } from '../../pages/standalone-page'
import { examplePage } from '../example-list'
import { sliceResults } from '../slice-results'
import { exampleSection, type ListedExample, legend } from './report-examples'
import { reportStyle } from './report-style'
import { hashLines, pairsTable, ruleNotes, slicesTable, systemsTable } from './report-tables'

/** Most texts that a report shows, those that became worse first. */
const shownTexts = 500
/** Texts that are unfolded. */
const openTexts = 3

/** A report of a comparison as one HTML page: no scripts, nothing fetched, light or dark by the reader's system. */
export function report(comparison: Comparison, examples: readonly EvaluatedExample[]): string {
  const { data, at, systems, pairs, hashes } = comparison
  const names = systems.map(({ system }) => system)
  const shown = names.filter((system) => system !== 'copy' && system !== 'nearest')
  const listed = listedExamples(comparison, examples)
  const asked = hashes.some(({ of }) => of === 'prompts')
  const body = html`<main>
<h1>Scorecard: ${visible(data)}</h1>
<p class="quiet">${counted(examples.length, 'text')}, ${counted(systems[0]?.card.mentions ?? 0, 'reference')} to resolve, ${at.slice(0, 10)}. Every system on the same texts.${asked ? ' The models answered greedily, to the same prompts.' : ''}</p>
<h2>Measures</h2>
${ruleNotes(comparison)}
${systemsTable(comparison)}
${pairs.length === 0 ? '' : html`<h2>One against another</h2>${pairsTable(pairs)}`}
<h2>Slices</h2>
${slicesTable(sliceResults(examples, names))}
<h2>Texts</h2>
<p class="quiet">${orderOf(comparison)}${examples.length > listed.length ? ` The first ${listed.length} of ${examples.length} are shown.` : ''}</p>
${legend()}
${listed.map((example, place) => exampleSection(example, shown, place < openTexts))}
<h2>What the numbers follow from</h2>
${hashLines(hashes)}
</main>`
  return standalonePage(html`Scorecard: ${data}`, reportStyle, body)
}

/** The two systems whose difference the texts are sorted by; null where one alone was judged. */
function mainPair({ pairs }: Comparison): { readonly before: SystemName; readonly after: SystemName } | null {
  return pairs.find(({ before }) => before !== 'nearest') ?? null
}

function listedExamples(comparison: Comparison, examples: readonly EvaluatedExample[]): readonly ListedExample[] {
  const pair = mainPair(comparison)
  if (pair !== null) {
    const query = { before: pair.before, after: pair.after, outcome: null, slice: null, label: null, offset: 0, limit: shownTexts }
    return examplePage(examples, query).examples
  }
  const [only] = comparison.systems
  const all = examples.map((example, place): ListedExample => {
    const perfect = example.outputs.find(({ system }) => system === only?.system)?.perfect === true
    return { place, outcome: perfect ? 'right' : 'not-right', example }
  })
  return [...all.filter(({ outcome }) => outcome !== 'right'), ...all.filter(({ outcome }) => outcome === 'right')].slice(0, shownTexts)
}

function orderOf(comparison: Comparison): string {
  const pair = mainPair(comparison)
  if (pair === null) return 'Those that are not right come first.'
  return `${systemWords[pair.after]} against ${systemWords[pair.before]}: what became worse first, then what is still wrong, what became better, and what was right both times.`
}
