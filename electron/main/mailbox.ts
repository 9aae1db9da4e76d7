import type { AppEvent } from '../shared/contract'

/** Events on their way to the window's page, which may not be there yet. */
export type Mailbox = {
  readonly post: (events: readonly AppEvent[]) => void
  /** The page asks for its snapshot: from now on it misses nothing. Call the result once it has been answered. */
  readonly arriving: () => () => void
  /** The page is being left; the next one takes a snapshot of its own. */
  readonly leaving: () => void
}

/**
 * Events about the app's state need a page that has asked for its snapshot; without one they are let go of, the snapshot will
 * say it. What the person asked for (a file, a command) is kept until a page is there.
 */
export function createMailbox(send: (events: readonly AppEvent[]) => void): Mailbox {
  let page: 'away' | 'arriving' | 'here' = 'away'
  let kept: AppEvent[] = []

  return {
    post: (events) => {
      if (page === 'here') return send(events)
      kept.push(...events.filter(isWish))
      const news = events.filter((event) => !isWish(event))
      if (page === 'arriving' && news.length > 0) send(news)
    },
    arriving: () => {
      page = 'arriving'
      return () => {
        if (page !== 'arriving') return
        page = 'here'
        if (kept.length > 0) send(kept)
        kept = []
      }
    },
    leaving: () => {
      page = 'away'
    },
  }
}

function isWish(event: AppEvent): boolean {
  return event.type === 'file.opened' || event.type === 'command.invoked'
}
