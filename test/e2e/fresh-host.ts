import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Host, test as shared, startHost, stopHost } from './host'

/** Tests whose host begins with an empty home, or with what `prepare` lays into it; other files' tests share one. */
export function withFreshHost(prepare: (home: string) => Promise<void> = async () => {}) {
  return shared.extend<object, { host: Host }>({
    host: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from this pattern
      async ({}, use) => {
        const home = await mkdtemp(join(tmpdir(), 'antecedent-e2e-'))
        await prepare(home)
        const host = await startHost(home)
        await use(host)
        await stopHost(host)
        await rm(home, { recursive: true, force: true })
      },
      { scope: 'worker' },
    ],
  })
}
