import { basename } from 'node:path'
import { type Certificate, verdictOf } from '../../shared/exporting'
import { count } from '../../shared/quantities'
import type { Run } from '../../shared/run'
import { f1Words } from '../../shared/score-words'
import { scrolled } from '../evaluating/report/report-tables'
import { type Html, html, visible } from '../pages/html'
import { momentWords } from './words'

/** What happened on the way, and what was exported; nothing where there is nothing to tell. */
export function recordSections({ notes, interruptions, exports }: Run): Html {
  return html`${notes.length === 0 ? '' : notesSection(notes)}${interruptions.length === 0 ? '' : interruptionsSection(interruptions)}${exports.length === 0 ? '' : exportsSection(exports)}`
}

function notesSection(notes: Run['notes']): Html {
  const entries = notes.map(({ at, message }) => html`<li><span class="quiet">${momentWords(at)}</span> ${visible(message)}</li>`)
  return html`<h2>On the way</h2><ul class="notes">${entries}</ul>`
}

function interruptionsSection(interruptions: Run['interruptions']): Html {
  const rows = interruptions.map(
    ({ at, code, step }) =>
      html`<tr><th scope="row">${momentWords(at)}</th><td>${code === null ? 'the app or the machine went away' : code.replaceAll('-', ' ')}</td><td>${step === 0 ? 'from its beginning' : `from step ${count(step)}`}</td></tr>`,
  )
  return html`<h2>Interruptions</h2>
${scrolled(
  'Interruptions',
  html`<table class="words"><caption>Since a person last started or continued it.</caption>
<thead><tr><th scope="col">When</th><th scope="col">why</th><th scope="col">it could go on</th></tr></thead><tbody>${rows}</tbody></table>`,
)}`
}

function exportsSection(exports: Run['exports']): Html {
  const rows = exports.map(
    ({ path, at, certificate }) =>
      html`<tr><th scope="row">${visible(basename(path))}</th><td>${momentWords(at)}</td><td>${verdict(certificate)}</td><td>${sameTexts(certificate)}</td><td>${sameTokens(certificate)}</td><td>${scores(certificate)}</td></tr>`,
  )
  return html`<h2>Exports</h2>
${scrolled(
  'Exports',
  html`<table class="words"><caption>Each with its certificate: the export, loaded afresh, was asked held-out rows and compared with the adapter.</caption>
<thead><tr><th scope="col">Export</th><th scope="col">made</th><th scope="col">verdict</th><th scope="col">same text</th><th scope="col">same next token</th><th scope="col">mention F1: base, adapter, export</th></tr></thead><tbody>${rows}</tbody></table>`,
)}`
}

const verdictWords = { alike: 'as good as the adapter', differs: 'differs from the adapter', unasked: 'was not asked' } as const

function verdict(certificate: Certificate): string {
  return verdictWords[verdictOf(certificate)]
}

function sameTexts({ rows, same }: Certificate): string {
  return rows === 0 ? '–' : `${count(same)} of ${count(rows)} rows`
}

function sameTokens({ tokens }: Certificate): string {
  if (tokens === null) return '–'
  return `${count(tokens.same)} of ${count(tokens.read)}, ${tokens.divergence.toExponential(1)} nats apart`
}

function scores({ baseF1, adapterF1, exportF1 }: Certificate): string {
  return [baseF1, adapterF1, exportF1].map((value) => (value === null ? '–' : f1Words(value))).join(', ')
}
