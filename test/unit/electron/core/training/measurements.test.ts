import { describe, expect, it } from 'vitest'
import type { MeasuredRows } from '../../../../../electron/core/training/measured-rows'
import { Measurements } from '../../../../../electron/core/training/measurements'

const rows = (tokens: number): MeasuredRows => ({ tokens: [tokens], starts: [1], refused: [], lost: [] })

/** Work that ends when it is told to, and knows when it was stopped. */
function heldWork() {
  let resolve = (_: MeasuredRows) => {}
  let reject = (_: Error) => {}
  const promise = new Promise<MeasuredRows>((done, failed) => {
    resolve = done
    reject = failed
  })
  const begun: AbortSignal[] = []
  const tell: ((done: number) => void)[] = []
  const work = (signal: AbortSignal, onProgress: (progress: never) => void) => {
    begun.push(signal)
    tell.push((done) => onProgress({ done } as never))
    return promise
  }
  return { begun, tell, work, resolve, reject }
}
const waiting = (onProgress = (_: { done: number }) => {}) => {
  const controller = new AbortController()
  return { controller, options: { signal: controller.signal, onProgress } }
}

describe('Measurements', () => {
  it('does the same work once for all who wait, and keeps it', async () => {
    const { begun, tell, work, resolve } = heldWork()
    const measurements = new Measurements()
    const heard: string[] = []
    const first = measurements.of('a', work, waiting(({ done }) => heard.push(`first ${done}`)).options)
    const second = measurements.of('a', work, waiting(({ done }) => heard.push(`second ${done}`)).options)
    tell[0]?.(1)
    resolve(rows(1))
    expect(await Promise.all([first, second])).toEqual([rows(1), rows(1)])
    expect(await measurements.of('a', work, waiting().options)).toEqual(rows(1))
    expect(begun).toHaveLength(1)
    expect(heard).toEqual(['first 1', 'second 1'])
  })

  it('lets one go and works on for the other, and stops when nobody waits', async () => {
    const { begun, work } = heldWork()
    const measurements = new Measurements()
    const [one, other] = [waiting(), waiting()]
    const first = measurements.of('a', work, one.options)
    const second = measurements.of('a', work, other.options)
    one.controller.abort()
    await expect(first).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    expect(begun[0]?.aborted).toBe(false)
    other.controller.abort()
    await expect(second).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    expect(begun[0]?.aborted).toBe(true)
    const third = waiting()
    const again = measurements.of('a', work, third.options)
    expect(begun).toHaveLength(2)
    third.controller.abort()
    await expect(again).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  })

  it('begins anew after a failure', async () => {
    const { work, reject, begun } = heldWork()
    const measurements = new Measurements()
    const failed = measurements.of('a', work, waiting().options)
    reject(new Error('broken'))
    await expect(failed).rejects.toThrow('broken')
    const next = heldWork()
    next.resolve(rows(2))
    expect(await measurements.of('a', next.work, waiting().options)).toEqual(rows(2))
    expect([begun.length, next.begun.length]).toEqual([1, 1])
  })

  it('forgets the oldest of many', async () => {
    const measurements = new Measurements()
    const counted: string[] = []
    const of = (key: string) => measurements.of(key, () => Promise.resolve(rows(counted.push(key))), waiting().options)
    for (const key of ['a', 'b', 'c', 'd', 'a', 'e', 'a', 'b']) await of(key)
    expect(counted).toEqual(['a', 'b', 'c', 'd', 'e', 'b'])
  })
})
