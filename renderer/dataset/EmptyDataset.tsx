import { Head } from '../frame/Head'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { useStore } from '../studio/store'

/** No dataset is open: what to bring, and the sample to try it with. */
export function EmptyDataset() {
  const reading = useStore((state) => state.reading)
  const failure = useStore((state) => state.datasetFailure)
  const dismiss = useStore((state) => state.dismissDatasetFailure)
  const choose = useStore((state) => state.chooseDataset)
  const sample = useStore((state) => state.openSample)
  const begin = useStore((state) => state.openNew)
  return (
    <main className="screen">
      <Head title="Dataset" />
      {failure !== null && <FailureNote failure={failure} onDismiss={dismiss} />}
      <section className="empty" aria-label="No dataset is open">
        <p className="lead">{reading === null ? 'Drop a dataset here.' : `Reading ${reading} …`}</p>
        <p className="quiet">
          Chat JSONL, a folder with train, valid and test, or a table: CSV, TSV, Parquet, JSON. Or paste rows. A text with its pronouns, and
          the same text with every reference written out. Files stay where they are; nothing is written to them before you save.
        </p>
        <div className="row">
          <Button look="primary" disabled={reading !== null} onClick={() => void sample('sample')}>
            Try it with the sample
          </Button>
          <Button disabled={reading !== null} onClick={() => void sample('starter')}>
            Begin with the starter dataset
          </Button>
          <Button disabled={reading !== null} shortcut={{ key: 'o' }} onClick={() => void choose()}>
            Open a dataset…
          </Button>
          <Button look="quiet" disabled={reading !== null} onClick={() => void begin()}>
            New dataset
          </Button>
        </div>
        <p className="small quiet">
          The sample suits the demo model and trains in minutes. The starter dataset has about 500 rows of ordinary English, for a model
          such as Llama-3.2-3B-Instruct.
        </p>
        <figure className="specimen">
          <figcaption>A line of such a file</figcaption>
          <code className="num">
            {
              '{"messages": [{"role": "user", "content": "Paul went to a shop. He met Andy."}, {"role": "assistant", "content": "Paul went to a shop. Paul met Andy."}]}'
            }
          </code>
        </figure>
      </section>
    </main>
  )
}
