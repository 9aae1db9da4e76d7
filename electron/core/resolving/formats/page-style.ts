import { entityHues, type Hue, pageHues, tintShare } from './hues'

const names: readonly (readonly [string, Hue])[] = [
  ...Object.entries(pageHues),
  ...entityHues.map((hue, index): readonly [string, Hue] => [`entity${index + 1}`, hue]),
]

const declared = (ground: 'light' | 'dark') => names.map(([name, hue]) => `--${name}:${hue[ground]}`).join(';')

const entityRules = entityHues.map((_, index) => `.e${index + 1}{--hue:var(--entity${index + 1})}`).join('\n')

/** The style sheet of the page: light or dark as the reader's system is, and light on paper. */
export const pageStyle = `:root{color-scheme:light dark;${declared('light')}}
@media screen and (prefers-color-scheme:dark){:root{${declared('dark')}}}
body{margin:0 auto;max-width:44rem;padding:2rem 1.25rem;background:var(--background);color:var(--ink);font:1.0625rem/1.6 ui-serif,Georgia,serif}
h1{font-size:1.375rem}
h2{font-size:1.125rem;overflow-wrap:anywhere}
article+article{margin-top:3rem;border-top:1px solid var(--faint);padding-top:1rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
.facts,footer{color:var(--faint);font:.8125rem/1.5 ui-sans-serif,system-ui,sans-serif}
.legend{padding:0;list-style:none;font:.875rem/1.7 ui-sans-serif,system-ui,sans-serif}
mark,ins{background:none;color:inherit;text-decoration:underline 2px var(--hue,var(--faint));text-underline-offset:.25em;text-decoration-skip-ink:none}
ins{font-weight:600;border-radius:3px;background:color-mix(in srgb,var(--hue) ${tintShare * 100}%,transparent);box-decoration-break:clone}
.doubled{text-decoration-style:double}
.kept{text-decoration-style:dotted}
.changed{--hue:var(--changed);text-decoration-style:dashed}
.new-words{--hue:var(--newWords);text-decoration-style:wavy}
del{color:var(--faint)}
sup{margin-inline-start:.1em;font:600 .6875rem/1 ui-sans-serif,system-ui,sans-serif;-webkit-user-select:none;user-select:none}
del::before{content:"[was: "}
del::after{content:"]"}
del::before,del::after{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
${entityRules}
@media print{ins{-webkit-print-color-adjust:exact;print-color-adjust:exact}}`
