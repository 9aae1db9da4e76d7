/** How a report looks, by light or dark as the reader's system has it. Every text keeps a contrast of 4.5 : 1, and no sign is colour alone. */
export const reportStyle = `
:root { color-scheme: light dark; --ground: #fbfaf8; --raised: #f2f0ec; --ink: #22201d; --quiet: #625d56; --line: #d9d4cc;
  --right: #1d6b34; --form: #7a5200; --left: #5b5750; --wrong: #a8201a; --changed: #7a5200; --accent: #1f5fa8; }
@media (prefers-color-scheme: dark) { :root { --ground: #191817; --raised: #242220; --ink: #eeebe6; --quiet: #aaa49b; --line: #3d3a36;
  --right: #7fd093; --form: #e2b45a; --left: #b5afa6; --wrong: #ff9088; --changed: #e2b45a; --accent: #8bbcf2; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 14px/1.5 system-ui, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 24px; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 17px; margin: 40px 0 8px; }
h3 { font-size: 14px; margin: 0; }
p { margin: 4px 0; }
.quiet { color: var(--quiet); }
.scroll { overflow-x: auto; }
.scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--quiet); padding: 0 0 6px; }
th, td { padding: 4px 16px 4px 0; text-align: right; white-space: nowrap; vertical-align: top; border-top: 1px solid var(--line); }
th:first-child { text-align: left; font-weight: 500; white-space: pre; }
thead th { font-weight: 600; border-top: 0; }
td small { display: block; color: var(--quiet); }
td.long { white-space: normal; min-width: 190px; }
code { font: 12px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
details { border-top: 1px solid var(--line); padding: 10px 0; }
summary { cursor: pointer; }
.outcome { display: inline-block; border: 1px solid var(--line); border-radius: 8px; padding: 0 8px; font-size: 12px; margin-right: 8px; }
.broken .outcome, .not-right .outcome { color: var(--wrong); border-color: currentColor; }
.fixed .outcome, .both-right .outcome, .right .outcome { color: var(--right); border-color: currentColor; }
dl { margin: 10px 0 0; display: grid; grid-template-columns: 110px 1fr; gap: 8px 16px; }
dt { color: var(--quiet); padding-top: 3px; }
dd { margin: 0; font: 17px/26px Charter, Georgia, serif; white-space: pre-wrap; overflow-wrap: anywhere; }
.mention { text-decoration: underline; text-underline-offset: 4px; text-decoration-thickness: 2px; font-weight: 600; }
.sign { font: 600 12px/1 system-ui, sans-serif; margin-right: 2px; }
.correct { color: var(--right); } .form { color: var(--form); text-decoration-style: double; }
.missed { color: var(--left); text-decoration-style: dotted; font-weight: 400; }
.wrong, .invented, .deleted { color: var(--wrong); text-decoration-style: wavy; }
.control { padding: 0 3px; border-radius: 3px; background: var(--raised); color: var(--wrong); font: 600 0.7em/1 ui-monospace, monospace; user-select: none; }
ins, del { color: var(--changed); text-decoration-thickness: 2px; }
ins { text-decoration: underline dashed; } del { text-decoration: line-through; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; padding: 0; margin: 8px 0 16px; list-style: none; }
@media (max-width: 640px) { dl { grid-template-columns: 1fr; gap: 2px; } main { padding: 20px 14px 40px; } }
@media print { details { break-inside: avoid; } }
`
