import { Head } from '../frame/Head'
import { useCommand } from '../frame/use-command'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { Field } from '../parts/Field'
import { VisibleText } from '../parts/VisibleText'
import { chosenModel, currentDataset, openDatasets } from '../studio/selectors'
import { useStore } from '../studio/store'
import { spelledOut } from '../text/control-characters'
import { counted } from '../text/format'
import { ModelChooser } from './ModelChooser'
import { ParameterFields } from './ParameterFields'
import { wrongParameters } from './parameters'

/** What to learn from, which model learns, and how. */
export function NewRun() {
  const dataset = useStore(currentDataset)
  const datasets = useStore(openDatasets)
  const model = useStore(chosenModel)
  const choices = useStore((state) => state.choices)
  const name = useStore((state) => state.runName)
  const nameRun = useStore((state) => state.nameRun)
  const starting = useStore((state) => state.starting)
  const failure = useStore((state) => state.startFailure)
  const start = useStore((state) => state.startRun)
  const trainOn = useStore((state) => state.trainOn)
  const able = dataset !== null && dataset.usableRows > 0 && model !== null && !starting && wrongParameters(choices).size === 0
  useCommand('step.next', able ? () => void start() : null)
  return (
    <main className="screen">
      <Head
        title="New run"
        sub={model === null || dataset === null ? undefined : <VisibleText text={`${model.name} learns from ${dataset.name}`} />}
      >
        <Button look="primary" shortcut={{ key: 'Enter' }} disabled={!able} onClick={() => void start()}>
          {starting ? 'Starting …' : 'Train'}
        </Button>
      </Head>
      {failure !== null && <FailureNote failure={failure} title="The run did not start" />}
      <div className="form">
        <div className="column">
          <section aria-labelledby="form-data">
            <h2 id="form-data">What it learns from</h2>
            {dataset === null ? (
              <NoDataset />
            ) : (
              <Field
                label="Dataset"
                hint={`${counted(dataset.usableRows, 'row')} of ${counted(dataset.rows, 'row')} can be used. Some are held out to check on.`}
                wrong={dataset.usableRows === 0 ? 'No row of this dataset can be used for training.' : null}
              >
                {(ids) => (
                  <select {...ids} value={dataset.id} onChange={(event) => trainOn(event.target.value)}>
                    {datasets.map((other) => (
                      <option key={other.id} value={other.id}>
                        {spelledOut(other.name)}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
            )}
          </section>
          <section aria-labelledby="form-model">
            <h2 id="form-model">Which model learns</h2>
            <ModelChooser />
          </section>
          <section aria-labelledby="form-name">
            <h2 id="form-name">What to call it</h2>
            <Field label="Name" hint="Left empty, it is named after the dataset and the model.">
              {(ids) => (
                <input
                  {...ids}
                  type="text"
                  maxLength={120}
                  autoComplete="off"
                  value={name}
                  onChange={(event) => nameRun(event.target.value)}
                />
              )}
            </Field>
          </section>
        </div>
        <section aria-labelledby="form-how">
          <h2 id="form-how">How it learns</h2>
          <ParameterFields demo={model?.ref.kind === 'demo'} />
        </section>
      </div>
    </main>
  )
}

function NoDataset() {
  const choose = useStore((state) => state.chooseDataset)
  const sample = useStore((state) => state.openSample)
  return (
    <div className="stack">
      <p className="quiet">No dataset is open. Open one first, or try it with the sample.</p>
      <div className="row">
        <Button onClick={() => void sample()}>Try it with the sample</Button>
        <Button onClick={() => void choose()}>Open a dataset…</Button>
      </div>
    </div>
  )
}
