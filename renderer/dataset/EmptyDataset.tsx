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
  return (
    <main className="screen">
      <Head title="Dataset" />
      {failure !== null && <FailureNote failure={failure} onDismiss={dismiss} />}
      <section className="empty" aria-label="No dataset is open">
        <p className="lead">{reading === null ? 'Drop a chat JSONL file here.' : `Reading ${reading} …`}</p>
        <p className="quiet">
          One conversation a line: a text with its pronouns, and the same text with every reference written out. The file stays where it is;
          nothing is written to it before you save.
        </p>
        <div className="row">
          <Button look="primary" disabled={reading !== null} onClick={() => void sample()}>
            Try it with the sample
          </Button>
          <Button disabled={reading !== null} shortcut={{ key: 'o' }} onClick={() => void choose()}>
            Open a dataset…
          </Button>
        </div>
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
