import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
/** Steps between two checkpoints where their cost is measured, and seconds between two as a run has them by default. */
const stepsPerCheckpoint = 4
const defaultSeconds = 60

/**
 * Real tokens a second of the sidecar and of mlx-lm, on the same rows and settings. Padding counts for nobody: the tokens are those of
 * the rows. Both load and make one pass; then they take turns of a few steps over four more. Then what our own checkpoints and our own
 * protocol cost, against the same loop without them.
 * @returns {Promise<string[]>} lines of Markdown
 */
export async function benchTraining() {
  await ensurePython({ tests: true })
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const lines = [
      `Real tokens a second at batch ${batch}: LoRA rank 8 on every linear layer, Adam, ${rows} rows; one pass to warm up, then four, in turns of ${stepsPerTurn} steps. Memory is the most that mlx's arrays took, as mlx itself counts it.`,
      '',
      '| model | rows | Antecedent | mlx-lm | ratio (each pass) | memory | mlx-lm’s | ratio |',
      '|---|---|---|---|---|---|---|---|',
    ]
    const demo = at('assets', 'demo-model')
    for (const model of existsSync(join(demo, 'config.json')) ? [demo, undefined] : [undefined]) {
      const inputs = await prepare(join(folder, model ? 'demo' : 'toy'), model)
      for (const kind of /** @type {const} */ (['equal', 'mixed', 'wide'])) {
        const name = model ? 'demo' : 'toy, 4 × 128'
        lines.push(rivalLine(name, kind, inputs[kind], await pair(sidecar(folder, inputs, kind, {}), mlxLm(folder, inputs, kind))))
        say(lines.at(-1) ?? '')
      }
    }
    return [...lines, '', ...(await costs(folder, await prepare(join(folder, 'costs'), undefined)))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @typedef {{ data: string, tokens: number, shortest: number, longest: number }} Rows
 * @typedef {{ model: string, equal: Rows, mixed: Rows, wide: Rows }} Inputs
 * @typedef {import('./contender.mjs').Turn} Turn
 * @typedef {import('./contender.mjs').Contender} Contender
 * @typedef {{ first: Turn[], second: Turn[], firstPeak: number, secondPeak: number }} Pairing
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
 * Lets two train in turns.
 * @param {Contender} first
 * @param {Contender} second
 * @returns {Promise<Pairing>}
 */
async function pair(first, second) {
  const turns = { first: /** @type {Turn[]} */ ([]), second: /** @type {Turn[]} */ ([]) }
  try {
    for (let turn = 0; turn < warmUp; turn += 1) await Promise.all([first.turn(), second.turn()])
    for (let turn = 0; turn < measured; turn += 1) {
      // Who goes first alternates too.
      if (turn % 2 === 0) turns.first.push(await first.turn())
      turns.second.push(await second.turn())
      if (turn % 2 === 1) turns.first.push(await first.turn())
      if ((turn + 1) % warmUp === 0) say(`${turn + 1} of ${measured} turns`)
    }
    return { ...turns, firstPeak: first.peakBytes(), secondPeak: second.peakBytes() }
  } finally {
    await Promise.all([first.end(), second.end()])
  }
}

/**
 * @param {string} name
 * @param {string} kind
 * @param {Rows} chosen
 * @param {Pairing} found
 */
function rivalLine(name, kind, chosen, { first, second, firstPeak, secondPeak }) {
  const lengths = chosen.shortest === chosen.longest ? `${chosen.longest}` : `${chosen.shortest}–${chosen.longest}`
  const cells = [
    name,
    `${kind}, ${lengths} tokens`,
    Math.round(rate(first)),
    Math.round(rate(second)),
    ratios(first, second),
    megabytes(firstPeak),
    megabytes(secondPeak),
    `**${(firstPeak / secondPeak).toFixed(2)}**`,
  ]
  return `| ${cells.join(' | ')} |`
}

/**
 * What checkpoints and the protocol cost, in seconds of the same work with and without.
 * @param {string} folder
 * @param {Inputs} inputs
 */
async function costs(folder, inputs) {
  const rarely = { save_seconds: 86_400 }
  const saving = await pair(
    sidecar(folder, inputs, 'equal', { ...rarely, save_every: stepsPerCheckpoint }),
    sidecar(folder, inputs, 'equal', rarely),
  )
  const saved = (seconds(saving.first) - seconds(saving.second)) / ((measured * stepsPerTurn) / stepsPerCheckpoint)
  say(`a checkpoint takes ${(1000 * saved).toFixed(0)} ms`)
  const speaking = await pair(sidecar(folder, inputs, 'equal', rarely), loopAlone(folder, inputs, 'equal', rarely))
  return [
    'What our own safety costs, as the time of the same work with and without, in turns.',
    '',
    '| what | with | without | cost |',
    '|---|---|---|---|',
    `| a checkpoint every ${stepsPerCheckpoint} steps | ${seconds(saving.first).toFixed(1)} s | ${seconds(saving.second).toFixed(1)} s | ${(1000 * saved).toFixed(0)} ms a checkpoint: **${percent(saved / defaultSeconds)}** at one every ${defaultSeconds} s |`,
    `| the process boundary and its protocol | ${seconds(speaking.first).toFixed(1)} s | ${seconds(speaking.second).toFixed(1)} s | **${percent(seconds(speaking.first) / seconds(speaking.second) - 1)}** |`,
  ]
}

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(2)} %`
/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`
/** @param {readonly Turn[]} turns */
const seconds = (turns) => turns.reduce((total, turn) => total + turn.seconds, 0)

/**
 * The ratio over all turns, and over each quarter of them.
 * @param {readonly Turn[]} first
 * @param {readonly Turn[]} second
 */
function ratios(first, second) {
  const part = (/** @type {readonly Turn[]} */ all, /** @type {number} */ quarter) =>
    all.slice((quarter * measured) / quarters, ((quarter + 1) * measured) / quarters)
  const each = Array.from({ length: quarters }, (_, quarter) => rate(part(first, quarter)) / rate(part(second, quarter)))
  return `**${(rate(first) / rate(second)).toFixed(2)}** (${each.map((ratio) => ratio.toFixed(2)).join(', ')})`
}

/**
 * Tokens a second.
 * @param {readonly Turn[]} turns
 */
function rate(turns) {
  return turns.reduce((total, turn) => total + turn.tokens, 0) / seconds(turns)
}

const common = {
  batch_size: batch,
  // Far more than there are turns, since quick steps are reported a few together: nobody is on the way out in the other's turn.
  iters: 100_000,
  num_layers: -1,
  max_seq_length: 4096,
  mask_prompt: true,
  seed: 0,
}
const rare = 1_000_000

/**
 * Parameters of our own `train`.
 * @param {string} folder
 * @param {Inputs} inputs
 * @param {'equal' | 'mixed' | 'wide'} kind
 * @param {Record<string, unknown>} changes
 */
function trainParams(folder, inputs, kind, changes) {
  const fresh = mkdtempSync(join(folder, 'run-'))
  const config = {
    ...common,
    learning_rate: 1e-4,
    schedule: 'constant',
    warmup_fraction: 0,
    // mlx-lm does not clip, and its Adam leaves the bias as it is.
    clip_norm: null,
    optimizer_config: { adam: { bias_correction: false } },
    steps_per_report: stepsPerTurn,
    steps_per_eval: rare,
    ...changes,
  }
  return {
    model: inputs.model,
    data: inputs[kind].data,
    adapters: join(fresh, 'adapters'),
    checkpoints: join(fresh, 'checkpoints'),
    config,
    resume: false,
    judge: null,
  }
}

/**
 * Our side: a sidecar, over its protocol.
 * @param {string} folder
 * @param {Inputs} inputs
 * @param {'equal' | 'mixed' | 'wide'} kind
 * @param {Record<string, unknown>} changes
 */
function sidecar(folder, inputs, kind, changes) {
  const requests = [
    { id: 1, method: 'initialize', params: { protocol: protocolVersion(), parentPid: process.pid } },
    { id: 2, method: 'train', params: trainParams(folder, inputs, kind, changes) },
  ].map((request) => JSON.stringify({ jsonrpc: '2.0', ...request }))
  return contender(['-I', '-B', at('python-sidecar')], requests, (line) => {
    const { method, params, error } = JSON.parse(line)
    if (error) throw new Error(`The sidecar refused: ${line}`)
    if (method !== 'metric' || params.metric.split !== 'train') return undefined
    return { tokens: params.metric.trainedTokens, peakBytes: params.metric.peakMemoryBytes }
  })
}

/** The version that both sides of the protocol speak now. */
function protocolVersion() {
  const source = readFileSync(at('python-sidecar', 'antecedent_sidecar', 'protocol.py'), 'utf8')
  const version = /^VERSION = (\d+)$/m.exec(source)?.[1]
  if (version === undefined) throw new Error('protocol.py no longer says which version it speaks in a line of its own: VERSION = …')
  return Number(version)
}

/**
 * Our loop in a process that tells nobody.
 * @param {string} folder
 * @param {Inputs} inputs
 * @param {'equal' | 'mixed' | 'wide'} kind
 * @param {Record<string, unknown>} changes
 */
function loopAlone(folder, inputs, kind, changes) {
  const file = join(mkdtempSync(join(folder, 'alone-')), 'params.json')
  writeFileSync(file, JSON.stringify(trainParams(folder, inputs, kind, changes)))
  return contender(['-B', at('test', 'bench', 'loop_alone.py'), file], [], plainReport)
}

/**
 * @param {string} folder
 * @param {Inputs} inputs
 * @param {'equal' | 'mixed' | 'wide'} kind
 */
function mlxLm(folder, inputs, kind) {
  const fresh = mkdtempSync(join(folder, 'mlx-lm-'))
  const config = join(fresh, 'mlx-lm.json')
  const settings = {
    ...common,
    model: inputs.model,
    data: inputs[kind].data,
    train: true,
    fine_tune_type: 'lora',
    optimizer: 'adam',
    learning_rate: 1e-4,
    lora_parameters: { rank: 8, scale: 20, dropout: 0 },
    steps_per_report: stepsPerTurn,
    steps_per_eval: rare,
    save_every: rare,
    adapter_path: join(fresh, 'adapters'),
  }
  writeFileSync(config, JSON.stringify(settings))
  return contender(['-B', at('test', 'bench', 'mlx_lm_side.py'), config], [], plainReport)
}

/** @param {string} line */
function plainReport(line) {
  const [word, tokens, peakBytes] = line.split(' ')
  return word === 'report' ? { tokens: Number(tokens), peakBytes: Number(peakBytes) } : undefined
}
