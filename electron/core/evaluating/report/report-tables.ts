import { ruleWords } from '../../../shared/rule-words'
import {
  countedShare,
  discordanceWords,
  f1Difference,
  f1Words,
  intervalWords,
  measures,
  projectedMeasures,
  projectedNote,
  shareDifference,
  sliceWords,
  systemWords,
} from '../../../shared/score-words'
import type { Comparison, PairedResult, SliceResult } from '../../../shared/scorecard'
import { type Html, html } from '../../pages/html'

/** The scorecards beside each other. */
export function systemsTable({ systems }: Comparison): Html {
  const rows = measures.map(({ name, hint, figure, interval }) => {
    const cells = systems.map(({ card }) => {
      const range = interval(card)
      return html`<td>${figure(card)}${range === null ? '' : html`<small>${intervalWords(range)}</small>`}</td>`
    })
    return html`<tr><th scope="row" title="${hint}">${name}</th>${cells}</tr>`
  })
  const projected = projectedMeasures.map(({ name, of }) => {
    const cells = systems.map((system) => html`<td>${system.projected === null ? '' : f1Words(of(system.projected))}</td>`)
    return html`<tr><th scope="row">${name}</th>${cells}</tr>`
  })
  const heads = systems.map(({ system }) => html`<th scope="col">${systemWords[system]}</th>`)
  return scrolled(
    'Scorecard',
    html`<table><caption>Counts and rates; under each proportion its 95 % interval (Wilson).</caption>
<thead><tr><td></td>${heads}</tr></thead><tbody>${rows}${projected}</tbody></table>
<p class="quiet">${projectedNote}</p>`,
  )
}

/** What has to be said of the rule beside the models; nothing where they are better than it. */
export function ruleNotes(comparison: Comparison): readonly Html[] {
  return ruleWords(comparison).map((words) => html`<p>${words}</p>`)
}

/** Every pair of systems that was compared. */
export function pairsTable(pairs: readonly PairedResult[]): Html {
  const rows = pairs.map(
    ({ before, after, f1, recall, precision, mentions, texts }) =>
      html`<tr><th scope="row">${systemWords[after]} against ${systemWords[before]}</th>${[f1Difference(f1), shareDifference(recall), shareDifference(precision), discordanceWords(mentions), discordanceWords(texts)].map((words) => html`<td class="long">${words}</td>`)}</tr>`,
  )
  return scrolled(
    'Paired comparison',
    html`<table><caption>On the same texts. Differences with their 95 % interval by paired bootstrap (2,000 resamples); counts by the exact McNemar test.</caption>
<thead><tr><td></td><th scope="col">mention F1</th><th scope="col">recall</th><th scope="col">precision</th><th scope="col">references</th><th scope="col">perfect texts</th></tr></thead>
<tbody>${rows}</tbody></table>`,
  )
}

/** What each system has right of every slice. */
export function slicesTable(slices: readonly SliceResult[]): Html {
  const heads = (slices[0]?.systems ?? []).map(({ system }) => html`<th scope="col">${systemWords[system]}</th>`)
  const rows = slices.map(({ slice, texts, mentions, systems }) => {
    const cells = systems.map((result) => {
      const [count, of, range] =
        mentions === 0 ? [result.perfectTexts, texts, result.perfectInterval] : [result.correct, mentions, result.interval]
      return html`<td>${countedShare(count, of)}<small>${intervalWords(range)}</small></td>`
    })
    return html`<tr><th scope="row">${sliceWords[slice]}</th>${cells}</tr>`
  })
  return scrolled(
    'Slices',
    html`<table><caption>References resolved of each kind, with the 95 % interval; where nothing is to be resolved, texts left as they should be.</caption>
<thead><tr><td></td>${heads}</tr></thead><tbody>${rows}</tbody></table>`,
  )
}

/** What the numbers follow from, a line each. */
export function hashLines(hashes: Comparison['hashes']): readonly Html[] {
  return hashes.map(({ of, sha256 }) => html`<p>${of === 'best' || of === 'last' ? `weights, ${of}` : of} <code>${sha256}</code></p>`)
}

/** A wide table that scrolls by itself, and by keyboard. `label` names it for those who listen. */
export function scrolled(label: string, table: Html): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${table}</div>`
}
