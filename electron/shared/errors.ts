import { z } from 'zod'

/** Every way in which the app says no. Closed: a new failure gets a code here before it gets a sentence elsewhere. */
export const errorCode = z.enum([
  'bad-input',
  'not-found',
  'not-allowed',
  'busy',
  'cancelled',
  'file-unreadable',
  'file-is-folder',
  'file-empty',
  'file-binary',
  'file-too-large',
  'file-changed',
  'file-exists',
  'file-not-written',
  'disk-full',
  'dataset-unusable',
  'model-invalid',
  'model-unavailable',
  'hub-gated',
  'hub-token',
  'offline',
  'adapter-invalid',
  'adapter-missing',
  'checkpoint-missing',
  'checkpoint-damaged',
  'run-differs',
  'home-in-use',
  'python-missing',
  'sidecar-failed',
  'sidecar-died',
  'sidecar-killed',
  'sidecar-silent',
  'worker-lost',
  'protocol-mismatch',
  'out-of-memory',
  'export-differs',
  'conversion-failed',
  'text-too-long',
  'connection-lost',
  'internal',
])
export type ErrorCode = z.infer<typeof errorCode>

/** A failure as it crosses a boundary. Stacks stay in the log. */
export const failure = z.strictObject({
  code: errorCode,
  /** One sentence: what happened. */
  message: z.string(),
  /** One sentence: what can be done. */
  hint: z.string().optional(),
  /** The place, lines and columns from 1. */
  where: z
    .strictObject({
      file: z.string().optional(),
      line: z.int().positive().optional(),
      column: z.int().positive().optional(),
      runId: z.string().optional(),
    })
    .optional(),
})
export type Failure = z.infer<typeof failure>

/** A failure that can be thrown on this side of a boundary. */
export class StudioError extends Error {
  readonly failure: Failure
  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options)
    this.name = 'StudioError'
    this.failure = failure
  }
}

/** Anything thrown, as a failure: ours keep their code, the rest are `internal`. */
export function toFailure(error: unknown): Failure {
  if (error instanceof StudioError) return error.failure
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) }
}

/** Closes a union: a new member that nobody handles does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled member: ${JSON.stringify(value)}`)
}
