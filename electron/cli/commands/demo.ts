import { basename, dirname, join, resolve } from 'node:path'
import { refuseTaken } from '../../core/files/new-folder'
import { homeFolder } from '../../core/home'
import { cancelled } from '../../core/jobs'
import { demoConfig } from '../../core/training/defaults'
import { StudioError } from '../../shared/errors'
import { cardOf, tunedCard } from '../../shared/scorecard'
import { type Command, noWords, optional } from '../command'
import type { ExitCode } from '../exit-code'
import { scorecardTable } from '../scorecard-table'
import { withStudio } from '../studio'
import { trainToEnd } from '../training-to-end'
import { evaluateRun, rowsOf } from './evaluate'
import { makeParent } from './export'
import { resultOf } from './resolve-texts'

/** `antecedent demo`: the whole job on the demo model and the sample. */
export const demo: Command = {
  usage: 'demo [--to DIR]',
  summary: 'the whole job on the demo model and the sample: validate, train, score, resolve before and after, export',
  options: { to: { type: 'string' } },
  run: (invocation) =>
    withStudio<ExitCode>(invocation, async (studio) => {
      const { output, signal, locations } = invocation
      const { datasets, resolving, exporting } = studio.services
      const named = optional(invocation, 'to')
      noWords(invocation)
      if (named !== undefined) await refuseTaken(resolve(named))
      const { id, rows, usableRows } = await datasets.openSample()
      output.note(`The sample has ${rows} rows, ${usableRows} of them usable.`)
      const run = await trainToEnd(
        studio,
        { dataset: datasets.get(id), model: { kind: 'demo' }, config: demoConfig, name: 'demo' },
        null,
        invocation,
      )
      const { state } = run
      if (state.state === 'failed') throw new StudioError(state.failure)
      if (state.state === 'stopped' || state.state === 'paused') throw cancelled()
      if (state.state === 'interrupted')
        throw new StudioError(state.failure ?? { code: 'sidecar-died', message: 'The training was interrupted.' })
      if (state.state === 'diverged') throw new StudioError({ code: 'sidecar-failed', message: state.message })

      const samples = join(locations().assets, 'samples')
      const heldout = await rowsOf(studio, join(samples, 'heldout.jsonl'), signal)
      const { comparison } = await evaluateRun(studio, run.id, invocation, heldout)
      output.note(scorecardTable(comparison.systems))

      const text = heldout.rows.find(({ source, gold }) => source !== gold)?.source ?? ''
      const { rewrites } = await resolving.resolve(
        { requestId: 'demo', text, by: { kind: 'run', runId: run.id, weights: 'best' }, sides: ['base', 'tuned'] },
        signal,
      )
      const [base, tuned] = rewrites
      if (base && tuned) {
        output.line({ ...resultOf(text, tuned, base), type: 'resolved' })
        output.note(`\nsource  ${text}\nbefore  ${base.output}\nafter   ${tuned.output}\n`)
      }

      const to = resolve(named ?? join(homeFolder(process.env, process.platform), 'exports', run.id))
      await makeParent(to)
      const exported = await exporting.export({ runId: run.id, format: 'mlx', folder: dirname(to), name: basename(to) }, signal)
      output.say(`The tuned model is in ${exported.path}`)
      output.line({
        type: 'result',
        runId: run.id,
        exportPath: exported.path,
        certificate: exported.certificate,
        scores: { base: cardOf(comparison, 'base'), tuned: tunedCard(comparison) },
      })
      return 0
    }),
}
