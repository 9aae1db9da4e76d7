import { app, dialog, powerMonitor } from 'electron'

/** How far leaving the app has come. */
export type QuitState = 'open' | 'asking' | 'closing' | 'closed'

/** What to do about a wish to quit: ask first, begin to close, let the answer or the closing come, or let go. */
export function quitStep(state: QuitState, busy: boolean): 'ask' | 'close' | 'wait' | 'leave' {
  if (state === 'closed') return 'leave'
  if (state !== 'open') return 'wait'
  return busy ? 'ask' : 'close'
}

/** What quitting needs to know. */
export type QuitOptions = {
  readonly busy: () => boolean
  /** Pauses what trains and stops the rest. */
  readonly close: () => Promise<void>
  readonly log: (error: unknown) => void
  /** Milliseconds that closing may take. */
  readonly limit: number
  /** The last step once all is closed, in place of leaving: an update that is installed. Null where there is none. */
  readonly last?: (leave: () => void) => (() => void) | null
}

/**
 * Quits in order: asks once while something runs, closes the app behind the window, then leaves. Nobody is asked when the machine shuts down: what
 * runs is paused at once. Tells whether it has begun. Must run after the app is ready.
 */
export function quitInOrder({ busy, close, log, limit, last }: QuitOptions): { readonly isQuitting: () => boolean } {
  let state: QuitState = 'open'
  const leave = async (): Promise<void> => {
    state = 'closing'
    await withinLimit(close(), limit).catch(log)
    state = 'closed'
    const quit = () => app.quit()
    const end = last?.(quit) ?? quit
    end()
  }
  const ask = async (): Promise<void> => {
    state = 'asking'
    const agreed = await askToStop().catch(() => false)
    // The machine may have begun to shut down behind the question.
    if (state !== 'asking') return
    state = 'open'
    if (agreed) await leave()
  }
  powerMonitor.on('shutdown', () => {
    if (state === 'open' || state === 'asking') void leave()
  })
  app.on('before-quit', (event) => {
    const step = quitStep(state, busy())
    if (step === 'leave') return
    event.preventDefault()
    if (step === 'ask') void ask()
    if (step === 'close') void leave()
  })
  return { isQuitting: () => state === 'closing' || state === 'closed' }
}

async function askToStop(): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'Something is still running. Quit anyway?',
    detail: 'A training run is paused and can be continued; everything else is stopped.',
    buttons: ['Quit', 'Go On'],
    defaultId: 0,
    cancelId: 1,
  })
  return response === 0
}

function withinLimit(closing: Promise<void>, limit: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Closing took longer than ${limit} ms.`)), limit)
    closing.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
