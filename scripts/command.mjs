import { spawn } from 'node:child_process'
import { root } from './checkout.mjs'

/**
 * @typedef {object} Outcome
 * @property {number} code the exit code; 127 when the command could not be started, 128 + n when signal n ended it
 * @property {string} output stdout and stderr, together
 */

/**
 * Runs a command to its end, without a shell, and keeps what it printed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, onLine?: (line: string) => void }} [options] onLine hears every whole line
 * @returns {Promise<Outcome>}
 */
export function capture(command, args, { env = process.env, cwd = root, onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let rest = ''
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      output += chunk
      const lines = (rest + chunk).split(/[\r\n]+/)
      rest = lines.pop() ?? ''
      if (onLine) for (const line of lines) onLine(line)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }))
    child.on('close', (code, signal) => resolve({ code: exitCode(code, signal), output }))
  })
}

/**
 * Runs a command on this terminal, and passes on the signals that are meant for it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {Promise<number>} its exit code, as in Outcome
 */
export function attach(command, args, { env = process.env, stdio = 'inherit' } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: process.cwd(), env, stdio })
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => child.kill(signal)
    // A terminal's ^C reaches the child by itself; here it must only not end the parent first.
    const ignore = () => {}
    process.on('SIGINT', ignore)
    process.on('SIGTERM', forward)
    process.on('SIGHUP', forward)
    const end = (/** @type {number} */ code) => {
      process.off('SIGINT', ignore)
      process.off('SIGTERM', forward)
      process.off('SIGHUP', forward)
      resolve(code)
    }
    child.on('error', () => end(127))
    child.on('close', (code, signal) => end(exitCode(code, signal)))
  })
}

const signalNumbers = /** @type {Record<string, number>} */ ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 })

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function exitCode(code, signal) {
  return code ?? 128 + (signalNumbers[signal ?? ''] ?? 0)
}
