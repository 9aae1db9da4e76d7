/**
 * What takes too long for npm test: npm run soak -- [resume [times]] [cycles [times]], both where none is named.
 * `resume` kills a training, the app and Python at once, at a random step, goes on with it and compares every byte with a run
 * that was never killed. `cycles` starts and ends processes and counts what is left of them.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { built, ensureBuild } from './build.mjs'
import { at } from './checkout.mjs'
import { attach } from './command.mjs'
import { checkPreconditions } from './preconditions.mjs'
import { main, SetupError, say } from './say.mjs'
import { ensurePython } from './venv.mjs'

const iterations = 60
const settings = ['--iters', String(iterations), '--batch-size', '4', '--grad-accumulation-steps', '1', '--dropout', '0.1']
const training = [...settings, '--max-seq-length', '256', '--save-every', '4', '--seed', '11', '--model', 'demo', '--json']

/**
 * Runs the built command on a home. Resolves to its exit code; null where it was killed.
 * @param {string} home
 * @param {readonly string[]} args
 * @param {number} [killAt] the step at whose figure it is killed with all that it started
 */
async function command(home, args, killAt = Number.POSITIVE_INFINITY) {
  const env = { ...process.env, ANTECEDENT_HOME: home }
  const child = spawn(process.execPath, [built.cli, ...args], { env, stdio: ['ignore', 'pipe', 'ignore'], detached: true })
  const ended = once(child, 'close')
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { type, step } = JSON.parse(line)
    if (type === 'run.metric' && step >= killAt) killEverything(child.pid)
  })
  return (await ended)[0]
}

/** @param {number | undefined} pid */
function killEverything(pid) {
  if (pid === undefined) return
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  // Python leads a group of its own; everything is gone before anything can notice.
  for (const each of [...pairs.flatMap(([child, parent]) => (parent === pid && child !== undefined ? [child] : [])), pid]) {
    try {
      process.kill(-each, 'SIGKILL')
    } catch {
      // It has no group of its own, or is gone.
    }
  }
}

/** @param {string} home */
function onlyRun(home) {
  const [id = ''] = readdirSync(join(home, 'runs'))
  return id
}

/**
 * The weights of a home's only run.
 * @param {string} home
 */
function weights(home) {
  const adapters = join(home, 'runs', onlyRun(home), 'adapters')
  return ['last', 'best'].map((which) => readFileSync(join(adapters, which, 'adapters.safetensors')).toString('base64'))
}

/**
 * Kills and resumes so many runs; how many of them ended as the one that was never killed.
 * @param {number} times
 */
async function resume(times) {
  const folder = mkdtempSync(join(tmpdir(), 'antecedent-soak-'))
  try {
    const data = join(folder, 'rows.jsonl')
    const sample = readFileSync(at('assets', 'samples', 'coreference-train.jsonl'), 'utf8')
    writeFileSync(data, `${sample.split('\n').slice(0, 160).join('\n')}\n`)
    const home = (/** @type {string} */ name) => {
      const path = join(folder, name)
      mkdirSync(path)
      return path
    }
    const calm = home('calm')
    if ((await command(calm, ['train', data, ...training])) !== 0) throw new SetupError('The run that nothing happens to did not finish.')
    const expected = weights(calm)
    let same = 0
    for (let time = 1; time <= times; time++) {
      const killed = home(`killed-${time}`)
      // Not before the first checkpoint, without which nothing is left to resume.
      const step = 6 + Math.floor(Math.random() * (iterations - 8))
      const first = await command(killed, ['train', data, ...training], step)
      const second = await command(killed, ['train', '--resume', onlyRun(killed), '--json'])
      const alike = second === 0 && weights(killed).every((bytes, which) => bytes === expected[which])
      if (first === null && alike) same += 1
      const end = first !== null ? 'was over before it was killed' : alike ? 'the same bytes' : `other bytes, ended with ${second}`
      say(`${time} of ${times}: killed at step ${step}, resumed: ${end}`)
      rmSync(killed, { recursive: true })
    }
    process.stdout.write(`${same} of ${times} runs that were killed and resumed ended with the very bytes of one that was not\n`)
    return same === times
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {number} times */
async function cycles(times) {
  const vitest = at('node_modules', 'vitest', 'vitest.mjs')
  const code = await attach(process.execPath, [vitest, 'run', '--project=faults', 'test/faults/leaks.test.ts'], {
    env: { ...process.env, ANTECEDENT_CYCLES: String(times) },
  })
  process.stdout.write(`${times} processes started and ended: ${code === 0 ? 'nothing is left of them' : 'something is left of them'}\n`)
  return code === 0
}

const soaks = /** @type {const} */ ({ resume: { times: 10, run: resume }, cycles: { times: 1000, run: cycles } })

/** @returns {{ name: keyof typeof soaks, times: number }[]} */
function asked() {
  const names = /** @type {(keyof typeof soaks)[]} */ (Object.keys(soaks))
  const words = process.argv.slice(2)
  if (words.length === 0) return names.map((name) => ({ name, times: soaks[name].times }))
  return words.flatMap((word, place) => {
    const name = names.find((known) => known === word)
    if (!name && !(place > 0 && Number(word) > 0)) throw new SetupError(`Name what to soak: ${names.join(', ')}.`)
    return name ? [{ name, times: Number(words[place + 1]) || soaks[name].times }] : []
  })
}

await main(async () => {
  checkPreconditions()
  await ensurePython({ tests: true })
  await ensureBuild()
  let well = true
  for (const { name, times } of asked()) well = (await soaks[name].run(times)) && well
  return well ? 0 : 1
})
