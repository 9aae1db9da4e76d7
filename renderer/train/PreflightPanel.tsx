import type { Preflight } from '../../electron/shared/preflight'
import { count, counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { Flag } from '../parts/Flag'
import { ProgressBar } from '../parts/ProgressBar'
import { assertNever } from '../studio/assert-never'
import { jobOf, shareOf } from '../studio/selectors'
import { useStore } from '../studio/store'
import { MemoryPlanView } from './MemoryPlanView'
import { verdictOf } from './preflight-verdict'
import { type Described, type PreflightView, preflightView, questionOf } from './preflight-view'
import { Readiness } from './Readiness'
import { RowNotes } from './RowNotes'
import { RowShares } from './RowShares'
import { RunLength } from './RunLength'
import { needsOf } from './readiness'
import { type FormConfig, soundConfig } from './settings/form-config'
import { TokenHistogram } from './TokenHistogram'
import './preflight.css'
import { Scrolled } from '../parts/Scrolled'

type Props = { readonly described: Described }

/** What the run would be, before it starts: rows, lengths, memory. Counted anew whenever the form changes. */
export function PreflightPanel({ described }: Props) {
  const preflight = useStore((state) => state.preflight)
  const view = preflightView(preflight, described)
  const figures = view.show === 'figures' ? view.figures : null
  const needs = described.dataset === null ? [] : needsOf(described.dataset, described.model, figures)
  const missing = needs.filter(({ tone }) => tone === 'warn' || tone === 'bad').length
  return (
    <aside className="preflight" aria-labelledby="preflight-title" aria-busy={preflight.state === 'asking'}>
      <div className="pane-head">
        <h2 id="preflight-title">Before it starts</h2>
        <span role="status">
          {described.dataset !== null && <Verdict view={view} wrong={described.form.wrong.size} missing={missing} />}
        </span>
      </div>
      <Scrolled className="preflight-body" label={{ by: 'preflight-title' }}>
        <Readiness dataset={described.dataset} needs={needs} />
        <Body described={described} view={view} />
      </Scrolled>
    </aside>
  )
}

type VerdictProps = { readonly view: PreflightView; readonly wrong: number; readonly missing: number }

function Verdict({ view, wrong, missing }: VerdictProps) {
  if (wrong > 0) return <Flag tone="bad">{counted(wrong, 'setting')} to mend</Flag>
  switch (view.show) {
    case 'reason':
      return null
    case 'failure':
      return <Flag tone="bad">not known</Flag>
    case 'awaited':
      return <Flag tone="live">counting …</Flag>
    case 'figures': {
      if (!view.current) return <Flag tone="live">counting …</Flag>
      const { tone, words } = verdictOf(view.figures, missing)
      return <Flag tone={tone}>{words}</Flag>
    }
    default:
      return assertNever(view)
  }
}

type BodyProps = Props & { readonly view: PreflightView }

function Body({ described, view }: BodyProps) {
  const { dataset, form } = described
  const ask = useStore((state) => state.askPreflight)
  const question = questionOf(described)
  switch (view.show) {
    case 'reason':
      return <p className="nothing">{view.reason}</p>
    case 'failure':
      return (
        <>
          <FailureNote failure={view.failure} title="Not counted" />
          {question !== null && (
            <div className="row">
              <Button onClick={() => void ask(question)}>Count again</Button>
            </div>
          )}
        </>
      )
    case 'awaited':
      return <Awaited id={view.id} />
    case 'figures':
      return (
        <>
          {view.id !== null && <CountingAnew id={view.id} />}
          <div className={view.current ? 'figures-of' : 'figures-of old'}>
            {dataset !== null && <Figures datasetId={dataset.id} preflight={view.figures} form={form} />}
          </div>
        </>
      )
    default:
      return assertNever(view)
  }
}

type FiguresProps = { readonly datasetId: string; readonly preflight: Preflight; readonly form: FormConfig }

function Figures({ datasetId, preflight, form }: FiguresProps) {
  const config = soundConfig(form)
  return (
    <>
      <RowShares preflight={preflight} />
      <RunLength steps={preflight.steps} config={config} />
      <TokenHistogram tokens={preflight.tokens} limit={config.max_seq_length} />
      <RowNotes datasetId={datasetId} preflight={preflight} />
      <MemoryPlanView plan={preflight.memory} config={config} />
    </>
  )
}

/** Grey places where the figures will be, and how far the counting is. */
function Awaited({ id }: { readonly id: string | null }) {
  return (
    <>
      <Counting id={id} />
      <div className="awaited" aria-hidden="true">
        <i />
        <i />
        <i className="tall" />
        <i />
      </div>
    </>
  )
}

function Counting({ id }: { readonly id: string | null }) {
  const job = useStore(jobOf(id))
  return (
    <div className="counting">
      <ProgressBar label="Counting" share={shareOf(job)} />
      <p className="small quiet">
        {job !== null && job.total > 0 ? `${count(job.done)} of ${counted(job.total, 'row')} counted` : 'Counting tokens …'}
      </p>
    </div>
  )
}

/** Over the figures of other settings, which stay where they are. */
function CountingAnew({ id }: { readonly id: string }) {
  const job = useStore(jobOf(id))
  return (
    <div className="counting-anew">
      <ProgressBar label="Counting" share={shareOf(job)} />
    </div>
  )
}
