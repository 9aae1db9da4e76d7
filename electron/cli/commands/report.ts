import { resolve } from 'node:path'
import { writeAtomically } from '../../core/files/atomic'
import { reportOfRun } from '../../core/reporting/reporting'
import { type Command, needed, noWords } from '../command'
import type { ExitCode } from '../exit-code'
import { findRun, withStudio } from '../studio'
import { version } from '../version'

/** `antecedent report`: a run as a page. */
export const report: Command = {
  usage: 'report --run RUN --to FILE.html',
  summary: 'a run as one HTML page that stands alone: curves, scorecard, some of the texts, settings, notes, exports; fit to be printed',
  options: { run: { type: 'string' }, to: { type: 'string' } },
  run: (invocation) => {
    const [named, to] = [needed(invocation, 'run'), needed(invocation, 'to')]
    noWords(invocation)
    return withStudio<ExitCode>(invocation, async (studio) => {
      const { runs, evaluating } = studio.services
      const run = findRun(studio, named)
      const path = resolve(to)
      await writeAtomically(path, await reportOfRun(run.id, { runs, cards: evaluating.cards, version }))
      invocation.output.say(`The report of ${run.name} is in ${path}`)
      invocation.output.line({ type: 'result', runId: run.id, path })
      return 0
    })
  },
}
