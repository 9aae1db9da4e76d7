import type { MessagePort } from 'node:worker_threads'
import { toFailure } from '../../shared/errors'
import { type FromDataset, type Subject, signalMark, type ToDataset } from './port-messages'
import { warmUp } from './warm-up'
import { Workbench } from './workbench'

/** Opens a dataset when asked to, and answers calls until it is closed. One port, one dataset. */
export function serveWorkbench(port: MessagePort): void {
  const say = (message: FromDataset) => port.postMessage(message)
  const underWay = new Map<number, AbortController>()
  let opened: Promise<Workbench> | null = null

  const answer = async (bench: Workbench, id: number, subject: Subject, method: string, args: readonly unknown[]): Promise<unknown> => {
    const target = (subject === 'bench' ? bench : bench[subject]) as unknown as Readonly<Record<string, unknown>>
    const called = target[method]
    if (typeof called !== 'function') throw new Error(`There is no ${subject}.${method}.`)
    const controller = new AbortController()
    underWay.set(id, controller)
    try {
      return await called.apply(
        target,
        args.map((arg) => (arg === signalMark ? controller.signal : arg)),
      )
    } finally {
      underWay.delete(id)
    }
  }

  port.on('message', async (message: ToDataset) => {
    switch (message.type) {
      case 'warm':
        warmUp()
        return
      case 'open':
        opened = Workbench.open(message.identity, (summary) => say({ type: 'changed', summary }), message.opening)
        opened.then(
          (bench) => say({ type: 'opened', summary: bench.summary() }),
          (error: unknown) => say({ type: 'failed', failure: toFailure(error) }),
        )
        return
      case 'call':
        try {
          if (!opened) throw new Error('No dataset is open.')
          const value = await answer(await opened, message.id, message.subject, message.method, message.args)
          say({ type: 'answer', id: message.id, value })
        } catch (error) {
          say({ type: 'refusal', id: message.id, failure: toFailure(error) })
        }
        return
      case 'cancel':
        underWay.get(message.id)?.abort()
        return
      case 'close':
        for (const controller of underWay.values()) controller.abort()
        await opened?.then((bench) => bench.close()).catch(() => undefined)
        say({ type: 'closed' })
        port.close()
    }
  })
}
