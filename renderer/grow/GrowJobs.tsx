import type { GrowJob, GrowState } from '../../electron/shared/growing'
import { count, counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { Flag, type Tone } from '../parts/Flag'
import { ProgressBar } from '../parts/ProgressBar'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'
import { moment } from '../text/format'

const states: Readonly<Record<GrowJob['state'], { readonly words: string; readonly tone: Tone }>> = {
  running: { words: 'at work', tone: 'live' },
  done: { words: 'done', tone: 'ok' },
  stopped: { words: 'stopped', tone: 'plain' },
  interrupted: { words: 'interrupted', tone: 'warn' },
}

/** The jobs that made candidates for a dataset, and those at work. */
export function GrowJobs({ grow }: { readonly grow: GrowState }) {
  if (grow.jobs.length === 0) return null
  return (
    <section className="grow-jobs" aria-label="Jobs">
      <h3>Jobs</h3>
      <ul>
        {grow.jobs.map((job) => (
          <Job key={job.jobId} datasetId={grow.datasetId} job={job} />
        ))}
      </ul>
    </section>
  )
}

function Job({ datasetId, job }: { readonly datasetId: string; readonly job: GrowJob }) {
  const stop = useStore((state) => state.stopGrowing)
  const resume = useStore((state) => state.resumeGrowing)
  const beginning = useStore((state) => state.beginning)
  const { figures, state, failure, waiting, notes } = job
  const running = state === 'running'
  const { words, tone } = states[state]
  return (
    <li>
      <p className="row">
        <b className="grow">
          <VisibleText text={job.title} />
        </b>
        <Flag tone={tone}>{words}</Flag>
        {running && <Button onClick={() => void stop(datasetId, job.jobId)}>Stop</Button>}
        {(state === 'stopped' || state === 'interrupted') && (
          <Button disabled={beginning} onClick={() => void resume(datasetId, job.jobId)}>
            Go on
          </Button>
        )}
      </p>
      {running && <ProgressBar label="Answers received" share={figures.wanted === 0 ? null : figures.answered / figures.wanted} />}
      <p className="small quiet num">
        {moment(job.begunAt)} · {figuresOf(figures)}
      </p>
      {waiting !== null && <p className="small">◐ {waiting}</p>}
      {failure !== null && <FailureNote failure={failure} />}
      {notes.length > 0 && (
        <details className="small">
          <summary>{counted(notes.length, 'note')}</summary>
          <ul>
            {notes.map((note, place) => (
              <li key={place}>
                <VisibleText text={note} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}

/** What came of a job so far, in words. */
export function figuresOf({ answered, wanted, candidates, setAside, doubtful, inputTokens, outputTokens }: GrowJob['figures']): string {
  return [
    `${count(answered)} of ${counted(wanted, 'answer')}`,
    counted(candidates, 'candidate'),
    ...(doubtful > 0 ? [`${count(doubtful)} with a remark`] : []),
    ...(setAside > 0 ? [`${count(setAside)} set aside`] : []),
    ...(inputTokens + outputTokens > 0 ? [`${count(inputTokens)} tokens in, ${count(outputTokens)} out`] : []),
  ].join(' · ')
}
