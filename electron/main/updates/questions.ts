import type { MessageBoxOptions } from 'electron'
import type { Update } from './update'

/** What is asked when a newer version is found. Button 0 fetches it. */
export function offerToFetch({ version, notes }: Update, ours: string): MessageBoxOptions {
  return {
    type: 'info',
    message: `Antecedent ${version} is there. You have ${ours}.`,
    detail: `${notes === '' ? 'It does not say what is new.' : `What is new:\n\n${notes}`}\n\nNothing is installed before you say so.`,
    buttons: ['Download', 'Not Now'],
    defaultId: 0,
    cancelId: 1,
  }
}

/** What is asked when it is here. Button 0 restarts, button 1 installs when the person quits. */
export function offerToInstall({ version }: Update): MessageBoxOptions {
  return {
    type: 'info',
    message: `Antecedent ${version} is ready to be installed.`,
    detail: 'The app restarts into it. Datasets, runs and edits stay as they are.',
    buttons: ['Restart Now', 'When I Quit', 'Not Now'],
    defaultId: 0,
    cancelId: 2,
  }
}

/** Something to be read, with nothing to decide. */
export function tellAbout(message: string, detail = ''): MessageBoxOptions {
  return { type: 'info', message, detail, buttons: ['OK'], defaultId: 0 }
}
