import { expect, it } from 'vitest'
import { Cancellations, JobQueue } from '../../../../electron/core/jobs'

const never = new AbortController().signal

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

it('runs one job at a time, in order, whatever becomes of the one before', async () => {
  const queue = new JobQueue()
  const log: string[] = []
  const first = deferred<void>()
  const a = queue.run(never, async () => {
    log.push('a begins')
    await first.promise
    log.push('a ends')
    throw new Error('a failed')
  })
  const b = queue.run(never, async () => log.push('b'))
  first.resolve()
  await expect(a).rejects.toThrow('a failed')
  await b
  expect(log).toEqual(['a begins', 'a ends', 'b'])
})

it('gives up a job that waits as soon as it is aborted, and lets a running one say itself how it ends', async () => {
  const queue = new JobQueue()
  const controller = new AbortController()
  const first = deferred<string>()
  const running = queue.run(controller.signal, () => first.promise)
  const waiting = queue.run(controller.signal, async () => 'never')
  await Promise.resolve()
  controller.abort()
  await expect(waiting).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  first.resolve('kept')
  expect(await running).toBe('kept')
})

it('cancels by id and refuses the same id twice', async () => {
  const cancellations = new Cancellations()
  const work = cancellations.during('x', (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve('stopped'))))
  await expect(cancellations.during('x', async () => 0)).rejects.toMatchObject({ failure: { code: 'busy' } })
  cancellations.cancel('x')
  expect(await work).toBe('stopped')
  cancellations.cancel('x')
})

it('goes on after a job that failed before it began', async () => {
  const queue = new JobQueue()
  const broken = queue.run(never, () => {
    throw new Error('at once')
  })
  await expect(broken).rejects.toThrow('at once')
  expect(await queue.run(never, async () => 'next')).toBe('next')
})

it('does not queue what is cancelled already', async () => {
  const queue = new JobQueue()
  const first = deferred<void>()
  const running = queue.run(never, () => first.promise)
  await expect(queue.run(AbortSignal.abort(), async () => 0)).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  first.resolve()
  await running
})

it('closes when everything has cleared up, and lets nothing begin after that', async () => {
  const cancellations = new Cancellations()
  const clearing = deferred<void>()
  const log: string[] = []
  const work = cancellations.during('x', async (signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    await clearing.promise
    log.push('cleared up')
  })
  expect(cancellations.has('x')).toBe(true)
  const closing = cancellations.close().then(() => log.push('closed'))
  clearing.resolve()
  await Promise.all([work, closing])
  expect(log).toEqual(['cleared up', 'closed'])
  await expect(cancellations.during('y', async () => 0)).rejects.toMatchObject({ failure: { code: 'cancelled' } })
})

it('tells that the work under an id is over however it ended, and not of work that was refused', async () => {
  const ended: string[] = []
  const cancellations = new Cancellations((id) => ended.push(id))
  const held = deferred<number>()
  const work = cancellations.during('held', () => held.promise)
  await expect(cancellations.during('held', async () => 0)).rejects.toMatchObject({ failure: { code: 'busy' } })
  expect(ended).toEqual([])
  await expect(cancellations.during('failed', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  held.resolve(1)
  await work
  expect(ended).toEqual(['failed', 'held'])
})
