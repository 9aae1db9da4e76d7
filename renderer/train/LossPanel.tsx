import { lazy, Suspense, useMemo, useState } from 'react'
import type { Run } from '../../electron/shared/run'
import type { Metric } from '../../electron/shared/training'
import { Segmented } from '../parts/Segmented'
import { count, loss } from '../text/format'
import { type Curves, curvesOf } from './curves'

const LossChart = lazy(() => import('./LossChart').then((loaded) => ({ default: loaded.LossChart })))

/** The loss as it falls: a picture with a summary, and the same as a table for those who do not see it. */
export function LossPanel({ run, metrics }: { readonly run: Run; readonly metrics: readonly Metric[] }) {
  const [scale, setScale] = useState<'linear' | 'log'>('linear')
  const curves = useMemo(() => curvesOf(metrics), [metrics])
  return (
    <section className="loss" aria-labelledby="loss-title">
      <header className="pane-head">
        <h2 id="loss-title" title="How surprised the model is by the right answer, per token. Lower is better.">
          Loss
        </h2>
        <ul className="legend small quiet" aria-label="Legend">
          <li>
            <i className="key train" aria-hidden="true" /> train, smoothed
          </li>
          <li title="Loss on rows that it does not learn from">
            <i className="key valid" aria-hidden="true" /> validation
          </li>
          {curves.base !== null && (
            <li title="Validation loss before the first step">
              <i className="key base" aria-hidden="true" /> base model {loss(curves.base)}
            </li>
          )}
        </ul>
        <Segmented
          label="Scale of the loss"
          value={scale}
          options={[
            { value: 'linear', label: 'Linear' },
            { value: 'log', label: 'Log' },
          ]}
          onChange={setScale}
        />
      </header>
      <div className="chart" role="img" aria-label={summaryOf(run, curves)}>
        {curves.steps.length === 0 ? (
          <p className="nothing">
            {run.state.state === 'running' ? 'The curve begins with the first figures.' : 'This run has no figures.'}
          </p>
        ) : (
          <Suspense fallback={<p className="nothing">Drawing …</p>}>
            <LossChart curves={curves} scale={scale} />
          </Suspense>
        )}
      </div>
      <Table curves={curves} />
    </section>
  )
}

function summaryOf(run: Run, { steps, smooth, base, best }: Curves): string {
  if (steps.length === 0) return `Loss of ${run.name}: no figures yet.`
  const now = smooth.findLast((value) => value !== null)
  const parts = [
    `Loss of ${run.name} over ${count(steps.at(-1) ?? 0)} steps.`,
    now === undefined || now === null ? '' : `Training loss is now ${loss(now)}.`,
    best === null ? '' : `Validation loss is best at step ${count(best.step)}: ${loss(best.loss)}.`,
    base === null ? '' : `The base model’s is ${loss(base)}.`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

function Table({ curves }: { readonly curves: Curves }) {
  return (
    <table className="unseen">
      <caption>Validation loss by step</caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col">Validation loss</th>
          <th scope="col">Training loss, smoothed</th>
        </tr>
      </thead>
      <tbody>
        {curves.steps.map((step, place) => {
          const valid = curves.valid[place] ?? null
          const smooth = curves.smooth[place] ?? null
          return valid === null ? null : (
            <tr key={step}>
              <td>{step}</td>
              <td>{loss(valid)}</td>
              <td>{smooth === null ? '–' : loss(smooth)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
