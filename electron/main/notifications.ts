import { BrowserWindow, Notification } from 'electron'
import { assertNever } from '../shared/errors'
import { loss } from '../shared/quantities'
import type { Run } from '../shared/run'

/** What a notification says. */
export type Notice = { readonly title: string; readonly body: string }

/** What to tell about a run that has ended; null about one that has not. */
export function noticeOf({ name, state, checkpoint }: Pick<Run, 'name' | 'state' | 'checkpoint'>): Notice | null {
  switch (state.state) {
    case 'running':
      return null
    case 'finished':
      return {
        title: state.early ? `${name} has finished early` : `${name} has finished`,
        body: state.bestLoss === null ? `${state.steps} steps.` : `Validation loss ${loss(state.bestLoss)} at step ${state.bestStep}.`,
      }
    case 'paused':
      return { title: `${name} is paused`, body: `It can be continued from step ${state.step}.` }
    case 'stopped':
      return { title: `${name} was stopped`, body: `What it learned up to step ${state.bestStep} is kept.` }
    case 'diverged':
      return { title: `${name} diverged at step ${state.step}`, body: state.message }
    case 'failed':
      return { title: `${name} failed`, body: state.failure.message }
    case 'interrupted':
      return { title: `${name} was interrupted at step ${state.step}`, body: interruption(state, checkpoint) }
    default:
      return assertNever(state)
  }
}

function interruption({ failure }: Extract<Run['state'], { state: 'interrupted' }>, checkpoint: Run['checkpoint']): string {
  const offer = checkpoint ? `It can be continued from step ${checkpoint.step}.` : 'Continued, it begins anew.'
  return failure ? `${failure.message} ${offer}` : offer
}

/** Shows a notice where nobody is looking at the app; pressing it calls `open`. macOS shows those of signed apps only. */
export function showNotice(notice: Notice, open: () => void): void {
  if (BrowserWindow.getFocusedWindow() !== null || !Notification.isSupported()) return
  const notification = new Notification({ title: notice.title, body: notice.body })
  notification.on('click', open)
  notification.show()
}
