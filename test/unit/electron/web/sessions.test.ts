import { beforeEach, describe, expect, it } from 'vitest'
import { maxLinks, maxSessions } from '../../../../electron/web/limits'
import { createSessions, linkLife, ordinaryIdle, type Sessions } from '../../../../electron/web/sessions'

describe('links and sessions', () => {
  let now: number
  let sessions: Sessions
  beforeEach(() => {
    now = Date.parse('2026-11-20T09:00:00Z')
    sessions = createSessions(ordinaryIdle, () => now)
  })
  const enter = (browser = 'Safari on macOS') => {
    const signIn = sessions.signIn(sessions.createLink().token, browser)
    if (signIn.result !== 'signed-in') throw new Error(signIn.result)
    return signIn
  }

  it('signs in once by a link', () => {
    const { token } = sessions.createLink()
    expect(sessions.signIn(token, 'Safari')).toMatchObject({ result: 'signed-in' })
    expect(sessions.signIn(token, 'Safari')).toEqual({ result: 'used' })
  })

  it('signs in until a link’s ten minutes are over, and tells old links and guesses apart', () => {
    const { token, until } = sessions.createLink()
    const other = sessions.createLink().token
    expect(until).toBe(now + linkLife)
    now += linkLife - 1
    expect(sessions.signIn(token, 'Safari').result).toBe('signed-in')
    now += 1
    expect(sessions.signIn(other, 'Safari')).toEqual({ result: 'expired' })
    expect(sessions.signIn('A'.repeat(43), 'Safari')).toEqual({ result: 'unknown' })
  })

  it('keeps as many links as may wait, and forgets the oldest', () => {
    const first = sessions.createLink().token
    for (let count = 0; count < maxLinks; count += 1) sessions.createLink()
    expect(sessions.signIn(first, 'Safari')).toEqual({ result: 'unknown' })
  })

  it('knows a session by its cookie alone, and its page by its key', () => {
    const [one, other] = [enter(), enter()]
    const session = sessions.find(one.cookie)
    expect([session?.hasKey(one.key), session?.hasKey(other.key), session?.hasKey(null), session?.hasKey('')]).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect([null, '', 'guess', one.key].map(sessions.find)).toEqual([null, null, null, null])
  })

  it('ends the sessions that a browser had before, as soon as a page of its newest is open', () => {
    const numberOf = (cookie: string) => sessions.find(cookie)?.number
    const again = (before: string) => {
      const signIn = sessions.signIn(sessions.createLink().token, 'Safari', numberOf(before))
      if (signIn.result !== 'signed-in') throw new Error(signIn.result)
      return signIn.cookie
    }
    const stranger = enter('Firefox').cookie
    const first = enter().cookie
    const neverOpened = again(first)
    const newest = again(neverOpened)
    let closed = 0
    sessions.find(first)?.open(() => {
      closed += 1
    })
    expect([first, neverOpened, newest].map((cookie) => numberOf(cookie) !== undefined)).toEqual([true, true, true])
    sessions.find(newest)?.open(() => undefined)
    expect(closed).toBe(1)
    expect([stranger, first, neverOpened, newest].map((cookie) => numberOf(cookie) !== undefined)).toEqual([true, false, false, true])
  })

  it('ends a session after its time without a request, and whatever is asked puts that off', () => {
    const { cookie } = enter()
    now += ordinaryIdle - 1
    const session = sessions.find(cookie)
    now += ordinaryIdle - 1
    expect(session?.touch()).toBe(true)
    now += ordinaryIdle - 1
    expect(sessions.list(null)).toHaveLength(1)
    now += 1
    expect(session?.touch()).toBe(false)
    expect(sessions.find(cookie)).toBeNull()
  })

  it('closes the open pages of a session that ends, whether it was silent, ended or made room', () => {
    const closed: string[] = []
    const open = (name: string) => sessions.find(enter().cookie)?.open(() => closed.push(name))
    open('ended')
    sessions.end(1)
    open('silent')
    now += ordinaryIdle
    sessions.sweep()
    open('one of many')
    for (let count = 0; count < maxSessions; count += 1) {
      now += 1
      enter()
    }
    expect(closed).toEqual(['ended', 'silent', 'one of many'])
    expect(sessions.list(null)).toHaveLength(maxSessions)
  })

  it('does not close a page that has gone by itself', () => {
    let closed = 0
    sessions.find(enter().cookie)?.open(() => {
      closed += 1
    })()
    expect(sessions.end('all')).toBe(1)
    expect(closed).toBe(0)
  })

  it('lists who is signed in, the newest first, with times and open pages, and no secret', () => {
    const first = enter()
    now += 60_000
    const second = enter('Firefox on Linux')
    sessions.find(second.cookie)?.open(() => {})
    expect(sessions.list(1)).toEqual([
      {
        number: 2,
        browser: 'Firefox on Linux',
        since: '2026-11-20T09:01:00.000Z',
        lastSeen: '2026-11-20T09:01:00.000Z',
        endsAt: '2026-11-20T21:01:00.000Z',
        windows: 1,
        isOwn: false,
      },
      expect.objectContaining({ number: 1, browser: 'Safari on macOS', windows: 0, isOwn: true }),
    ])
    for (const secret of [first.cookie, first.key]) expect(JSON.stringify(sessions.list(1))).not.toContain(secret)
  })

  it('ends by number, all at once, and nobody where there is none', () => {
    const cookies = [enter(), enter(), enter()].map(({ cookie }) => cookie)
    expect([sessions.end(2), sessions.end(2), sessions.end(9)]).toEqual([1, 0, 0])
    expect(cookies.map((cookie) => sessions.find(cookie)?.number)).toEqual([1, undefined, 3])
    expect(sessions.end('all')).toBe(2)
  })
})
