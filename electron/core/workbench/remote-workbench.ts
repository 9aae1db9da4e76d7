import { randomInt } from 'node:crypto'
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads'
import type { DatasetSummary } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import { cancelled } from '../jobs'
import type { DatasetThreads } from './dataset-threads'
import { type FromDataset, type Remote, type Subject, type Subjects, signalMark, type ToDataset } from './port-messages'
import { serveWorkbench } from './serve-workbench'
import type { WorkbenchIdentity } from './workbench'

type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: unknown) => void }

/** A thread with a dataset, or a port to one in this thread. */
type Line = {
  readonly post: (message: ToDataset) => void
  readonly listen: (heard: (message: FromDataset) => void, lost: (reason: string) => void) => void
  readonly end: () => Promise<void>
}

/** A dataset at work in a thread of its own. */
export class RemoteWorkbench {
  /** Its rows and its state. */
  readonly bench: Remote<Subjects['bench']> = this.#remote('bench')
  /** What is done to rows. */
  readonly edits: Remote<Subjects['edits']> = this.#remote('edits')
  /** The rows as others take them. */
  readonly data: Remote<Subjects['data']> = this.#remote('data')
  /** Where openings are counted from: another process gives other names. */
  static readonly #first = randomInt(2 ** 20)
  /** How often each dataset was opened here. */
  static readonly #openings = new Map<string, number>()
  readonly #line: Line
  readonly #waiting = new Map<number, Waiting>()
  #next = 0
  #lost: StudioError | null = null

  private constructor(line: Line) {
    this.#line = line
  }

  /**
   * Opens a dataset. `changed` hears of every change; `lost` is told where its thread ended by itself: all that was done is noted, so it
   * can be opened anew.
   * @param threads null works in this thread
   */
  static async open(
    identity: WorkbenchIdentity,
    threads: DatasetThreads | null,
    { changed, lost }: { readonly changed: (summary: DatasetSummary) => void; readonly lost: () => void },
  ): Promise<{ workbench: RemoteWorkbench; summary: DatasetSummary }> {
    const opening = RemoteWorkbench.#openings.get(identity.id) ?? 0
    RemoteWorkbench.#openings.set(identity.id, opening + 1)
    const line = threads === null ? lineHere() : lineToThread(threads.take())
    const workbench = new RemoteWorkbench(line)
    return new Promise((resolve, reject) => {
      line.listen(
        (message) => {
          if (message.type === 'opened') resolve({ workbench, summary: message.summary })
          else if (message.type === 'failed') {
            reject(new StudioError(message.failure))
            void line.end()
          } else if (message.type === 'changed') changed(message.summary)
          else workbench.#hear(message)
        },
        (reason) => {
          const failure = new StudioError({ code: 'internal', message: reason, hint: 'Open the dataset again; what was done is noted.' })
          reject(failure)
          workbench.#lose(failure)
          lost()
        },
      )
      line.post({ type: 'open', identity, opening: RemoteWorkbench.#first + opening })
    })
  }

  /** Lets go of the dataset's files and ends its thread. */
  async close(): Promise<void> {
    this.#lose(cancelled())
    await this.#line.end()
  }

  #remote<S extends Subject>(subject: S): Remote<Subjects[S]> {
    const call =
      (method: string) =>
      (...args: readonly unknown[]) =>
        this.#call(subject, method, args)
    return new Proxy({}, { get: (_, method) => (typeof method === 'string' ? call(method) : undefined) }) as Remote<Subjects[S]>
  }

  #call(subject: Subject, method: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#lost) return Promise.reject(this.#lost)
    const signal = args.find((arg) => arg instanceof AbortSignal)
    if (signal?.aborted) return Promise.reject(cancelled())
    const id = this.#next++
    const cancel = () => this.#line.post({ type: 'cancel', id })
    signal?.addEventListener('abort', cancel, { once: true })
    const done = new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
    })
    this.#line.post({ type: 'call', id, subject, method, args: args.map((arg) => (arg instanceof AbortSignal ? signalMark : arg)) })
    return done.finally(() => signal?.removeEventListener('abort', cancel))
  }

  #hear(message: FromDataset): void {
    if (message.type !== 'answer' && message.type !== 'refusal') return
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.type === 'answer') waiting?.resolve(message.value)
    else waiting?.reject(new StudioError(message.failure))
  }

  #lose(reason: StudioError): void {
    this.#lost ??= reason
    for (const { reject } of this.#waiting.values()) reject(reason)
    this.#waiting.clear()
  }
}

function lineToThread(worker: Worker): Line {
  let ending = false
  return {
    post: (message) => worker.postMessage(message),
    listen: (heard, lost) => {
      worker.on('message', heard)
      worker.once('error', (error) => {
        if (!ending) lost(`The dataset’s thread ended: ${error.message}`)
        ending = true
      })
      worker.once('exit', () => {
        if (!ending) lost('The dataset’s thread ended.')
        ending = true
      })
    },
    end: () => ended(worker, () => (ending = true)),
  }
}

async function ended(worker: Worker, ending: () => void): Promise<void> {
  ending()
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  worker.postMessage({ type: 'close' } satisfies ToDataset)
  await gone
}

function lineHere(): Line {
  const { port1: here, port2: there }: { port1: MessagePort; port2: MessagePort } = new MessageChannel()
  serveWorkbench(there)
  return {
    post: (message) => here.postMessage(message),
    listen: (heard) => here.on('message', heard),
    end: () =>
      new Promise((resolve) => {
        here.once('close', () => resolve())
        here.postMessage({ type: 'close' } satisfies ToDataset)
      }),
  }
}
