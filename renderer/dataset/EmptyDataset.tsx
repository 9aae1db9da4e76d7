import { Head } from '../frame/Head'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { useStore } from '../studio/store'
import { Specimen } from './Specimen'

/** No dataset is open: what a row is, the sample to try it with, and how to bring one's own. */
export function EmptyDataset() {
  const reading = useStore((state) => state.reading)
  const failure = useStore((state) => state.datasetFailure)
  const dismiss = useStore((state) => state.dismissDatasetFailure)
  const choose = useStore((state) => state.chooseDataset)
  const sample = useStore((state) => state.openSample)
  const begin = useStore((state) => state.openNew)
  const busy = reading !== null
  return (
    <main className="screen">
      <Head title="Dataset" />
      {failure !== null && <FailureNote failure={failure} onDismiss={dismiss} />}
      <section className="empty first" aria-label="No dataset is open">
        <Specimen />
        <p className="lead">{busy ? `Reading ${reading} …` : 'Drop a dataset here.'}</p>
        <ul className="ways">
          <li>
            <h2>See it work</h2>
            <p className="small quiet">
              Short texts, and a small model that comes with the app. It learns them in minutes; nothing is downloaded.
            </p>
            <Button look="primary" disabled={busy} onClick={() => void sample('sample')}>
              Try it with the sample
            </Button>
          </li>
          <li>
            <h2>Use your own data</h2>
            <p className="small quiet">
              Chat JSONL, a folder with train, valid and test, CSV, TSV, Parquet, JSON, or rows pasted here. Nothing is written to your
              files before you save.
            </p>
            <Button disabled={busy} shortcut={{ key: 'o' }} onClick={() => void choose()}>
              Open a dataset…
            </Button>
          </li>
        </ul>
        <div className="other-ways">
          <div className="row">
            <Button look="quiet" disabled={busy} onClick={() => void sample('starter')}>
              Begin with the starter dataset
            </Button>
            <Button look="quiet" disabled={busy} onClick={() => void begin()}>
              New dataset
            </Button>
          </div>
          <p className="small quiet">The starter has about 500 rows of ordinary English, for a model such as Llama-3.2-3B-Instruct.</p>
        </div>
      </section>
    </main>
  )
}
