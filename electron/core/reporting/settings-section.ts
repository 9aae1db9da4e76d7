import type { Run } from '../../shared/run'
import { settingsOf } from '../../shared/run-settings'
import { type Html, html, visible } from '../pages/html'
import { configFor } from '../training/defaults'

/** Settings of a run that are not what its form begins with, and all that had a say in it, folded. */
export function settingsSection({ config, model }: Run): Html {
  const [own, ordinary] = [settingsOf(config), settingsOf(configFor(model.ref))]
  const changed = [...own].filter(([key, value]) => ordinary.get(key) !== value)
  const changedRows = changed.map(([key, value]) => row(key, [value, ordinary.get(key) ?? '–']))
  const differing =
    changed.length === 0
      ? html`<p>All as the form begins with.</p>`
      : html`<p class="quiet">Those that are not what the form begins with.</p><table class="settings"><caption class="unseen">Settings that differ</caption>
<thead><tr><th scope="col">Setting</th><th scope="col">here</th><th scope="col">begins with</th></tr></thead><tbody>${changedRows}</tbody></table>`
  return html`<h2>Settings</h2>
${differing}
<details><summary>All settings</summary><p class="quiet">Under mlx-lm’s names, where it has them; those that had no say are left out.</p><table class="settings"><caption class="unseen">All settings</caption>
<thead><tr><th scope="col">Setting</th><th scope="col">here</th></tr></thead><tbody>${[...own].map(([key, value]) => row(key, [value]))}</tbody></table></details>`
}

function row(key: string, values: readonly string[]): Html {
  return html`<tr><th scope="row"><code>${key}</code></th>${values.map((value) => html`<td>${visible(value)}</td>`)}</tr>`
}
