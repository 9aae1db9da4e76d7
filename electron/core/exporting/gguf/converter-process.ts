import { spawn } from 'node:child_process'
import { appendFile } from 'node:fs/promises'
import { StudioError } from '../../../shared/errors'
import { cancelled } from '../../jobs'
import type { Exit } from '../../sidecar/failure-signatures'

/** Variables the converter may see. Everything else of the app's environment stays outside, tokens and keys among it. */
const allowed = ['HOME', 'PATH', 'TMPDIR', 'LANG', 'LC_ALL', 'USER', 'LOGNAME']

/** How much of what it said is kept, in characters: more than its help has. */
const keptWords = 64_000

/** llama.cpp's converter, and where it works. Absolute paths, but `python` may be a name on the PATH. */
export type ConverterPlace = {
  readonly python: string
  readonly script: string
  /** Gets what it writes to stdout and stderr; null drops it. */
  readonly log: string | null
  readonly folder: string
}

/** How the converter ended, and what it said last, on either of its outputs. */
export type ConverterEnd = Exit & { readonly words: string }

/**
 * Runs the converter once, without a shell, in a process group of its own. Aborting kills the whole group; the promise settles when it is gone.
 * Throws `python-missing` where Python does not start, and `cancelled`.
 */
export async function runConverter(
  { python, script, log, folder }: ConverterPlace,
  words: readonly string[],
  signal: AbortSignal,
): Promise<ConverterEnd> {
  if (signal.aborted) throw cancelled()
  const child = spawn(python, [script, ...words], {
    cwd: folder,
    env: converterEnvironment(process.env),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let logged: Promise<void> = Promise.resolve()
  const hear = (text: string) => {
    said = (said + text).slice(-keptWords)
    if (log !== null) logged = logged.then(() => appendFile(log, text)).catch(() => undefined)
  }
  child.stdout.setEncoding('utf8').on('data', hear)
  child.stderr.setEncoding('utf8').on('data', hear)
  const kill = () => killGroup(child.pid)
  signal.addEventListener('abort', kill, { once: true })
  // What it started and left behind would hold its outputs open for ever.
  child.once('exit', kill)
  try {
    const exit = await new Promise<Exit>((resolve, reject) => {
      child.once('error', (error) => reject(cannotStart(python, error)))
      child.once('close', (code, by) => resolve({ code, signal: by }))
    })
    if (signal.aborted) throw cancelled()
    return { ...exit, words: said }
  } finally {
    signal.removeEventListener('abort', kill)
    await logged
  }
}

/**
 * The environment of the converter: an allow-list, and nothing asked of the network, since all it needs is in the folder. It puts its own
 * library on Python's path by itself.
 */
export function converterEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const passed = allowed.flatMap((name) => {
    const value = environment[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    ...Object.fromEntries(passed),
    PYTHONUTF8: '1',
    PYTHONUNBUFFERED: '1',
    TOKENIZERS_PARALLELISM: 'false',
    HF_HUB_OFFLINE: '1',
    TRANSFORMERS_OFFLINE: '1',
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody of it is left.
  }
}

function cannotStart(python: string, error: Error): StudioError {
  return new StudioError(
    {
      code: 'python-missing',
      message: `The Python that is to run the converter does not start (${python}).`,
      hint: 'Name one that has what llama.cpp’s converter needs: antecedent settings gguf-python PATH, or on the Export screen.',
    },
    { cause: error },
  )
}
