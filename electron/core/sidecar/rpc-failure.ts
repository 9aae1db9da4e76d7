import { type ErrorCode, type Failure, StudioError } from '../../shared/errors'
import { rpcCodes } from '../../shared/protocol'
import { type Exit, failureAtExit, failureInWords } from './failure-signatures'

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
  [rpcCodes.runDiffers]: 'run-differs',
  [rpcCodes.checkpointDamaged]: 'checkpoint-damaged',
  [rpcCodes.checkpointMissing]: 'checkpoint-missing',
  [rpcCodes.workerLost]: 'worker-lost',
  [rpcCodes.gated]: 'hub-gated',
  [rpcCodes.tokenRefused]: 'hub-token',
}

/** An error the sidecar answered with, as ours. One it could not name itself is looked up among the known failures. */
export function fromRpcError(error: {
  readonly code: number
  readonly message: string
  readonly data?: { readonly hint: string } | undefined
}): StudioError {
  const known = error.code === rpcCodes.internalError ? failureInWords(error.message) : null
  if (known) return new StudioError(withoutName(known))
  const code = codes[error.code] ?? 'sidecar-failed'
  return new StudioError({ code, message: error.message, ...(error.data && { hint: error.data.hint }) })
}

/** What to say of a process that ended while it was needed. */
export function diedWith(exit: Exit, lastWords: string): StudioError {
  const known = failureAtExit(exit, lastWords)
  if (known) return new StudioError(withoutName(known))
  const how = exit.signal ? `was ended by ${exit.signal}` : `ended with code ${exit.code}`
  const hint = 'The log says more. Try again; what was saved is still there.'
  return new StudioError({ code: 'sidecar-died', message: `The Python process ${how}.`, hint })
}

function withoutName({ code, message, hint }: Failure): Failure {
  return { code, message, ...(hint !== undefined && { hint }) }
}
