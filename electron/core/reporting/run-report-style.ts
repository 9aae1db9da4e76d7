/**
 * What a run's report adds to the scorecard's style: its figures, curves, facts, and how it is printed, black on white whatever the reader's system
 * says. Colours of curves keep 4.5 : 1.
 */
export const runReportStyle = `
:root { --trained: #1f5fa8; --checked: #6b2200; --scored: #22201d; --level: #6f6a62; }
@media (prefers-color-scheme: dark) { :root { --trained: #8bbcf2; --checked: #ff7a2e; --scored: #eeebe6; --level: #aaa49b; } }
h1 { overflow-wrap: anywhere; }
h3 { margin: 24px 0 8px; }
summary { overflow-wrap: anywhere; }
.figures { display: flex; flex-wrap: wrap; gap: 14px 40px; list-style: none; margin: 20px 0 16px; padding: 0; }
.figures li { display: grid; }
.figures strong { font-size: 26px; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; }
.curves { margin: 12px 0 8px; }
.curves .scroll svg { display: block; width: 100%; min-width: 560px; height: auto; }
.curves text { font: 12px system-ui, sans-serif; fill: var(--quiet); font-variant-numeric: tabular-nums; }
.curves text.middle { text-anchor: middle; }
.curves text.end { text-anchor: end; }
.curves text.bold { fill: var(--checked); font-weight: 600; }
.curves path { fill: none; }
.grid, .tick { stroke: var(--line); }
.axis { stroke: var(--level); }
.line { stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.line.train { stroke: var(--trained); stroke-width: 1; opacity: 0.55; }
.line.smooth { stroke: var(--trained); }
.line.valid { stroke: var(--checked); }
.line.base { stroke: var(--level); stroke-width: 1.5; stroke-dasharray: 1 5; }
.line.score { stroke: var(--scored); stroke-dasharray: 7 5; stroke-width: 1.5; }
circle.valid { fill: var(--checked); stroke: var(--ground); }
rect.score { fill: var(--ground); stroke: var(--scored); stroke-width: 1.5; }
path.best { stroke: var(--checked); stroke-dasharray: 2 4; }
circle.best { fill: none; stroke: var(--checked); stroke-width: 1.5; }
.break { stroke: var(--wrong); stroke-width: 1.5; }
.curves .legend { margin: 4px 0 0; }
.curves .legend li { display: flex; align-items: center; gap: 6px; }
.key { flex: none; }
thead td { border-top: 0; }
tr.best > * { font-weight: 600; }
.facts td, .settings td, .words td { text-align: left; white-space: normal; overflow-wrap: anywhere; }
.facts th, .settings th, .words th { text-align: left; }
.facts th { color: var(--quiet); font-weight: 400; }
.words th, .words td { min-width: 90px; }
.notes { padding: 0; list-style: none; }
.notes li { padding: 6px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
@page { margin: 16mm 14mm; }
@media print {
  :root { color-scheme: light; --ground: #fff; --raised: #f4f4f4; --ink: #000; --quiet: #444; --line: #bbb; --right: #14532b; --form: #5f4000;
    --left: #444; --wrong: #8a120d; --changed: #5f4000; --accent: #1f5fa8; --trained: #1f5fa8; --checked: #6b2200; --scored: #000; --level: #555; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  h1, h2, h3, summary, caption, .legend { break-after: avoid; }
  h2 { margin-top: 24px; }
  details { break-inside: auto; }
  figure, tr, li, details:has(dl) { break-inside: avoid; }
  .scroll { overflow: visible; }
  .curves .scroll svg { min-width: 0; }
  thead { display: table-header-group; }
  th, td, td.long, th:first-child { white-space: normal; min-width: 0; padding-right: 8px; }
  table { font-size: 8.5pt; }
  td small { font-size: 7.5pt; }
  dd { font-size: 11pt; line-height: 1.4; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; }
}
`
