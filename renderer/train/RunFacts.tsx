import { useState } from 'react'
import type { Run } from '../../electron/shared/run'
import { Button } from '../parts/Button'
import { type Fact, Facts } from '../parts/Facts'
import { LogDialog } from '../parts/LogDialog'
import { VisibleText } from '../parts/VisibleText'
import { count, moment, percent } from '../text/format'
import { RemoveRunDialog, RenameRunDialog } from './RunDialogs'

/** What a run learned from and with, and what can be done with the run itself. */
export function RunFacts({ run }: { readonly run: Run }) {
  return (
    <aside aria-label="About this run">
      <section aria-labelledby="facts-data">
        <header className="pane-head">
          <h2 id="facts-data">What it learned from</h2>
        </header>
        <Facts
          facts={[{ name: 'dataset', value: <VisibleText text={run.dataset.name} />, hint: run.dataset.location }, ...dataFacts(run)]}
        />
        {run.data !== null && run.data.skipped.length > 0 && (
          <ul className="skipped small" aria-label="Rows left out">
            {run.data.skipped.slice(0, 20).map((skipped) => (
              <li key={`${skipped.file}${skipped.row}`}>
                <span className="num">
                  {skipped.file} {skipped.row + 1}
                </span>{' '}
                <VisibleText text={skipped.reason} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="facts-how">
        <header className="pane-head">
          <h2 id="facts-how">How it learned</h2>
        </header>
        <Facts facts={configFacts(run)} />
      </section>
      <RunActions run={run} />
    </aside>
  )
}

function dataFacts({ data, dataset }: Run): readonly Fact[] {
  if (data === null) return [{ name: 'rows', value: count(dataset.rows) }]
  const skipped = data.skipped.filter((row) => row.file === 'train').length
  return [
    { name: 'rows trained', value: `${count(data.trainRows)} of ${count(data.trainRows + skipped)}` },
    { name: 'rows cut', value: count(data.cutRows), hint: 'Longer than the longest row allowed; their end is missing' },
    { name: 'validation', value: `${count(data.validRows)}, all, every time`, hint: 'Rows held out to check on' },
    { name: 'answer tokens', value: `${count(data.learnedTokensPerEpoch)} an epoch`, hint: 'Only answers are learned, not questions' },
    { name: 'longest row', value: `${count(data.longestRow)} tokens` },
    {
      name: 'padding',
      value: percent(1 - 1 / data.paddingRatio),
      hint: 'Share of the computing that went into filling rows up to one length',
    },
  ]
}

function configFacts({ model, config, createdAt }: Run): readonly Fact[] {
  return [
    { name: 'model', value: <VisibleText text={model.name} /> },
    { name: 'learning rate', value: String(config.learning_rate) },
    { name: 'rank', value: String(config.lora_parameters.rank) },
    { name: 'batch size', value: String(config.batch_size * config.grad_accumulation_steps) },
    { name: 'seed', value: String(config.seed) },
    { name: 'made', value: moment(createdAt) },
  ]
}

function RunActions({ run }: { readonly run: Run }) {
  const [open, setOpen] = useState<'log' | 'rename' | 'remove' | null>(null)
  const close = () => setOpen(null)
  return (
    <div className="row run-actions">
      <Button onClick={() => setOpen('log')}>Log</Button>
      <Button onClick={() => setOpen('rename')}>Rename…</Button>
      <Button disabled={run.state.state === 'running'} onClick={() => setOpen('remove')}>
        Remove…
      </Button>
      {open === 'log' && <LogDialog runId={run.id} onClose={close} />}
      {open === 'rename' && <RenameRunDialog run={run} onClose={close} />}
      {open === 'remove' && <RemoveRunDialog run={run} onClose={close} />}
    </div>
  )
}
