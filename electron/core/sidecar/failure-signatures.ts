import type { ErrorCode, Failure } from '../../shared/errors'

/** How a process ended: with a code, or by a signal. */
export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

type Signature = {
  readonly name: string
  readonly code: Extract<ErrorCode, 'out-of-memory' | 'disk-full' | 'worker-lost' | 'sidecar-died' | 'sidecar-killed'>
  /** What it leaves among the last words; null where only the exit tells. */
  readonly words: RegExp | null
  readonly signals?: readonly NodeJS.Signals[]
  readonly message: string
  readonly hint: string
}

/**
 * What a Python process leaves when it goes down, and what that means. The first that fits counts, so causes stand before
 * their consequences: a worker that ran out of memory is first of all out of memory. The names of Metal's errors are those of
 * `MTLCommandBuffer` as the driver writes them.
 */
const signatures: readonly Signature[] = [
  {
    name: 'watchdog',
    code: 'sidecar-died',
    words: /ImpactingInteractivity|Impacting Interactivity/,
    message: 'The computation was ended by macOS because the screen had to wait for the graphics processor.',
    hint: 'Let the display sleep or choose a smaller batch, then continue the run.',
  },
  {
    name: 'resource-limit',
    code: 'sidecar-died',
    words: /Resource limit \(?\d+\)? exceeded|resource limit 499000/i,
    message: 'Metal allows no more buffers at once, and the limit was reached.',
    hint: 'Continue the run, since a new process begins with none; shorter rows or a smaller batch make fewer.',
  },
  {
    name: 'out-of-memory',
    code: 'out-of-memory',
    words:
      /CallbackErrorOutOfMemory|Insufficient Memory|out of memory|std::bad_alloc|MemoryError|Unable to allocate|Cannot allocate memory|maximum allowed buffer size|memory pressure|jetsam|oom-kill/i,
    message: 'The computer ran out of memory.',
    hint: 'Use a smaller batch, shorter rows, gradient checkpointing or a smaller model, or close other apps.',
  },
  {
    name: 'disk-full',
    code: 'disk-full',
    words: /No space left on device|ENOSPC|Disk quota exceeded/i,
    message: 'The disk is full.',
    hint: 'Free some space, then continue: what was saved is whole.',
  },
  {
    name: 'gpu-timeout',
    code: 'sidecar-died',
    words: /CallbackErrorTimeout|CallbackErrorHang|GPU Timeout Error|GPU Hang Error/,
    message: 'The graphics processor took too long for one computation and was reset.',
    hint: 'Continue the run; a smaller batch or shorter rows make each computation shorter.',
  },
  {
    name: 'innocent-victim',
    code: 'sidecar-died',
    words: /InnocentVictim|Innocent Victim|SubmissionsIgnored/,
    message: 'The graphics processor was reset because of another program, and the computation was lost with it.',
    hint: 'Close other programs that use the graphics processor much, then continue the run.',
  },
  {
    name: 'library-missing',
    code: 'sidecar-died',
    words: /Library not loaded|image not found|cannot open shared object file|ModuleNotFoundError|No module named/,
    message: 'A part of the Python environment is missing.',
    hint: 'Run “npm run setup” again: it makes the Python environment anew.',
  },
  {
    name: 'worker-lost',
    code: 'worker-lost',
    words: /Node with rank \d+ (?:was killed|exited with code)|\[ring\].*(?:lost|refused|closed|failed|timed out|reset)/i,
    message: 'One of the processes that train together went away.',
    hint: 'Check that every machine of the hostfile is awake, reachable and has this app and the model at the same place, then continue the run.',
  },
  {
    name: 'killed',
    code: 'sidecar-killed',
    words: null,
    signals: ['SIGKILL'],
    message: 'The Python process was killed from outside, which systems do when memory runs out.',
    hint: 'Continue the run; if it happens again, choose a smaller batch, shorter rows or a smaller model.',
  },
  {
    name: 'crashed',
    code: 'sidecar-died',
    words: /Segmentation fault|Bus error/,
    signals: ['SIGSEGV', 'SIGBUS', 'SIGABRT', 'SIGILL', 'SIGFPE', 'SIGTRAP'],
    message: 'The Python process crashed inside a library.',
    hint: 'Continue the run; the log has its last words.',
  },
]

/** Names of all signatures, in the order in which they are looked for. */
export const signatureNames: readonly string[] = signatures.map(({ name }) => name)

/** What words of Python or of the driver mean; null where they are of no known failure. */
export function failureInWords(words: string): (Failure & { readonly name: string }) | null {
  return asFailure(signatures.find((signature) => signature.words?.test(words)))
}

/** Why a process ended, by its last words and its exit; null where neither is known. */
export function failureAtExit(exit: Exit, lastWords: string): (Failure & { readonly name: string }) | null {
  const { signal } = exit
  return failureInWords(lastWords) ?? asFailure(signatures.find(({ signals }) => signal !== null && signals?.includes(signal)))
}

function asFailure(signature: Signature | undefined): (Failure & { readonly name: string }) | null {
  if (!signature) return null
  const { name, code, message, hint } = signature
  return { name, code, message, hint }
}
