import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const root = resolve(import.meta.dirname, '../..')

/** How a request that a pattern matches is answered wrongly, and how often; see `hub_server.py`. */
export type Fault = { readonly match: string; readonly kind: string; readonly value?: unknown; readonly times?: number }

/** What was asked of the server. */
export type Asked = { readonly method: string; readonly path: string; readonly range: string | null; readonly token: string | null }

/** A server on this machine that speaks the Hub's API. */
export type LocalHub = {
  readonly address: string
  readonly host: string
  readonly folder: string
  readonly goWrong: (...faults: readonly Fault[]) => Promise<void>
  readonly log: () => Promise<readonly Asked[]>
  readonly close: () => Promise<void>
}

/** Starts one on a folder of repositories. */
export async function startLocalHub(folder: string): Promise<LocalHub> {
  await mkdir(folder, { recursive: true })
  const child = spawn(join(root, '.venv', 'bin', 'python'), [join(root, 'test', 'hub', 'hub_server.py'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [address] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return {
    address,
    host: new URL(address).host,
    folder,
    goWrong: async (...faults) => {
      await fetch(`${address}/_faults`, { method: 'POST', body: JSON.stringify(faults) })
    },
    log: async () => (await fetch(`${address}/_log`)).json() as Promise<readonly Asked[]>,
    close: async () => {
      if (child.exitCode !== null) return
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}

/** Puts the demo model on it under a name. */
export async function publishDemoModel(hub: LocalHub, repo: string, settings: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const folder = join(hub.folder, repo)
  await cp(join(root, 'assets', 'demo-model'), folder, { recursive: true })
  await writeFile(join(folder, '.hub.json'), JSON.stringify({ license: 'apache-2.0', ...settings }))
  return folder
}
