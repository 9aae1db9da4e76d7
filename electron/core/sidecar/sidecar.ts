import { StudioError } from '../../shared/errors'
import {
  type Method,
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
import { type CommandLine, commandLine } from './command-line'
import type { ReportTool } from './environment'
import { requestLine } from './request-line'
import { fromRpcError } from './rpc-failure'
import { SidecarProcess } from './sidecar-process'
import { watchForStall } from './stall-clock'

/** How to start one. Paths absolute. */
export type SidecarOptions = {
  readonly python: string
  readonly sidecar: string
  /** Gets what Python writes to stderr; null drops it. */
  readonly log: string | null
  /** A hostfile: one process a host, through MLX's own launcher. None starts one process here. */
  readonly hosts?: string | null
  /** The tool that the run's curves go to as well: its variables are passed on. */
  readonly reportTo?: ReportTool
  /** Factor on the time each phase may go without progress. */
  readonly patience?: number
}

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

const startMilliseconds = 60_000

/** One Python process that speaks the protocol: its requests, its notifications, its end. */
export class Sidecar {
  readonly #process: SidecarProcess
  readonly #pending = new Map<number, Pending>()
  readonly #patience: number
  #nextId = 0
  #failure: StudioError | null = null
  /** Settles with why the process ended when it is gone; never rejects. */
  readonly ended: Promise<StudioError>

  private constructor({ python, log, patience }: SidecarOptions, command: CommandLine) {
    this.#patience = patience ?? 1
    this.#process = new SidecarProcess({
      python,
      command,
      log,
      line: (text) => this.#receive(text),
      overlong: () => this.#refuse('a line that is too long'),
    })
    this.ended = this.#process.ended.then((reason) => this.#end(reason))
  }

  /**
   * Starts a process, or one a host, and shakes hands. Throws `python-missing`, `protocol-mismatch`, `sidecar-died`,
   * `sidecar-silent`, `bad-input` for a wrong hostfile, and `cancelled` where the signal is aborted meanwhile; from then on the
   * signal means nothing to it.
   */
  static async start(options: SidecarOptions, signal?: AbortSignal): Promise<{ sidecar: Sidecar; facts: SidecarFacts }> {
    if (signal?.aborted) throw cancelled()
    const command = await commandLine(options)
    if (signal?.aborted) throw cancelled()
    const sidecar = new Sidecar(options, command)
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
    const line = requestLine({ jsonrpc: '2.0', id, method, params } as SidecarRequest)
    const clock = watchForStall((phase) => {
      this.#giveUp(
        new StudioError({
          code: 'sidecar-silent',
          message: `Python made no progress for too long while ${phase}, so it was stopped.`,
          hint: 'The log says more. Try a smaller batch or a smaller model.',
        }),
      )
    }, this.#patience)
    const cancel = () => this.#process.write(requestLine({ jsonrpc: '2.0', method: '$/cancelRequest', params: { id } }))
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
      this.#process.write(line)
      if (options.signal?.aborted) cancel()
      options.signal?.addEventListener('abort', cancel, { once: true })
      const parsed = methods[method].result.safeParse(await answer.catch((error: unknown) => this.#unlessLeaving(error, options.signal)))
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

  /** Answers what `judge` told of a request: mention F1, or null where it has none. */
  verdict(id: number, step: number, score: number | null): void {
    this.#process.write(requestLine({ jsonrpc: '2.0', method: '$/verdict', params: { id, step, score } }))
  }

  /** Ends the process, gently first. Resolves when it is gone. */
  async stop(): Promise<void> {
    await this.#process.stop()
    await this.ended
  }

  /** A request that nobody took back was cancelled because the process is leaving: how it ends says more. */
  async #unlessLeaving(error: unknown, signal: AbortSignal | undefined): Promise<never> {
    const asked = signal?.aborted ?? false
    if (!asked && error instanceof StudioError && error.failure.code === 'cancelled' && (await this.#process.leaves()))
      throw await this.ended
    throw error
  }

  /** Ends the process at once; what it was asked is answered with the reason. The first reason stays. */
  #giveUp(reason: StudioError): void {
    this.#failure ??= reason
    this.#process.kill()
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
        this.#process.note(`\n[antecedent] ${message.error.message} (${message.error.code})\n`)
        for (const pending of this.#pending.values()) pending.settle(null, fromRpcError(message.error))
      } else this.#pending.get(message.id)?.settle(null, fromRpcError(message.error))
    } else this.#pending.get(message.id)?.settle(message.result, null)
  }

  /** A peer that no longer speaks the protocol is not trusted any further. */
  #refuse(what: string): void {
    this.#process.note(`\n[antecedent] Python wrote ${what}.\n`)
    this.#giveUp(
      new StudioError({ code: 'protocol-mismatch', message: `Python wrote ${what}, so it was stopped.`, hint: 'The log says more.' }),
    )
  }

  #end(reason: StudioError): StudioError {
    const failure = this.#failure ?? reason
    this.#failure = failure
    for (const pending of this.#pending.values()) pending.settle(null, failure)
    this.#pending.clear()
    return failure
  }
}
