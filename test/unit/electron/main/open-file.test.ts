// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { collectOpenedFiles, createFileInbox, filesInArguments } from '../../../../electron/main/open-file'
import { app, forget, preventable } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

describe('files opened from outside', () => {
  beforeEach(forget)

  it('wait until the app is ready, and come in order', () => {
    const inbox = createFileInbox()
    collectOpenedFiles(inbox)
    const event = preventable()
    app.emit('open-file', event, '/early.jsonl')
    app.emit('open-file', preventable(), '/second.jsonl')
    expect(event.defaultPrevented).toBe(true)
    const delivered: string[] = []
    inbox.connect((path) => delivered.push(path))
    app.emit('open-file', preventable(), '/late.jsonl')
    expect(delivered).toEqual(['/early.jsonl', '/second.jsonl', '/late.jsonl'])
  })

  it('come from a second start too, relative to where it was made', () => {
    const inbox = createFileInbox()
    collectOpenedFiles(inbox)
    const delivered: string[] = []
    inbox.connect((path) => delivered.push(path))
    app.emit('second-instance', preventable(), ['/Applications/Antecedent', '--flag', 'chats.jsonl'], '/texts')
    expect(delivered).toEqual(['/texts/chats.jsonl'])
  })

  it('are the data files among a command line’s words', () => {
    expect(filesInArguments(['.', '--x=a.jsonl', 'a.JSONL', '/b.jsonl', 'c.csv', 'd.key', 'csv', '../e.jsonl'], '/w/x')).toEqual([
      '/w/x/a.JSONL',
      '/b.jsonl',
      '/w/x/c.csv',
      '/w/e.jsonl',
    ])
  })
})
