import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { build } from 'vite'
import { z } from 'zod'
import { childrenOf } from '../core/child-processes'
import { withoutModelPlaces } from '../core/no-model-places'

const root = resolve(import.meta.dirname, '../../../..')
/** As deep in the checkout as the command that people run, since it finds everything from where it lies; one for each process that runs tests. */
const folder = join(root, 'out', `test-cli-${process.env.VITEST_POOL_ID}`)

/** A line that the command writes with `--json`. */
const jsonLine = z.looseObject({ type: z.string(), runId: z.string().optional(), step: z.number().optional() })
export type JsonLine = z.infer<typeof jsonLine>

/** Bundles the command line as it is now. */
export async function bundleCommand(): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: join(root, 'electron', 'cli', 'index.ts'),
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'cli.js' } },
    },
  })
}

/** The command as a process of its own, on a home of its own. */
export class CommandProcess {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>
  readonly lines: JsonLine[] = []
  #words = ''
  #heard: (line: JsonLine) => void = () => undefined
  /** Its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>

  /** @param environment variables besides this process's own */
  constructor(home: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(process.execPath, [join(folder, 'cli.js'), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { ...process.env, ...withoutModelPlaces, ...environment, ANTECEDENT_HOME: home },
    })
    createInterface({ input: this.#child.stdout }).on('line', (text) => {
      const line = jsonLine.parse(JSON.parse(text))
      this.lines.push(line)
      this.#heard(line)
    })
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#words += chunk.toString('utf8')
    })
    this.ended = once(this.#child, 'close').then(([code]) => code as number | null)
  }

  /** Its process id; -1 where it could not be started. */
  get pid(): number {
    return this.#child.pid ?? -1
  }

  /** What it told people. */
  get words(): string {
    return this.#words
  }

  /** Does something at the first line that is looked for, in the moment in which it comes. */
  at(isIt: (line: JsonLine) => boolean, act: () => void): void {
    let done = false
    this.#heard = (line) => {
      if (done || !isIt(line)) return
      done = true
      act()
    }
  }

  /** Resolves at the first line that is looked for; rejects where it ends without one. */
  async until(isIt: (line: JsonLine) => boolean): Promise<void> {
    if (this.lines.some(isIt)) return
    await Promise.race([
      new Promise<void>((resolve) => this.at(isIt, resolve)),
      this.ended.then((code) => {
        throw new Error(`It ended with ${code}: ${this.#words}${JSON.stringify(this.lines.at(-1))}`)
      }),
    ])
  }

  /** Sends a signal to the command alone. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name)
  }

  /** Ends the command and all that it started, at once. */
  killEverything(): void {
    const { pid } = this.#child
    if (pid === undefined) return
    for (const each of [...childrenOf(pid), pid]) process.kill(-each, 'SIGKILL')
  }
}
