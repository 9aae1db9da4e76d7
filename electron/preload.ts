import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Answer, AppEvent, Channel, Input, Output, Studio } from './shared/contract'
import { purposeOf } from './shared/dropped-file'
import type { Failure } from './shared/errors'
import { eventsName, requestName } from './shared/ipc-names'

const noPaths: Failure = { code: 'not-allowed', message: 'The window holds no paths.', hint: 'Drop the file on the window, or open it.' }
const noFile: Failure = { code: 'file-unreadable', message: 'What was dropped is no file on this Mac.' }

/** Rejections come from a value that cannot be sent, never from a handler. */
async function ask<C extends Channel>(channel: C, input: Input<C>): Promise<Answer<Output<C>>> {
  try {
    return await ipcRenderer.invoke(requestName(channel), input)
  } catch (error) {
    return { ok: false, failure: { code: 'internal', message: String(error) } }
  }
}

const studio: Studio<File> = {
  request: async (channel, input) => (channel === 'file.locate' ? { ok: false, failure: noPaths } : ask(channel, input)),
  subscribe: (listener) => {
    const hear = (_event: unknown, events: readonly AppEvent[]) => listener(events)
    ipcRenderer.on(eventsName, hear)
    return () => {
      ipcRenderer.off(eventsName, hear)
    }
  },
  locateDrop: async (file) => {
    const path = webUtils.getPathForFile(file)
    return path === '' ? { ok: false, failure: noFile } : ask('file.locate', { path, purpose: purposeOf(path) })
  },
}

contextBridge.exposeInMainWorld('studio', studio)
