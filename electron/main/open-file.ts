import { isAbsolute, resolve } from 'node:path'
import { app } from 'electron'
import { openedEndings } from './policy/opened-path'

/** Paths that were opened from outside, kept until somebody takes them. */
export type FileInbox = {
  readonly receive: (path: string) => void
  /** Takes what has come and whatever comes. */
  readonly connect: (deliver: (path: string) => void) => void
}

/** Makes an inbox. */
export function createFileInbox(): FileInbox {
  let waiting: string[] = []
  let deliver: ((path: string) => void) | null = null
  return {
    receive: (path) => (deliver === null ? void waiting.push(path) : deliver(path)),
    connect: (take) => {
      deliver = take
      const early = waiting
      waiting = []
      for (const path of early) take(path)
    },
  }
}

/** Data files among a command line's words, made absolute. Flags and everything else are left alone. */
export function filesInArguments(words: readonly string[], folder: string): readonly string[] {
  return words
    .filter((word) => !word.startsWith('-') && openedEndings.some((ending) => word.toLowerCase().endsWith(`.${ending}`)))
    .map((word) => (isAbsolute(word) ? word : resolve(folder, word)))
}

/** Collects what the Finder, the Dock and a second start open. Must be called before anything is awaited: macOS does not repeat it. */
export function collectOpenedFiles(inbox: FileInbox): void {
  app.on('open-file', (event, path) => {
    event.preventDefault()
    inbox.receive(path)
  })
  app.on('second-instance', (_event, words, folder) => {
    for (const path of filesInArguments(words.slice(1), folder)) inbox.receive(path)
  })
  for (const path of filesInArguments(process.argv.slice(1), process.cwd())) inbox.receive(path)
}
