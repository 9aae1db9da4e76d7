import { labelWords, outcomeWords, sliceWords, systemWords } from '../../../shared/score-words'
import type { EvaluatedExample, JudgedOutput, PairOutcome, SystemName } from '../../../shared/scorecard'
import { type Html, html, visible } from '../../pages/html'

/** A text of the report: its place in the data, from 0, and what became of it. */
export type ListedExample = {
  readonly place: number
  readonly outcome: PairOutcome | 'right' | 'not-right'
  readonly example: EvaluatedExample
}

/** What the signs in the texts mean. */
export function legend(): Html {
  const labels = Object.entries(labelWords).map(
    ([label, { sign, words }]) =>
      html`<li><span class="mention ${label}"><span class="sign" aria-hidden="true">${sign}</span>${words}</span></li>`,
  )
  return html`<ul class="legend">${labels}<li><ins>added or changed outside mentions</ins></li><li><del>left out</del></li></ul>`
}

/** One text: its source, its gold rewrite, and what each of the systems wrote, with every mention and every other change marked. */
export function exampleSection({ place, outcome, example }: ListedExample, systems: readonly SystemName[], open: boolean): Html {
  const slices = [...new Set([...example.slices, ...example.mentions.flatMap((mention) => mention.slices)])]
  const words = outcome === 'right' ? 'right' : outcome === 'not-right' ? 'not right' : outcomeWords[outcome]
  const outputs = example.outputs.filter(({ system }) => systems.includes(system))
  const head = html`<summary><span class="outcome">${words}</span>Text ${place + 1} <span class="quiet">${slices.map((slice) => sliceWords[slice]).join(', ')}</span></summary>`
  const body = html`<dl><dt>source</dt><dd>${sourceText(example)}</dd><dt>gold</dt><dd>${visible(example.gold)}</dd>${outputs.map(
    (output) => html`<dt>${systemWords[output.system]}</dt><dd>${outputText(example, output)}${remarks(output)}</dd>`,
  )}</dl>`
  return open ? html`<details class="${outcome}" open>${head}${body}</details>` : html`<details class="${outcome}">${head}${body}</details>`
}

type Mark = { readonly start: number; readonly end: number; readonly show: (text: string) => Html }

function sourceText({ source, mentions }: EvaluatedExample): Html {
  return marked(
    source,
    mentions.map(({ start, end }) => ({ start, end, show: (text) => html`<span class="mention">${visible(text)}</span>` })),
  )
}

function outputText({ mentions }: EvaluatedExample, { output, mentions: places, outside }: JudgedOutput): Html {
  const labels = places.map(({ label, start, end }, index): Mark => {
    const { sign, words } = labelWords[label]
    const lost = start === end ? html`<del>${visible(mentions[index]?.text ?? '')}</del>` : ''
    const gap = start === end ? ' ' : ''
    return {
      start,
      end,
      show: (text) =>
        html`<span class="mention ${label}"><span class="sign" aria-hidden="true">${sign}</span>${visible(text)}${lost}<span class="unseen"> (${words})</span></span>${gap}`,
    }
  })
  const changes = outside.map(
    ({ outputStart, outputEnd, before }): Mark => ({
      start: outputStart,
      end: outputEnd,
      show: (text) => {
        const lost = before === '' ? '' : html`<del>${visible(before)}</del>`
        if (text !== '') return html`${lost}${before === '' ? '' : ' '}<ins>${visible(text)}</ins>`
        return outputStart === 0 ? html`${lost} ` : html` ${lost}`
      },
    }),
  )
  return marked(
    output,
    [...labels, ...changes].sort((one, other) => one.start - other.start || one.end - other.end),
  )
}

function marked(text: string, marks: readonly Mark[]): Html {
  const parts: Html[] = []
  let at = 0
  for (const { start, end, show } of marks) {
    if (start < at) continue
    parts.push(html`${visible(text.slice(at, start))}${show(text.slice(start, end))}`)
    at = end
  }
  return html`${parts}${visible(text.slice(at))}`
}

function remarks({ output, finishReason, preamble, inventsNames }: JudgedOutput): Html {
  const found = [
    ...(output.trim() === '' ? ['Nothing was written.'] : []),
    ...(finishReason === 'length' ? ['It ended for want of room.'] : []),
    ...(preamble ? ['It begins with words about itself.'] : []),
    ...(inventsNames ? ['It has a name or number that the source lacks.'] : []),
  ]
  return found.length === 0 ? html`` : html`<p class="quiet">${found.join(' ')}</p>`
}
