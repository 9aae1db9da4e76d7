import { type ExportFormat, isFused } from '../../electron/shared/exporting'
import { folderNameOf } from '../../electron/shared/folder-name'
import { count } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import { Head } from '../frame/Head'
import { useCommand } from '../frame/use-command'
import { Explained } from '../help/Explained'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { ProgressBar } from '../parts/ProgressBar'
import { VisibleText } from '../parts/VisibleText'
import { WeightsChoice } from '../parts/WeightsChoice'
import { request } from '../studio/client'
import { allRuns, jobOf, shareOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { spelledOut } from '../text/control-characters'
import { waitFor, workOn } from '../train/run-work'
import { ConverterChoice } from './ConverterChoice'
import { Destination } from './Destination'
import { EarlierExports } from './EarlierExports'
import { destinationOf, otherExported } from './export-slice'
import { FormatCards } from './FormatCards'
import { PackedChoice } from './PackedChoice'
import { Receipt } from './Receipt'
import './export.css'

/** The last step: what was learned, as a folder to take anywhere. */
export function ExportScreen() {
  const runs = useStore(allRuns).filter((run) => run.usable)
  const runId = useStore((state) => state.runId)
  const run = runs.find((other) => other.id === runId) ?? runs[0] ?? null
  return run === null ? <NothingToExport /> : <ExportDesk run={run} runs={runs} />
}

function NothingToExport() {
  const go = useStore((state) => state.go)
  return (
    <main className="screen">
      <Head title="Export" />
      <section className="empty" aria-label="Nothing to export">
        <p className="lead">There is nothing to export yet.</p>
        <p className="quiet">
          A finished or stopped run can be exported: as a model of its own (for mlx-lm, LM Studio, transformers, vLLM, Ollama or llama.cpp),
          or as an adapter to go with the base model.
        </p>
        <Button look="primary" onClick={() => go({ screen: 'train', subject: 'new' })}>
          Train a model
        </Button>
      </section>
    </main>
  )
}

function ExportDesk({ run, runs }: { readonly run: Run; readonly runs: readonly Run[] }) {
  // How the export of another run went stands there.
  const own = useStore(({ exporting }) => (exporting.state !== 'idle' && exporting.runId === run.id ? exporting : null))
  const work = useStore(workOn(run.id))
  const elsewhere = useStore(otherExported(run.id))
  const destination = useStore(destinationOf)
  const lacksConverter = useStore((state) => state.format === 'gguf' && (state.projection?.settings.ggufConverter ?? null) === null)
  const typed = useStore(({ folderName }) => (folderName?.runId === run.id ? folderName.name : null))
  const start = useStore((state) => state.exportRun)
  const go = useStore((state) => state.go)
  const looked = useStore((state) => state.runId)
  const running = work === 'export'
  const name = typed ?? folderNameOf(run.name)
  const lacking = lacksConverter ? 'Choose llama.cpp’s converter first' : destination === null ? 'Choose a folder first' : undefined
  const able = work === null && elsewhere === null && lacking === undefined && name.trim() !== ''
  const begin = () => {
    // It stays the run that is looked at when another can be exported.
    if (run.id !== looked) go({ screen: 'export', subject: run.id })
    void start(run.id, name.trim())
  }
  const cancel = () => void request('job.cancel', { id: run.id })
  useCommand('run.export', able ? begin : null)
  useCommand('step.next', able ? begin : null)
  useCommand('job.stop', running ? cancel : null)
  return (
    <main className="screen">
      <Head
        title="Export"
        sub={
          <select aria-label="Run to export" value={run.id} onChange={(event) => go({ screen: 'export', subject: event.target.value })}>
            {runs.map((other) => (
              <option key={other.id} value={other.id}>
                {spelledOut(other.name)}
              </option>
            ))}
          </select>
        }
      >
        {running && (
          <Button shortcut={{ key: '.' }} onClick={cancel}>
            Cancel
          </Button>
        )}
        <Button look="primary" shortcut={{ key: 'e', shift: true }} disabled={!able} title={waitFor(work) ?? lacking} onClick={begin}>
          Export
        </Button>
      </Head>
      {own?.state === 'failed' && !running && <FailureNote failure={own.failure} title="The export was not made" runId={run.id} />}
      {running && <Progress runId={run.id} />}
      {elsewhere !== null && (
        <div className="notice" role="status">
          <p>
            <VisibleText text={elsewhere.name} /> is being exported. This run can be exported once that is done.
          </p>
        </div>
      )}
      <div className="desk-export">
        <div className="stack">
          <p className="small quiet">
            A fused model answers by itself
            <Explained term="fuse" />, an adapter goes with its base model
            <Explained term="lora" />.
          </p>
          <FormatCards run={run} disabled={running} />
          <PackedChoice disabled={running} />
          <ConverterChoice disabled={running} />
          <WeightsChoice run={run} disabled={running} />
          <Destination runId={run.id} name={name} disabled={running} />
        </div>
        <div className="stack">
          {own?.state === 'done' ? <Receipt result={own.result} /> : <Forecast />}
          <EarlierExports run={run} />
        </div>
      </div>
    </main>
  )
}

/** What will be proven, before it is. */
function Forecast() {
  const format = useStore((state) => state.format)
  return (
    <section className="card" aria-label="Certificate">
      <h2>Certificate</h2>
      <p className="small quiet">
        {isFused(format)
          ? `${firstOf(format)} Here it will say on how many it gave the same text as the adapter, at how many words the two agree, and what that does to the score.`
          : 'An adapter is written number by number as it was learned, so there is nothing to ask it again.'}
      </p>
    </section>
  )
}

/** What is asked again, and when. */
function firstOf(format: ExportFormat): string {
  return format === 'gguf'
    ? 'The fused model is loaded afresh and asked held-out rows again before it is converted; the .gguf itself is asked nothing.'
    : 'Once written, the folder is loaded afresh and asked held-out rows again.'
}

const phases: Readonly<Record<string, string>> = {
  queued: 'Waiting for another job',
  loading: 'Loading the model',
  fusing: 'Joining adapter and model',
  saving: 'Writing the folder',
  'asking the converter': 'Asking the converter whether it can do it',
  converting: 'Converting to GGUF',
  'asking the base model': 'Asking the base model the held-out rows',
  comparing: 'Comparing both word by word',
  'asking the adapter': 'Asking the adapter the held-out rows',
  'asking the export': 'Asking the export the held-out rows',
}

function Progress({ runId }: { readonly runId: string }) {
  const job = useStore(jobOf(runId, 'export'))
  const known = job !== null && job.total > 0
  return (
    <div className="row exporting">
      <ProgressBar label="Export" share={shareOf(job)} />
      <span className="num quiet">
        {job === null ? 'Starting' : (phases[job.phase] ?? job.phase)}
        {known && `, part ${count(Math.min(job.done + 1, job.total))} of ${count(job.total)}`}
      </span>
    </div>
  )
}
