import type { Run } from '../../electron/shared/run'
import { count } from '../text/format'

/**
 * What goes over the network now. `running` is the run that trains, null where none does; `fetching` whether a model comes by itself;
 * `askedHosts` are those that large models are asked at.
 */
export function networkWords(running: Run | null, fetching: boolean, askedHosts: readonly string[], mac: boolean): string {
  const downloading = fetching || (running?.state.state === 'running' && running.state.phase === 'downloading')
  const going = [
    ...(downloading ? ['Downloading from Hugging Face'] : []),
    ...(running !== null && running.workers > 1 ? [`Shared with ${count(running.workers)} machines of the hostfile`] : []),
    ...(running?.config.report_to === 'wandb' ? ['Curves go to Weights & Biases, as the run was asked to'] : []),
    ...(askedHosts.length > 0 ? [`Texts go to ${askedHosts.join(' and ')}, as you asked`] : []),
  ]
  return going.length === 0 ? `Nothing leaves this ${mac ? 'Mac' : 'machine'}` : going.join(' · ')
}
