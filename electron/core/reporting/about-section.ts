import { count, counted } from '../../shared/quantities'
import type { Run } from '../../shared/run'
import { type Html, html, visible } from '../pages/html'
import { type Fact, factsTable } from './facts-table'
import { momentWords } from './words'

/** Most rows left out that are named; the rest is counted. */
const mostLeftOut = 20

/** What a run was made from and when. */
export function aboutSection(run: Run): Html {
  const { model, dataset, data, createdAt, workers } = run
  const end = endedAt(run)
  const facts: readonly Fact[] = [
    ['model', html`${visible(model.name)} <span class="quiet">${whichModel(run)}</span>`],
    ['dataset', html`${visible(dataset.name)}, ${counted(dataset.rows, 'row')}`],
    ['its SHA-256', html`<code>${dataset.sha256}</code>`],
    ...(dataset.unusableRows > 0 ? [['not usable', counted(dataset.unusableRows, 'row')] as const] : []),
    ...(data === null
      ? []
      : ([
          ['rows', `${count(data.trainRows)} to learn from, ${count(data.validRows)} to validate with`],
          ['tokens learned', `${count(data.learnedTokensPerEpoch)} an epoch`],
          ['longest row', `${counted(data.longestRow, 'token')}; ${counted(data.cutRows, 'row')} cut`],
          ['learns', `${count(data.trainableParameters)} of ${count(data.parameters)} parameters`],
        ] as const)),
    ['made', momentWords(createdAt)],
    ...(end === null ? [] : [['ended', momentWords(end)] as const]),
    ...(workers > 1 ? [['machines', count(workers)] as const] : []),
  ]
  return html`${factsTable('What the run was made from', facts)}${leftOut(run)}`
}

function whichModel({ model: { ref } }: Run): Html {
  if (ref.kind === 'hub') return html`${ref.repo} of the Hugging Face Hub`
  return ref.kind === 'demo' ? html`the app’s own` : html`a folder`
}

function endedAt({ state }: Run): string | null {
  if ('finishedAt' in state) return state.finishedAt
  return state.state === 'paused' ? state.pausedAt : null
}

function leftOut({ data }: Run): Html {
  const all = data === null ? 0 : data.skippedTrainRows + data.skippedValidRows
  if (data === null || all === 0) return html``
  const named = data.skipped.slice(0, mostLeftOut).map(({ file, row, place, reason }) => {
    const name = place === undefined ? `Row ${count(row + 1)} of ${file}.jsonl` : `Row ${count(place + 1)}`
    return html`<li>${name}: ${visible(reason)}</li>`
  })
  const more = all > named.length ? html`<li class="quiet">and ${count(all - named.length)} more</li>` : ''
  return html`<details><summary>${counted(all, 'row')} left out</summary><ul>${named}${more}</ul></details>`
}
