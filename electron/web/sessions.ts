import type { SignedIn } from '../shared/access'
import { maxLinks, maxSessions } from './limits'
import { createSecret, digestOf, isSecretOf } from './secrets'

/** How long a link waits for somebody to open it, in milliseconds (10 minutes). */
export const linkLife = 10 * 60_000
/** How long a session lives without a request, in milliseconds (12 hours), unless it is set otherwise. */
export const ordinaryIdle = 12 * 3_600_000

/** A browser that is signed in, for as long as the host lives and something is asked now and then. */
export type Session = {
  readonly number: number
  /** Whether this is the key of the session's page. */
  readonly hasKey: (key: string | null) => boolean
  /** Something was asked; false where the session has ended. */
  readonly touch: () => boolean
  /** Counts an open page, which `close` ends when the session does. Returns the way to stop counting. */
  readonly open: (close: () => void) => () => void
}

/** What became of a link's token. The two secrets are given once: `cookie` for the browser, `key` for its page. */
export type SignIn =
  | { readonly result: 'signed-in'; readonly cookie: string; readonly key: string }
  | { readonly result: 'used' | 'expired' | 'unknown' }

/** Links that wait and browsers that are signed in, all in memory. */
export type Sessions = {
  /** A token that signs one browser in, once, within `linkLife`; `until` in milliseconds since 1970. */
  readonly createLink: () => { readonly token: string; readonly until: number }
  /** `before` is the session that the browser has already: it ends when a page of the new one is open, so that its pages find the new key. */
  readonly signIn: (token: string, browser: string, before?: number) => SignIn
  /** The live session of a cookie, which is touched by that. */
  readonly find: (cookie: string | null) => Session | null
  /** Who is signed in, the newest first; `own` is the asker's number. */
  readonly list: (own: number | null) => readonly SignedIn[]
  /** Ends one, or all, with their open pages; says how many. */
  readonly end: (which: number | 'all') => number
  /** Ends those that were silent too long. */
  readonly sweep: () => void
}

type Link = { readonly until: number; isUsed: boolean }
type Entry = {
  readonly number: number
  readonly keyDigest: string
  readonly browser: string
  /** The number of the session that this one takes the place of. */
  readonly before: number | undefined
  readonly since: number
  lastSeen: number
  readonly pages: Set<() => void>
}

/** @param now milliseconds since 1970, which go on while a Mac sleeps */
export function createSessions(idle = ordinaryIdle, now: () => number = Date.now): Sessions {
  /** By the digests of their secrets, oldest first. Used and expired links stay for a while, to be told apart from guesses. */
  const links = new Map<string, Link>()
  const records = new Map<string, Entry>()
  let lastNumber = 0

  const isLive = (record: Entry) => now() - record.lastSeen < idle
  const end = (digest: string, record: Entry): void => {
    records.delete(digest)
    for (const close of record.pages) close()
    record.pages.clear()
  }
  const live = (digest: string): Entry | null => {
    const record = records.get(digest)
    if (record === undefined) return null
    if (isLive(record)) return record
    end(digest, record)
    return null
  }
  const sweep = (): void => {
    for (const digest of [...records.keys()]) live(digest)
  }
  const endChosen = (which: number | 'all'): number => {
    const chosen = [...records].filter(([, { number }]) => which === 'all' || number === which)
    for (const [digest, record] of chosen) end(digest, record)
    return chosen.length
  }
  const endAllBefore = ({ before }: Entry): void => {
    const earlier = [...records.values()].find(({ number }) => number === before)
    if (earlier === undefined) return
    endAllBefore(earlier)
    endChosen(earlier.number)
  }
  const makeRoom = (): void => {
    sweep()
    const [silent] = [...records].sort(([, one], [, other]) => one.lastSeen - other.lastSeen)
    if (records.size >= maxSessions && silent !== undefined) end(...silent)
  }

  return {
    createLink: () => {
      const token = createSecret()
      const until = now() + linkLife
      links.set(digestOf(token), { until, isUsed: false })
      const [oldest] = links.keys()
      if (links.size > maxLinks && oldest !== undefined) links.delete(oldest)
      return { token, until }
    },
    signIn: (token, browser, before) => {
      const link = links.get(digestOf(token))
      if (link === undefined) return { result: 'unknown' }
      if (link.isUsed) return { result: 'used' }
      if (now() >= link.until) return { result: 'expired' }
      link.isUsed = true
      makeRoom()
      const [cookie, key] = [createSecret(), createSecret()]
      lastNumber += 1
      const at = now()
      records.set(digestOf(cookie), {
        number: lastNumber,
        keyDigest: digestOf(key),
        browser,
        before,
        since: at,
        lastSeen: at,
        pages: new Set(),
      })
      return { result: 'signed-in', cookie, key }
    },
    find: (cookie) => {
      if (cookie === null) return null
      const digest = digestOf(cookie)
      const found = live(digest)
      if (found === null) return null
      found.lastSeen = now()
      return {
        number: found.number,
        hasKey: (key) => key !== null && isSecretOf(key, found.keyDigest),
        touch: () => {
          const record = live(digest)
          if (record !== null) record.lastSeen = now()
          return record !== null
        },
        open: (close) => {
          // A page of its own each time, also where two were given the same way to close.
          const page = () => close()
          found.pages.add(page)
          endAllBefore(found)
          return () => found.pages.delete(page)
        },
      }
    },
    list: (own) => {
      sweep()
      return [...records.values()].reverse().map(({ number, browser, since, lastSeen, pages }) => ({
        number,
        browser,
        since: isoTime(since),
        lastSeen: isoTime(lastSeen),
        endsAt: isoTime(lastSeen + idle),
        windows: pages.size,
        isOwn: number === own,
      }))
    },
    end: endChosen,
    sweep,
  }
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
