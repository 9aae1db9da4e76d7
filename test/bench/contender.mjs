import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { root } from '../../scripts/checkout.mjs'
import { pythonEnvironment } from '../../scripts/openblas.mjs'
import { venvPython } from '../../scripts/venv.mjs'

/**
 * @typedef {object} Turn
 * @property {number} seconds
 * @property {number} tokens real ones, padding not counted
 *
 * @typedef {object} Report
 * @property {number} tokens real ones, trained so far
 * @property {number} peakBytes most that mlx's arrays have taken so far
 *
 * @typedef {object} Contender a training process that stands still except in its turns
 * @property {() => Promise<Turn>} turn lets it train until its next report
 * @property {() => number} peakBytes most that mlx's arrays had taken at its last report
 * @property {() => Promise<unknown>} end ends it
 */

/**
 * Starts a Python that trains, and stops it (SIGSTOP) at each of its reports. Two contenders take turns within seconds, so that whatever
 * else the machine does falls on both alike.
 * @param {readonly string[]} args
 * @param {readonly string[]} input lines for its stdin
 * @param {(line: string) => Report | undefined} reportIn the report that a line of its stdout is, if it is one
 * @returns {Contender}
 */
export function contender(args, input, reportIn) {
  const child = spawn(venvPython, args, { cwd: root, env: pythonEnvironment(process.env), stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.write(input.map((line) => `${line}\n`).join(''))
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors = `${errors}${chunk}`.slice(-4000)
  })
  let said = ''
  let trained = 0
  let peakBytes = 0
  let reported = (/** @type {number} */ _tokens) => {}
  let failed = (/** @type {Error} */ _error) => {}
  createInterface({ input: child.stdout }).on('line', (line) => {
    said = line
    const report = reportIn(line)
    if (report === undefined) return
    peakBytes = report.peakBytes
    reported(report.tokens)
  })
  const closed = new Promise((resolve) => {
    child.on('close', (code) => {
      failed(new Error(`A contender ended with code ${code}: ${said}\n${errors}`))
      resolve(undefined)
    })
  })
  return {
    turn: () =>
      new Promise((resolve, reject) => {
        const began = performance.now()
        failed = reject
        reported = (tokens) => {
          child.kill('SIGSTOP')
          const turn = { seconds: (performance.now() - began) / 1000, tokens: tokens - trained }
          trained = tokens
          reported = () => {}
          failed = () => {}
          resolve(turn)
        }
        child.kill('SIGCONT')
      }),
    peakBytes: () => peakBytes,
    end: () => {
      child.stdin.end()
      child.kill('SIGKILL')
      return closed
    },
  }
}
