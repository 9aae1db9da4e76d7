import { commandIds, commands } from '../../electron/shared/commands'
import type { DatasetSummary } from '../../electron/shared/dataset'
import type { Run } from '../../electron/shared/run'
import { wordOf } from '../frame/run-state'
import type { Shortcut } from '../frame/shortcuts'
import { canInvoke, invoke } from '../frame/use-command'
import type { Store } from '../studio/store'
import { spelledOut } from '../text/control-characters'
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

/** Everything that can be done or gone to now: commands that somebody answers, runs, datasets. */
export function entriesOf(state: Store): readonly Entry[] {
  const runs = state.projection?.runs ?? []
  const datasets = state.projection?.datasets ?? []
  return [
    ...commandIds.filter((id) => id !== 'app.palette' && canInvoke(id)).map(commandEntry),
    newRun(state),
    ...runs.flatMap((run) => runEntries(run, state)),
    ...datasets.map((dataset) => datasetEntry(dataset, state)),
  ]
}

function commandEntry(id: (typeof commandIds)[number]): Entry {
  const { label, menu, ...shortcut } = commands[id]
  return {
    id,
    label: label.replace(/…$/, ''),
    kind: id.startsWith('screen.') ? 'Go to' : menus[menu],
    detail: null,
    shortcut,
    act: () => invoke(id),
  }
}

function newRun({ go }: Store): Entry {
  return {
    id: 'new-run',
    label: 'New run',
    kind: 'Go to',
    detail: null,
    shortcut: null,
    act: () => go({ screen: 'train', subject: 'new' }),
  }
}

function runEntries(run: Run, { go }: Store): readonly Entry[] {
  const name = spelledOut(run.name)
  const of = (screen: 'train' | 'resolve' | 'export', verb: string): Entry => ({
    id: `${screen} ${run.id}`,
    label: `${verb} ${name}`,
    kind: 'Run',
    detail: wordOf(run),
    shortcut: null,
    act: () => go({ screen, subject: run.id }),
  })
  return [of('train', 'Show'), ...(run.usable ? [of('resolve', 'Resolve with'), of('export', 'Export')] : [])]
}

function datasetEntry(dataset: DatasetSummary, { go }: Store): Entry {
  return {
    id: `dataset ${dataset.id}`,
    label: `Show ${spelledOut(dataset.name)}`,
    kind: 'Dataset',
    detail: null,
    shortcut: null,
    act: () => go({ screen: 'dataset', subject: dataset.id }),
  }
}
