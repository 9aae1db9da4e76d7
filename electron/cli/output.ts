import type { Failure } from '../shared/errors'

/** The two streams of a command; a bar is drawn where stderr is a terminal. */
export type Streams = { readonly stdout: NodeJS.WritableStream; readonly stderr: NodeJS.WritableStream & { isTTY?: boolean } }

/** Where a command's words go: results to stdout, what people watch to stderr. */
export type Output = {
  readonly json: boolean
  /** Whether somebody may watch a bar. */
  readonly watched: boolean
  /** One JSON object a line on stdout; nothing without `--json`. */
  readonly line: (value: Readonly<Record<string, unknown>>) => void
  /** A line for people on stdout; nothing with `--json`. */
  readonly say: (text: string) => void
  /** A line on stderr for people, beside any result. */
  readonly note: (text: string) => void
  /** A bar on stderr where that is a terminal; `done` of `total`, 0 of 0 for unknown. */
  readonly progress: (label: string, done: number, total: number) => void
  /** Leaves the bar. */
  readonly endProgress: () => void
}

const barWidth = 24

/** @param unheard told when nobody reads stdout any more */
export function outputTo(streams: Streams, json: boolean, unheard: () => void = () => undefined): Output {
  const { stdout, stderr } = streams
  stdout.on('error', unheard)
  // Words for people are no reason to stop: a terminal may close while the work goes on.
  stderr.on('error', () => undefined)
  let bar = false
  const endProgress = () => {
    if (bar) stderr.write('\n')
    bar = false
  }
  return {
    json,
    watched: stderr.isTTY === true,
    line: (value) => {
      if (json) stdout.write(`${JSON.stringify(value)}\n`)
    },
    say: (text) => {
      endProgress()
      if (!json) stdout.write(`${text}\n`)
    },
    note: (text) => {
      endProgress()
      stderr.write(`${text}\n`)
    },
    progress: (label, done, total) => {
      if (!stderr.isTTY) return
      bar = true
      stderr.write(`\r\u001b[K${progressLine(label, done, total)}`)
    },
    endProgress,
  }
}

/** `label  ━━━━────  3 of 7`. */
export function progressLine(label: string, done: number, total: number): string {
  if (total <= 0) return label
  const filled = Math.round((Math.min(done, total) / total) * barWidth)
  return `${label}  ${'━'.repeat(filled)}${'─'.repeat(barWidth - filled)}  ${done} of ${total}`
}

/** A failure as people read it. */
export function failureText({ message, hint, where }: Failure): string {
  const place = where?.file ? ` [${where.file}${where.line ? `:${where.line}` : ''}]` : ''
  return `${message}${place}${hint ? `\n  ${hint}` : ''}`
}
