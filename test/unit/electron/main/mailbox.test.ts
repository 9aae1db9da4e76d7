// @vitest-environment node
import { beforeEach, describe, expect, it } from 'vitest'
import { createMailbox, type Mailbox } from '../../../../electron/main/mailbox'
import type { AppEvent } from '../../../../electron/shared/contract'

const news: AppEvent = { type: 'run.removed', runId: 'run-1' }
const wish: AppEvent = { type: 'command.invoked', command: 'file.open' }
const file: AppEvent = { type: 'file.opened', file: { handle: 'file-1', name: 'a.jsonl', location: '/a.jsonl' } }

describe('the window’s mailbox', () => {
  let sent: (readonly AppEvent[])[]
  let mailbox: Mailbox
  beforeEach(() => {
    sent = []
    mailbox = createMailbox((events) => sent.push(events))
  })

  it('keeps what the person asked for until the page is there, and lets news go that the snapshot will tell', () => {
    mailbox.post([file, news])
    mailbox.post([wish])
    const arrived = mailbox.arriving()
    expect(sent).toEqual([])
    arrived()
    expect(sent).toEqual([[file, wish]])
  })

  it('misses no news from the moment the snapshot is asked for', () => {
    const arrived = mailbox.arriving()
    mailbox.post([news, wish])
    expect(sent).toEqual([[news]])
    arrived()
    expect(sent).toEqual([[news], [wish]])
  })

  it('hands everything on, in its batches, while the page is there', () => {
    mailbox.arriving()()
    mailbox.post([news, wish])
    mailbox.post([news])
    expect(sent).toEqual([[news, wish], [news]])
  })

  it('keeps again while the page is loaded anew', () => {
    const arrived = mailbox.arriving()
    mailbox.leaving()
    arrived()
    mailbox.post([wish])
    expect(sent).toEqual([])
    mailbox.arriving()()
    expect(sent).toEqual([[wish]])
  })
})
