import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { appendFile } from 'node:fs/promises'
import { arch, platform } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { StudioError } from '../../shared/errors'
import {
  type Method,
  maxMessageBytes,
  methods,
  type Params,
  protocolVersion,
  type Result,
  type SidecarNotification,
  type SidecarRequest,
  sidecarNotification,
  sidecarResponse,
} from '../../shared/protocol'
import { cancelled } from '../jobs'
import { sidecarEnvironment } from './environment'
import { LineReader } from './line-reader'
import { diedWith, fromRpcError } from './rpc-failure'
import { watchForStall } from './stall-clock'

/** How to start one. Paths absolute; `log` gets what Python writes to stderr, null drops it. */
export type SidecarOptions = { readonly python: string; readonly sidecar: string; readonly log: string | null }

/** What a request may carry besides its parameters. */
export type RequestOptions = {
  readonly onNotification?: (notification: SidecarNotification) => void
  /** Aborting cancels the request; what it then answers is the method's own affair. */
  readonly signal?: AbortSignal
}

/** What a sidecar says of itself. */
export type SidecarFacts = Result<'initialize'>

type Pending = {
  readonly settle: (response: unknown, error: StudioError | null) => void
  readonly onNotification: (notification: SidecarNotification) => void
}

/** Milliseconds each rung of the stop ladder waits: end of input, SIGTERM, then SIGKILL. */
const ladder = { endOfInput: 5_000, terminate: 3_000 }
const startMilliseconds = 60_000
const lastWordsLength = 4_000

/** One Python process that speaks the protocol: its requests, its notifications, its end. */
export class Sidecar {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>
  readonly #pending = new Map<number, Pending>()
  readonly #log: string | null
  #nextId = 0
  #lastWords = ''
  #failure: StudioError | null = null
  #logged: Promise<void> = Promise.resolve()
  /** Settles when the process is gone; never rejects. */
  readonly ended: Promise<StudioError>

  private constructor(options: SidecarOptions) {
    this.#log = options.log
    this.#child = spawn(options.python, ['-I', '-B', options.sidecar], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: sidecarEnvironment(process.env, platform(), arch() as NodeJS.Architecture),
      detached: true,
    })
    const reader = new LineReader(
      maxMessageBytes,
      (line) => this.#receive(line),
      () => this.#refuse('a line that is too long'),
    )
    this.#child.stdout.on('data', (chunk: Buffer) => reader.push(chunk))
    this.#child.stderr.on('data', (chunk: Buffer) => this.#note(chunk.toString('utf8')))
    this.#child.stdin.on('error', () => undefined)
    this.ended = new Promise((resolve) => {
      this.#child.once('error', (error) => resolve(this.#end(cannotStart(options.python, error))))
      this.#child.once('close', (code, signal) => resolve(this.#end(diedWith({ code, signal }, this.#lastWords))))
    })
  }

  /**
   * Starts a process and shakes hands. Throws `python-missing`, `protocol-mismatch`, `sidecar-died` or `sidecar-silent`, and
   * `cancelled` where the signal is aborted meanwhile; from then on the signal means nothing to it.
   */
  static async start(options: SidecarOptions, signal?: AbortSignal): Promise<{ sidecar: Sidecar; facts: SidecarFacts }> {
    if (signal?.aborted) throw cancelled()
    const sidecar = new Sidecar(options)
    const timer = setTimeout(() => {
      sidecar.#giveUp(
        new StudioError({
          code: 'sidecar-silent',
          message: 'The Python process did not answer within a minute.',
          hint: 'The machine may be very busy; try again.',
        }),
      )
    }, startMilliseconds)
    const abandon = () => sidecar.#giveUp(cancelled())
    signal?.addEventListener('abort', abandon, { once: true })
    try {
      const facts = await sidecar.request('initialize', { protocol: protocolVersion, parentPid: process.pid })
      return { sidecar, facts }
    } catch (error) {
      await sidecar.stop()
      throw error
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abandon)
    }
  }

  /** Asks and waits for the answer. Rejects with what the sidecar answered, or with why it is gone or was given up. */
  async request<M extends Method>(method: M, params: Params<M>, options: RequestOptions = {}): Promise<Result<M>> {
    if (this.#failure) throw this.#failure
    const id = this.#nextId++
    const line = lineOf({ jsonrpc: '2.0', id, method, params } as SidecarRequest)
    const clock = watchForStall((phase) => {
      this.#giveUp(
        new StudioError({
          code: 'sidecar-silent',
          message: `Python made no progress for too long while ${phase}, so it was stopped.`,
          hint: 'The log says more. Try a smaller batch or a smaller model.',
        }),
      )
    })
    const cancel = () => this.#write(lineOf({ jsonrpc: '2.0', method: '$/cancelRequest', params: { id } }))
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#pending.set(id, {
        settle: (response, error) => (error ? reject(error) : resolve(response)),
        onNotification: (notification) => {
          if (notification.method === 'progress') clock.progress(notification.params.phase, notification.params.counter)
          options.onNotification?.(notification)
        },
      })
    })
    try {
      this.#write(line)
      if (options.signal?.aborted) cancel()
      options.signal?.addEventListener('abort', cancel, { once: true })
      const parsed = methods[method].result.safeParse(await answer)
      if (!parsed.success)
        throw new StudioError(
          {
            code: 'protocol-mismatch',
            message: `Python answered “${method}” with something this version does not know.`,
            hint: 'Restart the app; if it stays, install it again.',
          },
          { cause: parsed.error },
        )
      return parsed.data as Result<M>
    } finally {
      this.#pending.delete(id)
      options.signal?.removeEventListener('abort', cancel)
      clock.stop()
    }
  }

  /** Ends the process, gently first: end of input, SIGTERM, SIGKILL to its group. Resolves when it is gone. */
  async stop(): Promise<void> {
    this.#child.stdin.end()
    if (!(await this.#goneWithin(ladder.endOfInput))) {
      this.#signal('SIGTERM')
      if (!(await this.#goneWithin(ladder.terminate))) this.#signal('SIGKILL')
    }
    await this.ended
    await this.#logged
  }

  /** What Python wrote last to stderr, at most 4,000 characters. */
  get lastWords(): string {
    return this.#lastWords
  }

  #write(line: string): void {
    if (this.#child.stdin.writable) this.#child.stdin.write(line)
  }

  /** Ends the process at once; what it was asked is answered with the reason. The first reason stays. */
  #giveUp(reason: StudioError): void {
    this.#failure ??= reason
    this.#signal('SIGKILL')
  }

  #receive(line: string): void {
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch {
      this.#refuse('a line that is no JSON')
      return
    }
    const notification = sidecarNotification.safeParse(value)
    if (notification.success) {
      this.#pending.get(notification.data.params.request)?.onNotification(notification.data)
      return
    }
    const response = sidecarResponse.safeParse(value)
    if (!response.success) {
      this.#refuse('a message this version does not know')
      return
    }
    const message = response.data
    if ('error' in message) {
      if (message.id === null) {
        // It could not read what it was asked, so whoever waits would wait for ever.
        this.#note(`\n[antecedent] ${message.error.message} (${message.error.code})\n`)
        for (const pending of this.#pending.values()) pending.settle(null, fromRpcError(message.error))
      } else this.#pending.get(message.id)?.settle(null, fromRpcError(message.error))
    } else this.#pending.get(message.id)?.settle(message.result, null)
  }

  /** A peer that no longer speaks the protocol is not trusted any further. */
  #refuse(what: string): void {
    this.#note(`\n[antecedent] Python wrote ${what}.\n`)
    this.#giveUp(
      new StudioError({ code: 'protocol-mismatch', message: `Python wrote ${what}, so it was stopped.`, hint: 'The log says more.' }),
    )
  }

  #note(text: string): void {
    this.#lastWords = (this.#lastWords + text).slice(-lastWordsLength)
    const log = this.#log
    if (log) this.#logged = this.#logged.then(() => appendFile(log, text)).catch(() => undefined)
  }

  #end(reason: StudioError): StudioError {
    const failure = this.#failure ?? reason
    this.#failure = failure
    for (const pending of this.#pending.values()) pending.settle(null, failure)
    this.#pending.clear()
    return failure
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
    try {
      process.kill(-pid, signal)
    } catch {
      this.#child.kill(signal)
    }
  }
}

/** A message as its line. Throws `text-too-long` for one that the other side would refuse. */
function lineOf(message: SidecarRequest): string {
  const line = `${JSON.stringify(message)}\n`
  if (Buffer.byteLength(line) <= maxMessageBytes) return line
  throw new StudioError({
    code: 'text-too-long',
    message: `What Python was to be asked is longer than ${maxMessageBytes / 1024 / 1024} MiB.`,
    hint: 'Use shorter texts.',
  })
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
