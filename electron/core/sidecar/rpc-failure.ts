import { type ErrorCode, StudioError } from '../../shared/errors'
import { rpcCodes } from '../../shared/protocol'

const codes: Readonly<Record<number, ErrorCode>> = {
  [rpcCodes.cancelled]: 'cancelled',
  [rpcCodes.modelInvalid]: 'model-invalid',
  [rpcCodes.adapterInvalid]: 'adapter-invalid',
  [rpcCodes.dataInvalid]: 'dataset-unusable',
  [rpcCodes.outOfMemory]: 'out-of-memory',
  [rpcCodes.diskFull]: 'disk-full',
  [rpcCodes.protocolMismatch]: 'protocol-mismatch',
  [rpcCodes.unavailable]: 'model-unavailable',
  [rpcCodes.notWritten]: 'file-not-written',
}

/** An error the sidecar answered with, as ours. */
export function fromRpcError(error: {
  readonly code: number
  readonly message: string
  readonly data?: { readonly hint: string } | undefined
}): StudioError {
  const code = codes[error.code] ?? 'sidecar-failed'
  return new StudioError({ code, message: error.message, ...(error.data && { hint: error.data.hint }) })
}

/** What to say of a process that ended while it was needed. */
export function diedWith(exit: { readonly code: number | null; readonly signal: NodeJS.Signals | null }, lastWords: string): StudioError {
  const how = exit.signal ? `was ended by ${exit.signal}` : `ended with code ${exit.code}`
  const memory = exit.signal === 'SIGKILL' || /OutOfMemory|out of memory|std::bad_alloc|MemoryError/i.test(lastWords)
  const watchdog = /ImpactingInteractivity/.test(lastWords)
  const hint = watchdog
    ? 'The graphics driver stopped it because the display was busy. Let the display sleep, or use shorter texts, and try again.'
    : memory
      ? 'It may have run out of memory: try a smaller batch, shorter texts or a smaller model.'
      : 'The log says more. Try again; what was saved is still there.'
  return new StudioError({ code: 'sidecar-died', message: `The Python process ${how}.`, hint })
}
