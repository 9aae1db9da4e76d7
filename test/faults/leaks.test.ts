import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { Sidecar } from '../../electron/core/sidecar/sidecar'
import { doing, standInSidecar } from '../unit/electron/core/sidecar/stand-in'
import { descendantsOf } from './processes'

/** The long version is `npm run soak`. */
const cycles = Number(process.env.ANTECEDENT_CYCLES ?? 200)

/** What this process holds of the system. */
const held = () => ({
  threads: readdirSync('/proc/self/task').length,
  descriptors: readdirSync('/proc/self/fd').length,
  children: descendantsOf(process.pid).length,
})

/** How each cycle ends. */
const endings = {
  stopped: (sidecar: Sidecar) => sidecar.request('download', doing('answer')),
  died: (sidecar: Sidecar) => sidecar.request('download', doing('exit')),
  killed: (sidecar: Sidecar) => sidecar.request('download', doing('killed')),
  refused: (sidecar: Sidecar) => sidecar.request('download', doing('garbage')),
  'left with a question': async (sidecar: Sidecar) => void sidecar.request('download', doing('hold')).catch(() => undefined),
} as const satisfies Record<string, (sidecar: Sidecar) => Promise<unknown>>

async function cycle(options: Awaited<ReturnType<typeof standInSidecar>>, place: number): Promise<void> {
  const ends = Object.values(endings)
  const { sidecar } = await Sidecar.start(options)
  await ends[place % ends.length]?.(sidecar).catch(() => undefined)
  await sidecar.stop()
}

it.skipIf(process.platform !== 'linux')(
  `holds nothing more after ${cycles} processes were started and ended than before (counted where there is /proc)`,
  async () => {
    const options = await standInSidecar()
    // The first ones make what stays for good, such as the thread pool.
    for (let place = 0; place < 10; place++) await cycle(options, place)
    const before = held()
    for (let place = 0; place < cycles; place += 2) await Promise.all([cycle(options, place), cycle(options, place + 1)])
    expect(held()).toEqual({ threads: expect.any(Number), descriptors: expect.any(Number), children: 0 })
    // A pool may grow by the threads of two at once; a leak grows with the cycles.
    expect(held().threads).toBeLessThanOrEqual(before.threads + 4)
    expect(held().descriptors).toBeLessThanOrEqual(before.descriptors + 2)
  },
  60_000 + cycles * 600,
)
