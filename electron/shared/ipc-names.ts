import type { Channel } from './contract'

/** Under which name Electron carries the calls of a channel. No zod here: the sandboxed preload holds this file. */
export function requestName(channel: Channel): string {
  return `studio:${channel}`
}

/** Under which name Electron carries events to the window. */
export const eventsName = 'studio:events'
