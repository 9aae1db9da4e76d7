import type { Download } from '../../electron/shared/hub'
import { bytes } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { ProgressBar } from '../parts/ProgressBar'
import { useStore } from '../studio/store'
import { downloadWords } from './download-words'
import './hub.css'

const none: readonly Download[] = []

/** Models on their way: how far, how fast, and what can be done with each. */
export function DownloadList() {
  const downloads = useStore((state) => state.projection?.downloads ?? none)
  const failure = useStore((state) => state.downloadFailure)
  if (downloads.length === 0) return null
  return (
    <section className="downloads" aria-label="On their way">
      <ul className="download-list">
        {downloads.map((download) => (
          <li className="download" key={download.id}>
            <DownloadItem download={download} />
          </li>
        ))}
      </ul>
      {failure !== null && <FailureNote failure={failure} />}
    </section>
  )
}

function DownloadItem({ download }: { readonly download: Download }) {
  const { id, repo, host, state, done, total, files, failure } = download
  const pause = useStore((store) => store.pauseDownload)
  const proceed = useStore((store) => store.continueDownload)
  const remove = useStore((store) => store.removeDownload)
  const isUnderWay = state === 'waiting' || state === 'fetching' || state === 'checking'
  return (
    <>
      <div className="row">
        <p className="grow clip">
          <b title={`from ${host}`}>{repo}</b>
        </p>
        {isUnderWay ? (
          <Button aria-label={`Pause ${repo}`} onClick={() => void pause(id)}>
            Pause
          </Button>
        ) : (
          <Button aria-label={state === 'failed' ? `Try again to fetch ${repo}` : `Continue ${repo}`} onClick={() => void proceed(id)}>
            {state === 'failed' ? 'Try again' : 'Continue'}
          </Button>
        )}
        <Button
          look="quiet"
          aria-label={`Cancel ${repo}`}
          title="Takes it out of the list, with what has come of it"
          onClick={() => void remove(id)}
        >
          Cancel
        </Button>
      </div>
      <ProgressBar label={`Download of ${repo}`} share={total === 0 ? (isUnderWay ? null : 0) : done / total} />
      <details className="small">
        <summary className="num quiet">{downloadWords(download)}</summary>
        <ul className="num quiet">
          {files.map((file) => (
            <li className="download-file" key={file.name}>
              <span className="clip grow">{file.name}</span>
              <span>{file.done >= file.total ? bytes(file.total) : `${bytes(file.done)} of ${bytes(file.total)}`}</span>
            </li>
          ))}
        </ul>
      </details>
      {failure !== null && <FailureNote failure={failure} />}
    </>
  )
}
