import { type ErrorCode, StudioError } from '../../../shared/errors'

/** Why a model did not answer. */
export type FailureKind =
  | 'key-missing'
  | 'key-refused'
  | 'not-permitted'
  | 'no-credit'
  | 'model-unknown'
  | 'address-wrong'
  | 'request-refused'
  | 'too-long'
  | 'refused'
  | 'rate-limited'
  | 'server-failed'
  | 'unreachable'
  | 'timed-out'
  | 'unreadable'

const codeOf: Readonly<Record<FailureKind, ErrorCode>> = {
  'key-missing': 'not-allowed',
  'key-refused': 'not-allowed',
  'not-permitted': 'not-allowed',
  'no-credit': 'not-allowed',
  'model-unknown': 'model-unavailable',
  'address-wrong': 'bad-input',
  'request-refused': 'bad-input',
  'too-long': 'text-too-long',
  refused: 'model-unavailable',
  'rate-limited': 'model-unavailable',
  'server-failed': 'model-unavailable',
  unreachable: 'model-unavailable',
  'timed-out': 'model-unavailable',
  unreadable: 'model-unavailable',
}
const passing: ReadonlySet<FailureKind> = new Set(['rate-limited', 'server-failed', 'unreachable', 'timed-out', 'unreadable'])
const perhapsAnswered: ReadonlySet<FailureKind> = new Set(['unreachable', 'timed-out', 'unreadable'])
const ofOneQuestion: ReadonlySet<FailureKind> = new Set(['too-long', 'refused'])

/** A question that a model did not answer, in words without a key and without the client's own error, which may quote one. */
export class ModelFailure extends StudioError {
  readonly kind: FailureKind
  /** How long the server asks to wait; null where it does not say. */
  readonly waitMilliseconds: number | null

  constructor(kind: FailureKind, message: string, hint: string, waitMilliseconds: number | null = null) {
    super({ code: codeOf[kind], message, hint })
    this.name = 'ModelFailure'
    this.kind = kind
    this.waitMilliseconds = waitMilliseconds
  }

  /** Whether the same question may be answered a little later. */
  get passes(): boolean {
    return passing.has(this.kind)
  }

  /** Whether the server itself said that there is no answer; else there may be one that did not arrive. */
  get serverSaid(): boolean {
    return !perhapsAnswered.has(this.kind)
  }

  /** Whether only this question fails; every other failure would be the next one's too. */
  get ofOneQuestion(): boolean {
    return ofOneQuestion.has(this.kind)
  }
}
