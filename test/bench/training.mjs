import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { at } from '../../scripts/checkout.mjs'
import { capture } from '../../scripts/command.mjs'
import { pythonEnvironment } from '../../scripts/openblas.mjs'
import { say } from '../../scripts/say.mjs'
import { ensurePython, venvPython } from '../../scripts/venv.mjs'
import { contender } from './contender.mjs'

const batch = 4
/** A multiple of the batch, since mlx-lm trains no others: both sides then learn from the same tokens. */
const rows = 64
const stepsPerPass = rows / batch
/** A report, and so a turn, every two steps; the first pass warms up, since every shape is compiled in it. */
const stepsPerTurn = 2
const warmUp = stepsPerPass / stepsPerTurn
/** Whole passes on both sides. */
const measured = 4 * warmUp
const quarters = 4

/**
 * Real tokens a second of the sidecar and of mlx-lm, on the same rows and settings. Padding counts for nobody: the tokens are those of
 * the rows. Both load and make one pass; then they take turns of a few steps over four more.
 * @returns {Promise<string[]>} lines of Markdown
 */
export async function benchTraining() {
  await ensurePython({ tests: true })
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const lines = [
      `Real tokens a second at batch ${batch}: LoRA rank 8 on every linear layer, Adam, ${rows} rows; one pass to warm up, then four, in turns of ${stepsPerTurn} steps.`,
      '',
      '| model | rows | Antecedent | mlx-lm | ratio (each pass) |',
      '|---|---|---|---|---|',
    ]
    const demo = at('assets', 'demo-model')
    for (const model of existsSync(join(demo, 'config.json')) ? [demo, undefined] : [undefined]) {
      const inputs = await prepare(join(folder, model ? 'demo' : 'toy'), model)
      for (const kind of /** @type {const} */ (['equal', 'mixed'])) {
        lines.push(await compare(folder, inputs, kind, model ? 'demo' : 'toy, 4 × 128'))
        say(lines.at(-1) ?? '')
      }
    }
    return lines
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @typedef {{ data: string, tokens: number, shortest: number, longest: number }} Rows
 * @typedef {{ model: string, equal: Rows, mixed: Rows }} Inputs
 */

/**
 * @param {string} folder
 * @param {string | undefined} model
 * @returns {Promise<Inputs>}
 */
async function prepare(folder, model) {
  const from = model ? ['--model', model] : []
  const args = ['-B', at('test', 'bench', 'training_data.py'), folder, '--rows', String(rows), ...from]
  const { code, output } = await capture(venvPython, args, { env: pythonEnvironment(process.env) })
  if (code !== 0) throw new Error(output)
  return JSON.parse(output.trim().split('\n').at(-1) ?? '')
}

/**
 * @param {string} folder
 * @param {Inputs} inputs
 * @param {'equal' | 'mixed'} kind
 * @param {string} name
 */
async function compare(folder, inputs, kind, name) {
  const { model, [kind]: chosen } = inputs
  const fresh = mkdtempSync(join(folder, 'run-'))
  const ours = sidecar(model, chosen, join(fresh, 'ours'))
  const theirs = mlxLm(model, chosen, fresh)
  const turns = { ours: /** @type {Turn[]} */ ([]), theirs: /** @type {Turn[]} */ ([]) }
  try {
    for (let turn = 0; turn < warmUp; turn += 1) await Promise.all([ours.turn(), theirs.turn()])
    for (let turn = 0; turn < measured; turn += 1) {
      // Who goes first alternates too.
      if (turn % 2 === 0) turns.ours.push(await ours.turn())
      turns.theirs.push(await theirs.turn())
      if (turn % 2 === 1) turns.ours.push(await ours.turn())
      if ((turn + 1) % warmUp === 0) say(`${name}, ${kind}: ${turn + 1} of ${measured} turns`)
    }
  } finally {
    await Promise.all([ours.end(), theirs.end()])
  }
  const ratios = Array.from({ length: quarters }, (_, quarter) => {
    const part = (/** @type {Turn[]} */ all) => all.slice((quarter * measured) / quarters, ((quarter + 1) * measured) / quarters)
    return rate(part(turns.ours)) / rate(part(turns.theirs))
  })
  const lengths = chosen.shortest === chosen.longest ? `${chosen.longest}` : `${chosen.shortest}–${chosen.longest}`
  const cells = [
    name,
    `${kind}, ${lengths} tokens`,
    Math.round(rate(turns.ours)),
    Math.round(rate(turns.theirs)),
    `**${(rate(turns.ours) / rate(turns.theirs)).toFixed(2)}** (${ratios.map((ratio) => ratio.toFixed(2)).join(', ')})`,
  ]
  return `| ${cells.join(' | ')} |`
}

/** @typedef {import('./contender.mjs').Turn} Turn */

/**
 * Tokens a second.
 * @param {readonly Turn[]} turns
 */
function rate(turns) {
  const sum = (/** @type {(turn: Turn) => number} */ of) => turns.reduce((total, turn) => total + of(turn), 0)
  return sum(({ tokens }) => tokens) / sum(({ seconds }) => seconds)
}

// More steps than turns, so that nobody is on the way out while the other's turn lasts.
const common = {
  batch_size: batch,
  iters: stepsPerTurn * (warmUp + measured + 4),
  num_layers: -1,
  max_seq_length: 4096,
  mask_prompt: true,
  seed: 0,
}
const rare = 1_000_000

/**
 * Our side: a sidecar, over its protocol. It reports every step that ends a pass.
 * @param {string} model
 * @param {Rows} chosen
 * @param {string} adapters
 */
function sidecar(model, chosen, adapters) {
  const config = {
    ...common,
    fine_tune_type: 'lora',
    optimizer: 'adam',
    epochs: 1000,
    grad_accumulation_steps: 1,
    learning_rate: 1e-4,
    schedule: 'constant',
    warmup_fraction: 0,
    // mlx-lm does not clip.
    clip_norm: null,
    lora_parameters: { rank: 8, scale: 20, dropout: 0, keys: null },
    steps_per_report: stepsPerTurn,
    steps_per_eval: rare,
    validation_fraction: 0.1,
    grad_checkpoint: false,
  }
  const requests = [
    { id: 1, method: 'initialize', params: { protocol: 1, parentPid: process.pid } },
    { id: 2, method: 'train', params: { model, data: chosen.data, adapters, config } },
  ].map((request) => JSON.stringify({ jsonrpc: '2.0', ...request }))
  return contender(['-I', '-B', at('python-sidecar')], requests, tokensReported)
}

/** @param {string} line */
function tokensReported(line) {
  const { method, params } = JSON.parse(line)
  return method === 'metric' && params.metric.split === 'train' ? params.metric.trainedTokens : undefined
}

/**
 * @param {string} model
 * @param {Rows} chosen
 * @param {string} folder
 */
function mlxLm(model, chosen, folder) {
  const config = join(folder, 'mlx-lm.json')
  const settings = {
    ...common,
    model,
    data: chosen.data,
    train: true,
    fine_tune_type: 'lora',
    optimizer: 'adam',
    learning_rate: 1e-4,
    lora_parameters: { rank: 8, scale: 20, dropout: 0 },
    steps_per_report: stepsPerTurn,
    steps_per_eval: rare,
    save_every: rare,
    adapter_path: join(folder, 'theirs'),
  }
  writeFileSync(config, JSON.stringify(settings))
  return contender(['-B', at('test', 'bench', 'mlx_lm_side.py'), config], [], (line) =>
    line.startsWith('tokens ') ? Number(line.slice(7)) : undefined,
  )
}
