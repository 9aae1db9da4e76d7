import { BrowserWindow, Notification } from 'electron'
import { assertNever } from '../shared/errors'
import type { Run } from '../shared/run'

/** What a notification says. */
export type Notice = { readonly title: string; readonly body: string }

/** What to tell about a run that has ended; null about one that has not. */
export function noticeOf({ name, state }: Pick<Run, 'name' | 'state'>): Notice | null {
  switch (state.state) {
    case 'running':
      return null
    case 'finished':
      return {
        title: `${name} has finished`,
        body: state.bestLoss === null ? `${state.steps} steps.` : `Validation loss ${state.bestLoss.toFixed(3)} at step ${state.bestStep}.`,
      }
    case 'stopped':
      return { title: `${name} was stopped`, body: `What it learned up to step ${state.bestStep} is kept.` }
    case 'diverged':
      return { title: `${name} diverged at step ${state.step}`, body: state.message }
    case 'failed':
      return { title: `${name} failed`, body: state.failure.message }
    case 'interrupted':
      return { title: `${name} was interrupted`, body: `It had reached step ${state.step}.` }
    default:
      return assertNever(state)
  }
}

/** Shows a notice where nobody is looking at the app; pressing it calls `open`. macOS shows those of signed apps only. */
export function showNotice(notice: Notice, open: () => void): void {
  if (BrowserWindow.getFocusedWindow() !== null || !Notification.isSupported()) return
  const notification = new Notification({ title: notice.title, body: notice.body })
  notification.on('click', open)
  notification.show()
}
