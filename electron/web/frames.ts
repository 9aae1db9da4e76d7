import { z } from 'zod'
import { shapeOf } from '../core/rows/line-shape'
import type { Answer, AppEvent } from '../shared/contract'

const requestFrame = z.strictObject({
  /** Counted up by the page; the answer carries it back. */
  id: z.int().nonnegative(),
  channel: z.string().max(64),
  input: z.unknown().optional(),
})
/** A call as the page sends it. */
export type RequestFrame = z.infer<typeof requestFrame>

/** What the host sends: an answer to a call, or what happened. */
export type HostFrame = { readonly id: number; readonly answer: Answer<unknown> } | { readonly events: readonly AppEvent[] }

/** A frame's text as a call, or null where it is none or nested deeper than any. The channel and its input are not judged here. */
export function parseRequestFrame(text: string): RequestFrame | null {
  if (shapeOf(text).tooDeepAt !== -1) return null
  try {
    return requestFrame.parse(JSON.parse(text))
  } catch {
    return null
  }
}
