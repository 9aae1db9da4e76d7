import type { Run } from '../../shared/run'
import { type Command, usage } from '../command'
import type { ExitCode } from '../exit-code'
import { findRun, withStudio } from '../studio'

/** `antecedent runs`: what was trained. */
export const runs: Command = {
  usage: 'runs [list | show RUN | remove RUN]',
  summary: 'the runs of this home; a removed one goes to the home’s trash',
  options: {},
  run: (invocation) =>
    withStudio<ExitCode>(invocation, async (studio) => {
      const { output, words } = invocation
      const [action = 'list', named] = words
      if (action === 'list') {
        const all = studio.services.runs.list()
        for (const run of all) output.say(lineOf(run))
        if (all.length === 0) output.say('No runs yet.')
        output.line({ type: 'result', runs: all })
        return 0
      }
      if (action !== 'show' && action !== 'remove') throw usage(`“runs ${action}” is not known.`)
      if (named === undefined) throw usage('Name a run.')
      if (words.length > 2) throw usage(`“${words[2]}” is too much.`)
      const run = findRun(studio, named)
      if (action === 'show') {
        output.say(`${JSON.stringify(run, null, 2)}\n${studio.services.runs.files(run.id).folder}`)
        output.line({ type: 'result', run, metrics: await studio.services.runs.metrics(run.id) })
        return 0
      }
      await studio.services.runs.remove(run.id)
      output.say(`${run.name} is in the trash of the home.`)
      output.line({ type: 'result', removed: run.id })
      return 0
    }),
}

function lineOf({ id, name, state, comparison }: Run): string {
  const score = comparison ? `  F1 ${comparison.tuned.f1.toFixed(2)}` : ''
  return `${id}  ${state.state.padEnd(11)}  ${name}${score}`
}
