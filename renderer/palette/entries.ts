import { type CommandId, commandIds, commands } from '../../electron/shared/commands'
import type { DatasetSummary } from '../../electron/shared/dataset'
import type { Run } from '../../electron/shared/run'
import { wordOf } from '../frame/run-state'
import type { Shortcut } from '../frame/shortcuts'
import { canInvoke, invoke } from '../frame/use-command'
import type { Store } from '../studio/store'
import { spelledOut } from '../text/control-characters'
import { moment } from '../text/format'
import { commandWords } from './command-words'
import type { Findable } from './ranked'

/** A line of the palette. */
export type Entry = Findable & {
  readonly id: string
  /** What is known of it beside its name. */
  readonly detail: string | null
  readonly shortcut: Shortcut | null
  readonly act: () => void
}

const menus: Readonly<Record<(typeof commands)[keyof typeof commands]['menu'], string>> = {
  app: 'Application',
  file: 'File',
  run: 'Run',
  view: 'View',
}

/** What of the window's state the palette is made from. */
type Stated = Pick<Store, 'projection' | 'go'>

/**
 * Everything that can be done or gone to now: commands that somebody answers, runs, datasets. No two have the same words: of those with one
 * name the detail says more.
 */
export function entriesOf(state: Stated, isAnswered: (id: CommandId) => boolean = canInvoke): readonly Entry[] {
  const runs = state.projection?.runs ?? []
  const datasets = state.projection?.datasets ?? []
  const [runNames, datasetNames] = [twice(runs), twice(datasets)]
  return [
    ...commandIds.filter((id) => id !== 'app.palette' && isAnswered(id)).map(commandEntry),
    newRun(state),
    ...runs.flatMap((run) => runEntries(run, state, runNames.has(run.name))),
    ...datasets.map((dataset) => datasetEntry(dataset, state, datasetNames.has(dataset.name))),
  ]
}

/** Names that more than one has. */
function twice(all: readonly { readonly name: string }[]): ReadonlySet<string> {
  const names = all.map(({ name }) => name)
  return new Set(names.filter((name, place) => names.indexOf(name) !== place))
}

function commandEntry(id: CommandId): Entry {
  return {
    id,
    label: commandWords(id),
    kind: id.startsWith('screen.') ? 'Go to' : menus[commands[id].menu],
    detail: null,
    shortcut: commands[id],
    act: () => invoke(id),
  }
}

function newRun({ go }: Stated): Entry {
  return {
    id: 'new-run',
    label: 'New run',
    kind: 'Go to',
    detail: null,
    shortcut: null,
    act: () => go({ screen: 'train', subject: 'new' }),
  }
}

function runEntries(run: Run, { go }: Stated, isTwin: boolean): readonly Entry[] {
  const name = spelledOut(run.name)
  const detail = isTwin ? `${wordOf(run)}, made ${moment(run.createdAt)}` : wordOf(run)
  const of = (screen: 'train' | 'resolve' | 'export', verb: string): Entry => ({
    id: `${screen} ${run.id}`,
    label: `${verb} ${name}`,
    kind: 'Run',
    detail,
    shortcut: null,
    act: () => go({ screen, subject: run.id }),
  })
  return [of('train', 'Show'), ...(run.usable ? [of('resolve', 'Resolve with'), of('export', 'Export')] : [])]
}

function datasetEntry(dataset: DatasetSummary, { go }: Stated, isTwin: boolean): Entry {
  return {
    id: `dataset ${dataset.id}`,
    label: `Show ${spelledOut(dataset.name)}`,
    kind: 'Dataset',
    detail: isTwin ? spelledOut(dataset.location) : null,
    shortcut: null,
    act: () => go({ screen: 'dataset', subject: dataset.id }),
  }
}
