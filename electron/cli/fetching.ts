import type { OpenAntecedent } from '../core/antecedent'
import type { Download } from '../shared/hub'
import type { ModelInfo } from '../shared/model'
import { bytes, duration } from '../shared/quantities'
import type { Invocation } from './command'
import { hear } from './studio'

/**
 * Fetches a model from the Hub, with a bar; Ctrl-C pauses it, and the same words go on with it. Throws what the download ends with.
 * @param revision a commit; null takes what is there now
 */
export async function fetchModel(
  studio: OpenAntecedent,
  repo: string,
  { signal, output }: Pick<Invocation, 'signal' | 'output'>,
  revision: string | null = null,
): Promise<ModelInfo> {
  const { accounts, downloads } = studio.services
  output.note(`Fetching ${repo} from ${accounts.host}.`)
  const { id } = await downloads.start(repo, revision)
  const stopHearing = hear(studio, (event) => {
    if (event.type !== 'download.changed' || event.download.id !== id) return
    const { state, done, total, bytesPerSecond, secondsLeft } = event.download
    output.line({ type: 'download', repo, state, done, total, bytesPerSecond, secondsLeft })
    output.progress(progressWords(event.download), 0, 0)
  })
  const pause = () => void downloads.pause(id).catch(() => undefined)
  signal.addEventListener('abort', pause, { once: true })
  try {
    if (signal.aborted) pause()
    return await downloads.whole(id)
  } catch (error) {
    if (signal.aborted) output.note('What has come is kept: the same command goes on.')
    throw error
  } finally {
    signal.removeEventListener('abort', pause)
    studio.flushEvents()
    stopHearing()
    output.endProgress()
  }
}

/** `1.2 of 2.4 GB, 48 MB a second, 25 s left`. */
export function progressWords({ state, done, total, bytesPerSecond, secondsLeft }: Download): string {
  if (state === 'waiting' || total === 0) return 'Asking the Hub …'
  const came = `${bytes(done)} of ${bytes(total)}`
  if (state === 'checking') return `${came}, being checked`
  const rate = bytesPerSecond === null ? '' : `, ${bytes(bytesPerSecond)} a second`
  return `${came}${rate}${secondsLeft === null ? '' : `, ${duration(secondsLeft)} left`}`
}
