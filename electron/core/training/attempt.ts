import { stat } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { StudioError, toFailure } from '../../shared/errors'
import type { SidecarNotification } from '../../shared/protocol'
import type { Run, RunState } from '../../shared/run'
import { metric } from '../../shared/training'
import { readJsonLines } from '../files/json-lines'
import type { JobParts } from '../job-parts'
import { newestCheckpoint } from '../runs/checkpoints'
import { reachedBy } from '../runs/metrics'
import type { Runs } from '../runs/runs'
import { Sidecar } from '../sidecar/sidecar'
import { Following } from './following'
import { type Panel, panelOf } from './judging'
import { readRowPlaces } from './run-data'
import { type Ending, stateAfter, type Wish } from './run-state'

/** One process that trains a run, from its start to its answer. */
export type Attempt = {
  readonly run: Run
  /** Whether it goes on from the newest checkpoint. */
  readonly resume: boolean
  /** What is wanted of the run by now. */
  readonly wish: () => Wish
  /** Aborted when something is wanted. */
  readonly signal: AbortSignal
}

/** Trains until the process answers, and says how the run ended. Rejects where it could not answer. */
export async function attemptTraining(parts: JobParts, { run, resume, wish, signal }: Attempt): Promise<RunState> {
  const { runs, models, python } = parts
  const files = runs.files(run.id)
  const following = new Following(parts, run, wish)
  const judge = await panelFor(runs, run)
  const hosts = await hostfileOf(run, files.hosts)
  const { sidecar } = await Sidecar.start({ ...python, log: files.log, hosts, reportTo: run.config.report_to }, signal)
  try {
    const onNotification = (notification: SidecarNotification) => {
      following.hear(notification)
      if (notification.method !== 'judge') return
      const { request, step, answers } = notification.params
      sidecar.verdict(
        request,
        step,
        judge ? scoreOf(judge, answers, (reason) => void runs.note(run.id, reason).catch(() => undefined)) : null,
      )
    }
    const result = await sidecar.request(
      'train',
      {
        model: models.path(run.model.ref),
        data: files.data,
        adapters: files.adapters,
        checkpoints: files.checkpoints,
        config: judge ? run.config : { ...run.config, best_by: 'loss' },
        resume,
        judge: judge?.prompts ?? null,
      },
      { signal: AbortSignal.any([signal, following.unwritable]), onNotification },
    )
    await following.settled()
    following.unwritable.throwIfAborted()
    return stateAfter(result, await endingOf(runs, run.id, wish()))
  } finally {
    await sidecar.stop()
    // What Python still said before it went is written down before the run's end is.
    await following.settled()
  }
}

/** What is known of a run where it ends, read from its folder. */
export async function endingOf(runs: Runs, id: string, wish: Wish): Promise<Ending> {
  const files = runs.files(id)
  return {
    wish,
    usable: await runs.hasAdapter(id),
    checkpoint: await newestCheckpoint(files.checkpoints),
    reached: reachedBy(await readJsonLines(files.metrics, metric).catch(() => [])),
    places: (await readRowPlaces(files.data))?.train ?? null,
    memoryBytes: totalmem(),
    at: new Date().toISOString(),
  }
}

/** Who judges the run's rewrites; null where its best weights are those of the lowest loss, or have to be. */
async function panelFor(runs: Runs, run: Run): Promise<Panel | null> {
  if (run.config.best_by === 'loss') return null
  const panel = await panelOf(runs.files(run.id), run.config.score_rows)
  const message = 'Its validation rows hold no rewrites that could be judged, so the best weights are those of the lowest validation loss.'
  if (!panel && !run.notes.some((note) => note.message === message)) await runs.note(run.id, message)
  return panel
}

/** Mention F1; null, and a note, where the rewrites cannot be judged: Python waits for an answer either way. */
function scoreOf(panel: Panel, answers: readonly string[], note: (reason: string) => void): number | null {
  try {
    return panel.verdict(answers)
  } catch (error) {
    note(`The rewrites of a validation could not be judged: ${toFailure(error).message}`)
    return null
  }
}

/** The run's hostfile; null for one that this machine trains alone. A team's run never goes on alone in silence. */
async function hostfileOf({ name, workers }: Run, path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null)
  if (found) return path
  if (workers === 1) return null
  throw new StudioError({
    code: 'file-unreadable',
    message: `The list of the ${workers} workers that ${name} trains with is missing from its folder.`,
    hint: 'Start a new run with the hostfile.',
    where: { file: path },
  })
}
