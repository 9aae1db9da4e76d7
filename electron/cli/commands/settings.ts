import { readHubAddress } from '../../core/hub/hub-access'
import type { Settings } from '../../shared/settings'
import { type Command, usage } from '../command'
import type { ExitCode } from '../exit-code'
import { withStudio } from '../studio'

/** `antecedent settings`: what is set for the whole app. */
export const settingsCommand: Command = {
  usage: 'settings [offline on|off] [hub ADDRESS|default]',
  summary: 'whether the app stays off the network, and which Hub it asks: huggingface.co or a mirror',
  options: {},
  run: (invocation) => {
    const change = changeOf(invocation.words)
    return withStudio<ExitCode>(invocation, async ({ services: { settings, accounts } }) => {
      const now = change === null ? settings.now : await settings.change(change)
      invocation.output.say(`offline  ${now.offline ? 'on' : 'off'}\nhub  ${accounts.host}`)
      invocation.output.line({ type: 'result', settings: now })
      return 0
    })
  },
}

function changeOf([key, value, surplus]: readonly string[]): Partial<Settings> | null {
  if (key === undefined) return null
  if (surplus !== undefined) throw usage(`“${surplus}” is too much.`)
  if (key === 'offline' && (value === 'on' || value === 'off')) return { offline: value === 'on' }
  if (key === 'hub' && value === 'default') return { hubAddress: null }
  if (key === 'hub' && value !== undefined) return { hubAddress: readHubAddress(value).url }
  throw usage(key === 'offline' ? 'offline is on or off.' : key === 'hub' ? 'Name an address, or “default”.' : `“${key}” cannot be set.`)
}
