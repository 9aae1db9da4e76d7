import { z } from 'zod'
import { counted } from './quantities'

/** What can be asked about who may come in: by a signed-in page, or by a command of whoever owns the home. */
export const accessCall = z.discriminatedUnion('ask', [
  /** Another link. */
  z.strictObject({ ask: z.literal('link') }),
  z.strictObject({ ask: z.literal('sessions') }),
  /** Ends one session by its number, or all of them; a page's own too. */
  z.strictObject({ ask: z.literal('end'), session: z.union([z.int().positive(), z.literal('all')]) }),
])
export type AccessCall = z.infer<typeof accessCall>

export const signedIn = z.strictObject({
  /** Counted from 1 since the host started. */
  number: z.int().positive(),
  browser: z.string(),
  /** When it signed in and when it last asked something, as ISO 8601. */
  since: z.iso.datetime(),
  lastSeen: z.iso.datetime(),
  /** When it ends unless something is asked before. */
  endsAt: z.iso.datetime(),
  /** Pages that are open. */
  windows: z.int().nonnegative(),
  /** Whether it is the asking page's own. */
  isOwn: z.boolean(),
})
/** A browser that is signed in. */
export type SignedIn = z.infer<typeof signedIn>

export const accessAnswer = z.discriminatedUnion('answer', [
  /** `path` is what follows `http://127.0.0.1:port`: it opens one browser, once, until `until`. */
  z.strictObject({ answer: z.literal('link'), path: z.string(), port: z.int(), until: z.iso.datetime() }),
  z.strictObject({ answer: z.literal('sessions'), sessions: z.array(signedIn).readonly() }),
  /** How many were ended; 0 where there was none of that number. */
  z.strictObject({ answer: z.literal('ended'), count: z.int().nonnegative() }),
])
export type AccessAnswer = z.infer<typeof accessAnswer>

/** Since when a browser is signed in, when it was last heard of, and how many windows it has open. */
export function presenceWords({ since, lastSeen, windows }: SignedIn): string {
  return `since ${dayAndTime(since)}, last seen ${dayAndTime(lastSeen)}, ${counted(windows, 'window')} open`
}

/** An ISO 8601 time of these days where it is read: “Thu 10:19”. */
export function dayAndTime(time: string): string {
  return new Date(time).toLocaleString('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' })
}
