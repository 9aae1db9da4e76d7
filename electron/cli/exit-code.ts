import type { ErrorCode } from '../shared/errors'

/** 0 done, 1 failed, 2 wrong usage or bad input, 130 stopped. */
export type ExitCode = 0 | 1 | 2 | 130

const inputCodes: ReadonlySet<ErrorCode> = new Set([
  'bad-input',
  'not-found',
  'not-allowed',
  'file-unreadable',
  'file-is-folder',
  'file-empty',
  'file-binary',
  'file-too-large',
  'dataset-unusable',
  'model-invalid',
  'adapter-invalid',
  'adapter-missing',
  'checkpoint-missing',
  'run-differs',
  'text-too-long',
])

/** How a failure ends the command. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  if (code === 'cancelled') return 130
  return inputCodes.has(code) ? 2 : 1
}
