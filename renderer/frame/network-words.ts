import { count } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'

type Going = {
  /** The run that trains; null where none does. */
  readonly running: Run | null
  /** Whether the Hub is asked what a model is. */
  readonly looking: boolean
  /** Hosts that models come from. */
  readonly fetchingFrom: readonly string[]
  /** Whether an export goes to the Hub. */
  readonly uploading: boolean
  /** Hosts at which large models are asked. */
  readonly askedHosts: readonly string[]
  /** Whether the app is set to stay off the network. */
  readonly offline: boolean
  readonly mac: boolean
}

/** What goes over the network now. */
export function networkWords({ running, looking, fetchingFrom, uploading, askedHosts, offline, mac }: Going): string {
  const going = [
    ...(looking ? ['Asking the Hub about a model'] : []),
    ...(fetchingFrom.length > 0 ? [`Downloading from ${fetchingFrom.join(' and ')}`] : []),
    ...(uploading ? ['Uploading an export, as you asked'] : []),
    ...(running !== null && running.workers > 1 ? [`Shared with ${count(running.workers)} machines of the hostfile`] : []),
    ...(running?.config.report_to === 'wandb' ? ['Curves go to Weights & Biases, as the run was asked to'] : []),
    ...(askedHosts.length > 0 ? [`Texts go to ${askedHosts.join(' and ')}, as you asked`] : []),
  ]
  if (going.length > 0) return going.join(' · ')
  return `Nothing leaves this ${mac ? 'Mac' : 'machine'}${offline ? ' · set to stay offline' : ''}`
}
