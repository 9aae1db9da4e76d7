import { type Html, html, visible } from '../pages/html'

/** A name and what is known under it: words of the app's own, or markup. */
export type Fact = readonly [name: string, value: string | Html]

/** Facts as a table of two columns, named for those who listen. */
export function factsTable(label: string, facts: readonly Fact[]): Html {
  const rows = facts.map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td>${typeof value === 'string' ? visible(value) : value}</td></tr>`,
  )
  return html`<table class="facts"><caption class="unseen">${label}</caption><tbody>${rows}</tbody></table>`
}
