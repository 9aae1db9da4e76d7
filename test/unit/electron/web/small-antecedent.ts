import type { Antecedent } from '../../../../electron/core/antecedent'
import { presets } from '../../../../electron/core/training/defaults'
import { type AppEvent, type Channel, channels, type Handlers } from '../../../../electron/shared/contract'
import { StudioError } from '../../../../electron/shared/errors'
import { ordinarySettings } from '../../../../electron/shared/settings'

/** An app with a few working handlers, and what a test wants to see of it. */
export type SmallAntecedent = Antecedent & {
  readonly emit: (events: readonly AppEvent[]) => void
  readonly listening: () => number
  readonly calls: readonly Channel[]
  /** Names and contents of the files that were uploaded. */
  readonly uploads: ReadonlyMap<string, string>
  readonly closed: () => boolean
}

/** Builds one. Channels without a handler here fail as `not-found`; `overrides` puts others in their place. */
export function smallAntecedent(overrides: Partial<Handlers> = {}): SmallAntecedent {
  const listeners = new Set<(events: readonly AppEvent[]) => void>()
  const uploads = new Map<string, string>()
  const calls: Channel[] = []
  let closed = false
  const working: Partial<Handlers> = {
    'app.snapshot': async () => ({
      version: '0.1.0',
      host: 'web',
      platform: 'test',
      home: '/home',
      memoryBytes: 16e9,
      unreadableRuns: [],
      engine: { state: 'off' },
      datasets: [],
      growth: [],
      runs: [],
      models: [],
      downloads: [],
      jobs: [],
      settings: ordinarySettings,
      examples: [],
      presets,
    }),
    'file.locate': async ({ path }) => ({ handle: 'file-1', name: path, location: path }),
    'run.log': async ({ runId }) => ({ text: `log of ${runId}` }),
    'run.stop': async () => {
      throw new Error('a stack that nobody shall see')
    },
    ...overrides,
  }
  const missing = async () => {
    throw new StudioError({ code: 'not-found', message: 'Not in this small app.' })
  }
  const handlers = Object.fromEntries(
    Object.keys(channels).map((name) => {
      const channel = name as Channel
      const handler = (working[channel] ?? missing) as (input: unknown) => Promise<unknown>
      return [
        channel,
        (input: unknown) => {
          calls.push(channel)
          return handler(input)
        },
      ]
    }),
  ) as Handlers

  return {
    handlers,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    locate: async (path) => ({ handle: 'file-1', name: path, location: path }),
    receiveUpload: async (name, bytes) => {
      const pieces: Uint8Array[] = []
      for await (const piece of bytes) pieces.push(piece)
      uploads.set(name, Buffer.concat(pieces).toString('utf8'))
      return { handle: 'upload-1', name, location: `uploads/${name}` }
    },
    continueInterrupted: async () => undefined,
    close: async () => {
      closed = true
    },
    emit: (events) => {
      for (const listener of listeners) listener(events)
    },
    listening: () => listeners.size,
    calls,
    uploads,
    closed: () => closed,
  }
}
