import { type Download, type HubModel, spareBytes } from '../../electron/shared/hub'
import { bytes, counted, duration } from '../../electron/shared/quantities'

/** How a download stands, in one line. */
export function downloadWords({ state, done, total, bytesPerSecond, secondsLeft }: Download): string {
  const came = total === 0 ? null : `${bytes(done)} of ${bytes(total)}`
  switch (state) {
    case 'waiting':
      return came === null ? 'Waiting for its turn' : `${came} · waiting for its turn`
    case 'fetching':
      return [
        came ?? 'Asking the Hub …',
        bytesPerSecond === null ? null : `${bytes(bytesPerSecond)}/s`,
        secondsLeft === null ? null : `${duration(secondsLeft)} left`,
      ]
        .filter((part) => part !== null)
        .join(' · ')
    case 'checking':
      return `${came ?? ''} · checking every byte`
    case 'paused':
      return came === null ? 'Paused' : `${came} have come · paused`
    case 'failed':
      return came === null ? 'Did not begin' : `${came} have come · stopped`
  }
}

/** What would be fetched of a model. */
export function toFetchWords({ bytes: all, here, files, freeBytes }: HubModel): string {
  const rest = all - here
  if (rest === 0) return 'nothing: all of it is here already'
  const begun = here === 0 ? '' : `${bytes(here)} have come already; `
  const more = here === 0 ? '' : ' more'
  return `${bytes(rest)}${more} in ${counted(files.length, 'file')}; ${begun}${bytes(freeBytes)} are free`
}

/** Whether there is too little room for a model. */
export function lacksRoom({ bytes: all, here, freeBytes }: HubModel): boolean {
  return all > here && all - here + spareBytes > freeBytes
}
