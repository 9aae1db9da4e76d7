import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { appendFile } from 'node:fs/promises'
import type { Readable, Writable } from 'node:stream'
import { StudioError } from '../../shared/errors'
import { maxMessageBytes } from '../../shared/protocol'
import type { CommandLine } from './command-line'
import { LineReader } from './line-reader'
import { diedWith } from './rpc-failure'

/** Milliseconds each rung of the stop ladder waits: end of input, SIGTERM, then SIGKILL. */
const ladder = { endOfInput: 5_000, terminate: 3_000 }
const lastWordsLength = 4_000

/** What a process is made from. `line` gets each whole line of its stdout, `overlong` is told of each that was too long. */
export type ProcessOptions = {
  readonly python: string
  readonly command: CommandLine
  /** Gets what it writes to stderr; null drops it. */
  readonly log: string | null
  readonly line: (text: string) => void
  readonly overlong: () => void
}

/** A Python process, or MLX's launcher with one a host: its lines, its last words, its end. */
export class SidecarProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>
  readonly #log: string | null
  readonly #launched: boolean
  #lastWords = ''
  #killed = false
  #logged: Promise<void> = Promise.resolve()
  /** Settles with why it ended when it is gone; never rejects. */
  readonly ended: Promise<StudioError>

  constructor({ python, command, log, line, overlong }: ProcessOptions) {
    this.#log = log
    this.#launched = command.launched
    this.#child = spawn(python, command.arguments, { stdio: ['pipe', 'pipe', 'pipe'], env: command.environment, detached: true })
    const reader = new LineReader(maxMessageBytes, line, overlong)
    this.#child.stdout.on('data', (chunk: Buffer) => reader.push(chunk))
    this.#child.stderr.on('data', (chunk: Buffer) => this.note(chunk.toString('utf8')))
    this.#child.stdin.on('error', () => undefined)
    this.ended = new Promise((resolve) => {
      this.#child.once('error', (error) => resolve(cannotStart(python, error)))
      this.#child.once('close', (code, signal) => resolve(this.#killed ? endedByUs() : diedWith({ code, signal }, this.#lastWords)))
    })
  }

  /** Writes a line, as long as it reads. */
  write(line: string): void {
    if (this.#child.stdin.writable) this.#child.stdin.write(line)
  }

  /** Adds to the log, after what Python wrote. */
  note(text: string): void {
    this.#lastWords = (this.#lastWords + text).slice(-lastWordsLength)
    const log = this.#log
    if (log) this.#logged = this.#logged.then(() => appendFile(log, text)).catch(() => undefined)
  }

  /** Whether it has ended by itself, waiting at most as long as the end of input may take. */
  leaves(): Promise<boolean> {
    return this.#goneWithin(ladder.endOfInput)
  }

  /** Ends it and all that it started, at once. */
  kill(): void {
    this.#signal('SIGKILL')
  }

  /** Ends it, gently first: end of input, SIGTERM, SIGKILL to its group. Resolves when it is gone and the log is written. */
  async stop(): Promise<void> {
    this.#child.stdin.end()
    // A launcher does not pass the end of its input on, so there is nothing to wait for.
    if (this.#launched || !(await this.#goneWithin(ladder.endOfInput))) {
      this.#signal('SIGTERM')
      if (!(await this.#goneWithin(ladder.terminate))) this.#signal('SIGKILL')
    }
    await this.ended
    // The processes of a launcher may outlive it.
    if (this.#launched) this.#signal('SIGKILL')
    await this.#logged
  }

  async #goneWithin(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), milliseconds)
    })
    const gone = await Promise.race([this.ended.then(() => true), late])
    clearTimeout(timer)
    return gone
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#child
    if (pid === undefined) return
    this.#killed ||= signal === 'SIGKILL'
    try {
      process.kill(-pid, signal)
    } catch {
      this.#child.kill(signal)
    }
  }
}

/** A kill of ours says nothing of memory, as one from outside does. */
function endedByUs(): StudioError {
  return new StudioError({ code: 'sidecar-died', message: 'The Python process did not end by itself, so it was killed.' })
}

function cannotStart(python: string, error: Error): StudioError {
  return new StudioError(
    {
      code: 'python-missing',
      message: `Python could not be started (${python}).`,
      hint: 'Run “npm start” again: it makes the Python environment anew.',
    },
    { cause: error },
  )
}
