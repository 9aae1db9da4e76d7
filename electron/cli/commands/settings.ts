import { stat } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { unreadable } from '../../core/files/handles'
import { readHubAddress } from '../../core/hub/hub-access'
import type { Settings } from '../../shared/settings'
import { type Command, usage } from '../command'
import type { ExitCode } from '../exit-code'
import { withStudio } from '../studio'

/** `antecedent settings`: what is set for the whole app. */
export const settingsCommand: Command = {
  usage: 'settings [offline on|off] [hub ADDRESS|default] [gguf-converter PATH|none] [gguf-python PATH|default]',
  summary:
    'whether the app stays off the network, which Hub it asks: huggingface.co or a mirror; where llama.cpp’s convert_hf_to_gguf.py lies, and which Python runs it',
  options: {},
  run: async (invocation) => {
    const change = await changeOf(invocation.words)
    return withStudio<ExitCode>(invocation, async ({ services: { settings, accounts } }) => {
      const now = change === null ? settings.now : await settings.change(change)
      const lines = [
        `offline  ${now.offline ? 'on' : 'off'}`,
        `hub  ${accounts.host}`,
        `gguf-converter  ${now.ggufConverter ?? 'none'}`,
        `gguf-python  ${now.ggufPython ?? 'python3'}`,
      ]
      invocation.output.say(lines.join('\n'))
      invocation.output.line({ type: 'result', settings: now })
      return 0
    })
  },
}

async function changeOf([key, value, surplus]: readonly string[]): Promise<Partial<Settings> | null> {
  if (key === undefined) return null
  if (surplus !== undefined) throw usage(`“${surplus}” is too much.`)
  switch (key) {
    case 'offline':
      if (value !== 'on' && value !== 'off') throw usage('offline is on or off.')
      return { offline: value === 'on' }
    case 'hub':
      if (!value) throw usage('Name an address, or “default”.')
      return { hubAddress: value === 'default' ? null : readHubAddress(value).url }
    case 'gguf-converter':
      if (!value) throw usage('Name llama.cpp’s convert_hf_to_gguf.py, or “none”.')
      return { ggufConverter: value === 'none' ? null : await file(value) }
    case 'gguf-python':
      if (!value) throw usage('Name a Python, or “default”.')
      // One without a slash is looked for on the PATH when it is needed.
      return { ggufPython: value === 'default' ? null : value.includes(sep) ? await file(value) : value }
    default:
      throw usage(`“${key}” cannot be set.`)
  }
}

/** The whole path of a file that is there; a link stays one, since a virtual environment's Python is only that as a link. */
async function file(path: string): Promise<string> {
  const whole = resolve(path)
  const found = await stat(whole).catch((error: unknown) => {
    throw unreadable(whole, error)
  })
  if (!found.isFile()) throw usage(`${whole} is not a file.`)
  return whole
}
