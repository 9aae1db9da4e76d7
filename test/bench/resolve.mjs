import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { at } from '../../scripts/checkout.mjs'
import { capture } from '../../scripts/command.mjs'
import { pythonEnvironment } from '../../scripts/openblas.mjs'
import { say } from '../../scripts/say.mjs'
import { ensurePython, venvPython } from '../../scripts/venv.mjs'

/**
 * @typedef {{ kind: 'pair', name: string, tokens: number, replaced: number, passes: number, drafted: number, accepted: number, same: boolean, ours: number[], theirs: number[] }} Pair
 * @typedef {{ kind: 'first', name: string, first: number, warm: number[], cold: number[] }} First
 * @typedef {{ kind: 'documents', count: number, tokens: number, together: number, alone: number, same: number }} Documents
 * @typedef {{ kind: 'costs', rows: number[], seconds: number[] }} Costs
 * @typedef {Pair | First | Documents | Costs} Finding
 */

/**
 * Rewrites by us and by mlx-lm's own generate: the same weights in the same process, the same questions, in turns of a pass, greedy; texts have
 * to be the same.
 * @returns {Promise<string[]>} lines of Markdown
 */
export async function benchResolve() {
  await ensurePython({ tests: true })
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const findings = await measure(folder)
    const pairs = findings.flatMap((finding) => (finding.kind === 'pair' ? [finding] : []))
    return [
      'Answers of a Llama of 97 million random weights whose head follows a fixed list of words: a source is a stretch of that list with names',
      'made pronouns, so that what the model answers is a rewrite of it (`rewriting_model.py`). mlx-lm has the same weights in the same process,',
      'and both answer in turns of a pass. Seconds are whole answers, the prompt included.',
      '',
      '| rewrite | tokens | replaced | passes | drafts accepted | Antecedent | mlx-lm | times as fast (each) | same text |',
      '|---|---|---|---|---|---|---|---|---|',
      ...pairs.map(pairLine),
      '',
      ...findings.flatMap((finding) => (finding.kind === 'pair' ? [] : [otherLine(finding)])),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @param {string} folder
 * @returns {Promise<Finding[]>}
 */
async function measure(folder) {
  const findings = /** @type {Finding[]} */ ([])
  const onLine = (/** @type {string} */ line) => {
    if (!line.startsWith('{"kind"')) return
    const finding = /** @type {Finding} */ (JSON.parse(line))
    findings.push(finding)
    say(finding.kind === 'pair' ? pairLine(finding) : otherLine(finding))
  }
  const env = pythonEnvironment(process.env)
  const { code, output } = await capture(venvPython, ['-B', at('test', 'bench', 'resolve_side.py'), folder], { env, onLine })
  if (code !== 0) throw new Error(output)
  return findings
}

/** @param {Pair} pair */
function pairLine({ name, tokens, replaced, passes, drafted, accepted, same, ours, theirs }) {
  const each = ours.map((seconds, turn) => ((theirs[turn] ?? Number.NaN) / seconds).toFixed(1))
  const cells = [
    name,
    tokens,
    replaced,
    passes,
    `${accepted} of ${drafted}`,
    `${sum(ours).toFixed(1)} s`,
    `${sum(theirs).toFixed(1)} s`,
    `**${(sum(theirs) / sum(ours)).toFixed(1)}** (${each.join(', ')})`,
    same ? 'yes' : '**no**',
  ]
  return `| ${cells.join(' | ')} |`
}

/** @param {First | Documents | Costs} finding */
function otherLine(finding) {
  if (finding.kind === 'documents') {
    const { count, tokens, together, alone, same } = finding
    const ratio = (alone / together).toFixed(1)
    return `- ${count} documents of ${tokens / count} tokens: together ${together.toFixed(1)} s, by mlx-lm one by one ${alone.toFixed(1)} s: **${ratio} times** as fast; ${same} of ${count} texts are the same.`
  }
  if (finding.kind === 'costs') {
    const each = finding.rows.map((rows, place) => `${rows}: ${(1000 * (finding.seconds[place] ?? Number.NaN)).toFixed(0)}`)
    return `- Milliseconds of a pass by its rows, as measured when the model first answers: ${each.join(', ')}.`
  }
  const { name, first, warm, cold } = finding
  const list = (/** @type {readonly number[]} */ all) => all.map((seconds) => seconds.toFixed(2)).join(', ')
  return `- ${name}: until the first word of a second text of two sentences ${list(warm)} s; of a new \`mlx_lm.generate\`: ${list(cold)} s: **${(sum(cold) / sum(warm)).toFixed(0)} times** sooner. Our first text, with the process, the model and what a pass takes: ${first.toFixed(2)} s.`
}

/** @param {readonly number[]} all */
const sum = (all) => all.reduce((total, one) => total + one, 0)
