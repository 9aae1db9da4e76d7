import { useState } from 'react'
import { batchWords, fullWords } from '../../electron/shared/config-words'
import { count, counted, memoryBytes } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import type { DataReport, KeptReport, Probe, TrainingConfig } from '../../electron/shared/training'
import { Button } from '../parts/Button'
import { type Fact, Facts } from '../parts/Facts'
import { LogDialog } from '../parts/LogDialog'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'
import { moment, percent, unknown } from '../text/format'
import { shownNumber } from '../text/typed-number'
import { OpenRunRow } from './OpenRunRow'
import { ReportDialog } from './ReportDialog'
import { RemoveRunDialog, RenameRunDialog } from './RunDialogs'
import { RunNotes } from './RunNotes'
import { RunUnattended } from './RunUnattended'
import { nameOfLeftOut, rowsLeftOut } from './rows-left-out'

/** What a run learned from and with, and what can be done with the run itself. */
export function RunFacts({ run }: { readonly run: Run }) {
  return (
    <aside aria-label="About this run">
      <section aria-labelledby="facts-data">
        <header className="pane-head">
          <h2 id="facts-data">What it learned from</h2>
          <span className="grow" />
          <OpenDataset runId={run.id} />
        </header>
        <Facts
          facts={[{ name: 'dataset', value: <VisibleText text={run.dataset.name} />, hint: run.dataset.location }, ...dataFacts(run)]}
        />
        {run.data !== null && run.data.skipped.length > 0 && <RowsLeftOut runId={run.id} data={run.data} />}
      </section>
      <section aria-labelledby="facts-how">
        <header className="pane-head">
          <h2 id="facts-how">How it learned</h2>
        </header>
        <Facts facts={configFacts(run)} />
      </section>
      <RunActions run={run} />
      <RunUnattended run={run} />
      <RunNotes run={run} />
    </aside>
  )
}

function OpenDataset({ runId }: { readonly runId: string }) {
  const open = useStore((state) => state.openDatasetOf)
  const fail = useStore((state) => state.failRun)
  return (
    <Button look="quiet" onClick={() => void open(runId, null).then((failure) => fail(runId, failure))}>
      Open the dataset
    </Button>
  )
}

function RowsLeftOut({ runId, data }: { readonly runId: string; readonly data: KeptReport }) {
  const { named, more } = rowsLeftOut(data)
  return (
    <ul className="skipped small" aria-label="Rows left out">
      {named.map((skipped) => (
        <li key={`${skipped.file}${skipped.row}`}>
          {skipped.place === undefined ? (
            <span className="num">{nameOfLeftOut(skipped)}</span>
          ) : (
            <OpenRunRow runId={runId} row={skipped.place} look="link">
              {nameOfLeftOut(skipped)}
            </OpenRunRow>
          )}{' '}
          <VisibleText text={skipped.reason} />
        </li>
      ))}
      {more > 0 && <li className="quiet">and {count(more)} more</li>}
    </ul>
  )
}

/** A dash for what a run that is under way does not know yet: it has its place from the beginning. */
function dataFacts({ data, dataset, config, state }: Run): readonly Fact[] {
  const unusable =
    dataset.unusableRows === 0
      ? []
      : [{ name: 'not usable', value: counted(dataset.unusableRows, 'row'), hint: 'Rows with an error: the run was made without them' }]
  if (data === null && state.state !== 'running') return [{ name: 'rows', value: count(dataset.rows) }, ...unusable]
  const known = (words: (data: KeptReport) => string): string => (data === null ? unknown : words(data))
  return [
    {
      name: 'rows trained',
      value: known(({ trainRows, skippedTrainRows }) => `${count(trainRows)} of ${count(trainRows + skippedTrainRows)}`),
    },
    ...unusable,
    { name: 'rows cut', value: known(({ cutRows }) => count(cutRows)), hint: 'Longer than the longest row allowed; their end is missing' },
    { name: 'validation', value: known(({ validRows }) => `${count(validRows)}, all, every time`), hint: 'Rows held out to check on' },
    {
      name: 'tokens learned',
      value: known(({ learnedTokensPerEpoch }) => `${count(learnedTokensPerEpoch)} an epoch`),
      hint: config.mask_prompt ? 'Only answers are learned, not questions' : 'Questions and answers',
    },
    { name: 'longest row', value: known(({ longestRow }) => `${count(longestRow)} tokens`) },
    {
      name: 'padding',
      value: known(({ paddingRatio }) => percent(1 - 1 / paddingRatio)),
      hint: 'Share of the computing that went into filling rows up to one length',
    },
  ]
}

function configFacts({ model, config, createdAt, data, probe, checkpoint, workers, state }: Run): readonly Fact[] {
  const later = (name: string, known: Omit<Fact, 'name'> | null): readonly Fact[] =>
    known !== null || state.state === 'running' ? [{ name, ...(known ?? { value: unknown }) }] : []
  return [
    { name: 'model', value: <VisibleText text={model.name} /> },
    { name: 'what changes', value: changedWords(config), hint: data === null ? undefined : trainableHint(data) },
    rateFact(config),
    { name: 'optimizer', value: config.optimizer },
    { name: 'batch size', value: batchWords(config) },
    { name: 'seed', value: String(config.seed) },
    ...(workers > 1 ? [{ name: 'machines', value: count(workers) }] : []),
    ...later('peak memory, tried', probe && { value: memoryBytes(probe.peakMemoryBytes), hint: probeHint(probe) }),
    ...later('checkpoint', checkpoint && { value: `step ${count(checkpoint.step)}`, hint: `Kept ${moment(checkpoint.at)}` }),
    { name: 'made', value: moment(createdAt) },
  ]
}

function changedWords({ fine_tune_type, num_layers, lora_parameters }: TrainingConfig): string {
  return fine_tune_type === 'full' ? fullWords(num_layers) : `${fine_tune_type === 'dora' ? 'DoRA' : 'LoRA'}, rank ${lora_parameters.rank}`
}

function trainableHint({ trainableParameters, parameters }: DataReport): string {
  return `${count(trainableParameters)} of ${count(parameters)} parameters learn`
}

/** A schedule of mlx-lm's decides alone: the rate beside it did nothing. */
function rateFact({ learning_rate, lr_schedule }: TrainingConfig): Fact {
  if (lr_schedule === null) return { name: 'learning rate', value: shownNumber(learning_rate) }
  const schedule = `${lr_schedule.name}(${lr_schedule.arguments.map(shownNumber).join(', ')})`
  return { name: 'learning rate', value: 'by lr_schedule', hint: schedule }
}

const probeHint = ({ rows, width }: Probe): string =>
  `Tried before the first step: ${counted(rows, 'row')} of ${counted(width, 'token')}, forward and back`

function RunActions({ run }: { readonly run: Run }) {
  const [open, setOpen] = useState<'log' | 'report' | 'rename' | 'remove' | null>(null)
  const duplicate = useStore((state) => state.fillFrom)
  const close = () => setOpen(null)
  return (
    <div className="row run-actions">
      <Button onClick={() => setOpen('log')}>Log</Button>
      <Button title="The run as a page to keep, to send or to print" onClick={() => setOpen('report')}>
        Report…
      </Button>
      <Button onClick={() => setOpen('rename')}>Rename…</Button>
      <Button title="Fills the form of a new run with this one’s settings" onClick={() => duplicate(run)}>
        Duplicate with changes…
      </Button>
      <Button disabled={run.state.state === 'running'} onClick={() => setOpen('remove')}>
        Remove…
      </Button>
      {open === 'log' && <LogDialog runId={run.id} onClose={close} />}
      {open === 'report' && <ReportDialog run={run} onClose={close} />}
      {open === 'rename' && <RenameRunDialog run={run} onClose={close} />}
      {open === 'remove' && <RemoveRunDialog run={run} onClose={close} />}
    </div>
  )
}
