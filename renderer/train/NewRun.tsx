import { useMemo } from 'react'
import type { DatasetSummary } from '../../electron/shared/dataset'
import { count, counted } from '../../electron/shared/quantities'
import { Head } from '../frame/Head'
import { useCommand } from '../frame/use-command'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { Field } from '../parts/Field'
import { VisibleText } from '../parts/VisibleText'
import { chosenModel, currentDataset, openDatasets } from '../studio/selectors'
import { useStore } from '../studio/store'
import { spelledOut } from '../text/control-characters'
import { FilledFrom } from './FilledFrom'
import { ModelChooser } from './ModelChooser'
import { PreflightPanel } from './PreflightPanel'
import { Presets } from './Presets'
import { sameQuestion } from './preflight-slice'
import { questionOf } from './preflight-view'
import { SettingGroups } from './SettingGroups'
import { useForm } from './use-form'
import { usePreflight } from './use-preflight'
import './form.css'

/** What to learn from, which model learns, and how; beside it, what the run would be. */
export function NewRun() {
  const dataset = useStore(currentDataset)
  const model = useStore(chosenModel)
  const starting = useStore((state) => state.starting)
  const failure = useStore((state) => state.startFailure)
  const start = useStore((state) => state.startRun)
  const chooseConfig = useStore((state) => state.chooseConfig)
  const form = useForm()
  const described = useMemo(() => (form === null ? null : { dataset, model, form }), [dataset, model, form])
  const question = described === null ? null : questionOf(described)
  usePreflight(question, dataset)
  const able = question !== null && !starting
  const figures = useStore(({ preflight }) =>
    preflight.state === 'known' && sameQuestion(preflight.last.question, question) ? preflight.last.answer : null,
  )
  useCommand('step.next', able ? () => void start() : null)
  return (
    <main className="screen">
      <Head
        title="New run"
        sub={model === null || dataset === null ? undefined : <VisibleText text={`${model.name} learns from ${dataset.name}`} />}
      >
        <Button onClick={() => void chooseConfig()}>Fill from a file…</Button>
        <Button look="primary" shortcut={{ key: 'Enter' }} disabled={!able} onClick={() => void start()}>
          {starting ? 'Starting …' : 'Train'}
        </Button>
      </Head>
      {failure !== null && <FailureNote failure={failure} title="The run did not start" />}
      <FilledFrom />
      {described !== null && form !== null && (
        <div className="panes desk-form">
          <div className="form">
            <div className="basics">
              <Basics dataset={dataset} />
            </div>
            <div className="settings">
              <Presets form={form} />
              <SettingGroups form={form} preflight={figures} />
              <Name />
            </div>
          </div>
          <PreflightPanel described={described} />
        </div>
      )}
    </main>
  )
}

function Basics({ dataset }: { readonly dataset: DatasetSummary | null }) {
  return (
    <>
      <section aria-labelledby="form-data">
        <h2 id="form-data">What it learns from</h2>
        {dataset === null ? <NoDataset /> : <DatasetField dataset={dataset} />}
      </section>
      <section aria-labelledby="form-model">
        <h2 id="form-model">Which model learns</h2>
        <ModelChooser />
      </section>
    </>
  )
}

function Name() {
  const name = useStore((state) => state.runName)
  const nameRun = useStore((state) => state.nameRun)
  return (
    <section aria-labelledby="form-name">
      <h2 id="form-name">What to call it</h2>
      <Field label="Name" hint="Left empty, it is named after the dataset, with a number where another run is.">
        {(ids) => (
          <input {...ids} type="text" maxLength={120} autoComplete="off" value={name} onChange={(event) => nameRun(event.target.value)} />
        )}
      </Field>
    </section>
  )
}

function DatasetField({ dataset }: { readonly dataset: DatasetSummary }) {
  const datasets = useStore(openDatasets)
  const trainOn = useStore((state) => state.trainOn)
  return (
    <Field
      label="Dataset"
      hint={`${count(dataset.usableRows)} of ${counted(dataset.rows, 'row')} can be used. Some are held out to check on.`}
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
