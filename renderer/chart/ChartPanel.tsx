import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { type Column, type Domain, firstFrom } from '../../electron/shared/decimate'
import { count, counted, loss } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import { dialogInFront } from '../frame/use-command'
import { Button } from '../parts/Button'
import { Segmented } from '../parts/Segmented'
import { machineMemory } from '../studio/selectors'
import { useStore } from '../studio/store'
import { breaksOf, breakWords } from './breaks'
import { ChartFoot } from './ChartFoot'
import { ChartTable } from './ChartTable'
import { CrosshairSlider, Readout } from './Crosshair'
import type { Drawing, Scale } from './chart-options'
import { aboveWords, heldOf } from './held'
import { extentOf, readingsAt, spokenReadings, unplaceable } from './reading'
import { type Charted, linesOf, viewNames, views, writeValue } from './views'
import { draggedDomain, zoomed } from './zoom'
import './chart.css'

const Chart = lazy(() => import('./Chart').then((loaded) => ({ default: loaded.Chart })))

const viewOptions = viewNames.map((value) => ({ value, label: views[value].title }))
const scaleOptions: readonly { readonly value: Scale; readonly label: string }[] = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
]

type Props = {
  readonly run: Run
  /** The run with its curves. */
  readonly own: Charted
  /** It and those laid over it. */
  readonly charted: readonly Charted[]
}

/** A run's curves: a picture with a crosshair, a legend, and the same as a table for those who do not see it. */
export function ChartPanel({ run, own, charted }: Props) {
  const { curves } = own
  const view = useStore((state) => state.chartView)
  const scale = useStore((state) => state.chartScale)
  const choose = useStore((state) => state.viewChart)
  const rescale = useStore((state) => state.scaleChart)
  const machine = useStore(machineMemory)
  const [zoom, setZoom] = useState<Domain | null>(null)
  const lines = useMemo(() => linesOf(view, charted, machine), [view, charted, machine])
  const whole = useMemo(() => extentOf(lines), [lines])
  const marks = useMemo(() => ({ best: curves.best, breaks: breaksOf(view, charted) }), [view, charted, curves])
  const domain = zoom ?? whole
  const held = useMemo(() => (scale === 'log' ? null : heldOf(lines, domain)), [scale, lines, domain])
  const drawing = useMemo<Drawing>(() => ({ view, scale, lines, domain, held, marks }), [view, scale, lines, domain, held, marks])
  const omitted = useMemo(() => (scale === 'log' ? unplaceable(lines, domain) : 0), [scale, lines, domain])
  const above = held?.above ?? []
  const showWhole = useCallback(() => setZoom(null), [])
  useEscape(zoom === null ? null : showWhole)
  const empty = curves.steps.length === 0
  const isRead = useStore((state) => state.projection?.metrics[run.id] !== undefined)
  return (
    <section className="curves" aria-label="Curves">
      <h2 className="on-paper">{views[view].title}</h2>
      <header className="pane-head">
        <Segmented label="What the chart shows" value={view} options={viewOptions} onChange={choose} />
        <span className="grow" />
        {zoom !== null && <Button onClick={showWhole}>Show the whole run</Button>}
        <Segmented label={`Scale of ${views[view].title}`} value={scale} options={scaleOptions} onChange={rescale} />
      </header>
      {empty ? (
        <div className="chart empty-chart">
          <p className="nothing">
            {run.state.state === 'running'
              ? 'The curves begin with the first figures.'
              : isRead
                ? 'This run has no figures.'
                : 'Reading the curves …'}
          </p>
        </div>
      ) : (
        <Plotted run={run} drawing={drawing} steps={curves.steps} whole={whole} onZoom={setZoom} />
      )}
      {omitted > 0 && (
        <p className="omitted small">
          ⚠ {counted(omitted, 'figure')} of zero or less: a log axis has no place for them. Linear shows them.
        </p>
      )}
      {above.length > 0 && (
        <p className="omitted small">
          ↑ {counted(above.length, 'figure')} far above this axis: {aboveWords(view, above)}. Log shows {above.length === 1 ? 'it' : 'them'}
          .
        </p>
      )}
      {!empty && <ChartFoot run={run} drawing={drawing} />}
      <ChartTable view={view} run={own} machine={machine} />
    </section>
  )
}

type PlottedProps = {
  readonly run: Run
  readonly drawing: Drawing
  readonly steps: Column
  readonly whole: Domain
  readonly onZoom: (domain: Domain | null) => void
}

/** The picture with its crosshair; moving that draws nothing else anew. */
function Plotted({ run, drawing, steps, whole, onZoom }: PlottedProps) {
  const { view, lines, domain } = drawing
  const [pointed, setPointed] = useState<{ readonly step: number; readonly by: 'mouse' | 'keys' } | null>(null)
  const step = pointed === null || pointed.step < domain.from || pointed.step > domain.to ? null : pointed.step
  const readings = step === null ? [] : readingsAt(view, lines, step)
  const inView = useMemo(
    () => steps.slice(firstFrom(steps, domain.from), firstFrom(steps, domain.to + 1e-9)),
    // Columns grow in place: the drawing tells when.
    [steps, domain, drawing],
  )
  const zoom = (dragged: Domain | null) => {
    setPointed(null)
    onZoom(dragged === null ? null : draggedDomain(dragged, whole))
  }
  const stand = (by: 'mouse' | 'keys') => (next: number | null) => {
    setPointed((before) => (next === null ? null : before?.step === next && before.by === by ? before : { step: next, by }))
  }
  return (
    <div className="chart">
      <div className="picture" role="img" aria-label={summaryOf(run, drawing)} title={views[view].hint}>
        <Suspense fallback={<p className="nothing">Drawing …</p>}>
          <Chart drawing={drawing} steps={steps} at={step} onPoint={stand('mouse')} onZoom={zoom} />
        </Suspense>
      </div>
      {step !== null && <Readout step={step} readings={readings} side={step > (domain.from + domain.to) / 2 ? 'left' : 'right'} />}
      <CrosshairSlider
        steps={inView}
        at={step}
        onStand={stand('keys')}
        onZoom={(factor) => onZoom(zoomed(domain, whole, step ?? domain.to, factor))}
      />
      <p className="unseen" role="status" aria-live="polite" data-testid="crosshair-values">
        {step !== null && pointed?.by === 'keys' ? spokenReadings(step, readings) : ''}
      </p>
    </div>
  )
}

function summaryOf(run: Run, { view, lines, marks }: Drawing): string {
  const steps = Math.max(0, ...lines.map((line) => line.steps.at(-1) ?? 0))
  const now = lines
    .filter((line) => line.id === 'base' || !line.faint)
    .map((line) => `${line.label} ${writeValue(view, line, line.values.findLast(Number.isFinite) ?? Number.NaN)}`)
  const best =
    view === 'loss' && marks.best !== null
      ? ` The best step is ${count(marks.best.step)}, with a validation loss of ${loss(marks.best.loss)}.`
      : ''
  const breaks = marks.breaks.map((of) => ` ${of.name ?? run.name}: ${breakWords(of)}.`).join('')
  return `${views[view].title} of ${run.name} over ${count(steps)} steps. Last: ${now.join(', ')}.${best}${breaks}`
}

/** Escape, while nothing in front takes it. */
function useEscape(act: (() => void) | null): void {
  useEffect(() => {
    if (act === null) return
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !dialogInFront()) act()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [act])
}
