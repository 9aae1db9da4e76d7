import type { OpenAntecedent } from '../../core/antecedent'
import { refusalToContinue } from '../../core/training/continuing'
import { channels } from '../../shared/contract'
import type { Run } from '../../shared/run'
import { f1Words } from '../../shared/score-words'
import { tunedCard } from '../../shared/scorecard'
import { type Command, usage } from '../command'
import type { ExitCode } from '../exit-code'
import type { Output } from '../output'
import { findRun, withStudio } from '../studio'

/** `antecedent runs`: what was trained. */
export const runs: Command = {
  usage: 'runs [list | show RUN | rename RUN NAME | remove RUN | trash | restore ID | empty-trash]',
  summary:
    'the runs of this home, and which can be continued; a removed one goes to the home’s trash, from where it can be restored until that is emptied',
  options: {},
  run: (invocation) =>
    withStudio<ExitCode>(invocation, async (studio) => {
      const { output, words } = invocation
      const [action = 'list', named] = words
      if (action === 'list') {
        const all = studio.services.runs.list()
        for (const run of all) output.say(lineOf(run))
        const { unreadable } = studio.services.runs
        for (const id of unreadable) output.note(`The record of ${id} (run.json) is damaged or missing; its folder is left as it is.`)
        if (all.length + unreadable.length === 0) output.say('No runs yet.')
        output.line({ type: 'result', runs: all })
        return 0
      }
      if (action === 'trash' || action === 'empty-trash') {
        if (named !== undefined) throw usage(`“${named}” is too much.`)
        return tellTrash(studio, action, output)
      }
      if (action === 'restore') {
        if (named === undefined) throw usage('Name a run by its id.')
        const run = await studio.services.runs.restore(named)
        output.say(`${run.name} is back.`)
        output.line({ type: 'result', run })
        return 0
      }
      if (action !== 'show' && action !== 'remove' && action !== 'rename') throw usage(`“runs ${action}” is not known.`)
      if (named === undefined) throw usage('Name a run.')
      const surplus = words[action === 'rename' ? 3 : 2]
      if (surplus !== undefined) throw usage(`“${surplus}” is too much.`)
      const run = findRun(studio, named)
      if (action === 'show') {
        output.say(`${JSON.stringify(run, null, 2)}\n${studio.services.runs.files(run.id).folder}`)
        output.line({ type: 'result', run, metrics: await studio.services.runs.metrics(run.id) })
        return 0
      }
      if (action === 'rename') {
        const name = channels['run.rename'].input.shape.name.safeParse(words[2])
        if (!name.success) throw usage('Give a name of at most 120 characters.')
        const renamed = await studio.services.runs.update(run.id, { name: name.data })
        output.say(`${run.name} is called ${renamed.name} now.`)
        output.line({ type: 'result', run: renamed })
        return 0
      }
      await studio.services.runs.remove(run.id)
      output.say(`${run.name} is in the trash of the home: “antecedent runs restore ${run.id}” takes it back.`)
      output.line({ type: 'result', removed: run.id })
      return 0
    }),
}

async function tellTrash({ services: { runs } }: OpenAntecedent, action: 'trash' | 'empty-trash', output: Output): Promise<ExitCode> {
  const found = action === 'trash' ? await runs.trashed() : await runs.emptyTrash()
  for (const { id, name, removedAt } of found) output.say(`${id}  ${removedAt.slice(0, 10)}  ${name ?? '(damaged record)'}`)
  if (action === 'empty-trash') output.say(found.length === 0 ? 'The trash was empty.' : 'These are gone for good.')
  else if (found.length === 0) output.say('The trash is empty.')
  output.line({ type: 'result', [action === 'trash' ? 'trashed' : 'deleted']: found })
  return 0
}

function lineOf(run: Run): string {
  const { id, name, state, comparison, checkpoint } = run
  const card = comparison === null ? undefined : tunedCard(comparison)
  const score = card === undefined ? '' : `  F1 ${f1Words(card.f1)}`
  const from = checkpoint ? `from step ${checkpoint.step}` : 'from its beginning'
  const offer = refusalToContinue(run) === null ? `  can be continued ${from}` : ''
  return `${id}  ${state.state.padEnd(11)}  ${name}${score}${offer}`
}
