import { useState } from 'react'
import type { DatasetSummary, RowView } from '../../electron/shared/dataset'
import type { Failure } from '../../electron/shared/errors'
import { Head } from '../frame/Head'
import { useCommand } from '../frame/use-command'
import { Button } from '../parts/Button'
import { FailureNote } from '../parts/FailureNote'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'
import { counted } from '../text/format'
import { ConflictDialog } from './ConflictDialog'
import { DatasetBar } from './DatasetBar'
import { firstView } from './dataset-slice'
import { findProblem } from './find-problem'
import { RowDetail, type RowTab } from './RowDetail'
import { RowList } from './RowList'
import { useRowPages } from './use-row-pages'
import './dataset.css'

/** An open dataset: its rows at the left, the chosen one at the right. */
export function DatasetDesk({ dataset }: { readonly dataset: DatasetSummary }) {
  const { id } = dataset
  const { only, selected } = useStore((state) => state.views[id] ?? firstView)
  const lookAt = useStore((state) => state.lookAt)
  const announce = useStore((state) => state.announce)
  const failure = useStore((state) => state.datasetFailure)
  const dismiss = useStore((state) => state.dismissDatasetFailure)
  const { pages, known } = useRowPages(dataset, only)
  const [tab, setTab] = useState<RowTab | null>(null)
  // A row chosen before, or from another screen, is brought into view; among some rows only, its place is not known.
  const [reveal, setReveal] = useState<number | null>(only === 'all' ? selected : null)
  const [walkFailure, setWalkFailure] = useState<Failure | null>(null)
  const walk = async (direction: 'next' | 'previous') => {
    const from = selected ?? (direction === 'next' ? -1 : Number.MAX_SAFE_INTEGER)
    const found = await findProblem(id, from, direction)
    setWalkFailure(found.ok ? null : found.failure)
    if (!found.ok) return
    if (found.value === null) return announce(direction === 'next' ? 'No further problem.' : 'No earlier problem.')
    lookAt(id, { only: 'all', selected: found.value.index })
    setReveal(found.value.index)
  }
  const kept = (row: RowView) => pages.put(row)
  return (
    <main className="screen">
      <DatasetHead dataset={dataset} />
      {failure !== null && <FailureNote failure={failure} onDismiss={dismiss} />}
      {walkFailure !== null && <FailureNote failure={walkFailure} onDismiss={() => setWalkFailure(null)} />}
      <DatasetBar dataset={dataset} only={only} />
      <div className={selected === null ? 'panes desk-dataset' : 'panes desk-dataset chosen'}>
        <section aria-label="Rows of the dataset">
          <RowList
            key={only}
            pages={pages}
            known={known}
            selected={selected}
            reveal={reveal}
            empty={emptyWords[only]}
            onSelect={(row) => lookAt(id, { selected: row.index })}
          />
        </section>
        <section aria-label="Row">
          {selected === null ? (
            <p className="nothing">Choose a row to read it whole and mend it.</p>
          ) : (
            <RowDetail
              key={selected}
              dataset={dataset}
              index={selected}
              tab={tab}
              onTab={setTab}
              onKept={kept}
              onWalk={(direction) => void walk(direction)}
            />
          )}
        </section>
      </div>
      <ConflictDialog dataset={dataset} />
    </main>
  )
}

const emptyWords = { all: 'This file holds no rows.', problems: 'No problems: every row can be trained on.', edited: 'No row is edited.' }

function DatasetHead({ dataset }: { readonly dataset: DatasetSummary }) {
  const go = useStore((state) => state.go)
  const save = useStore((state) => state.saveDataset)
  const choose = useStore((state) => state.chooseDataset)
  const aimAt = useStore((state) => state.trainOn)
  const unsaved = dataset.unsavedRows
  const problems = dataset.errors + dataset.warnings
  const train = () => {
    aimAt(dataset.id)
    go({ screen: 'train', subject: 'new' })
  }
  useCommand('step.next', dataset.usableRows > 0 ? train : null)
  useCommand('file.save', unsaved > 0 ? () => void save(dataset.id, false) : null)
  return (
    <Head
      title={<VisibleText text={dataset.name} />}
      sub={
        <span className="num" title={dataset.location}>
          {counted(dataset.rows, 'row')}
          {problems > 0 && ` · ${counted(problems, 'problem')}`}
        </span>
      }
    >
      {unsaved > 0 ? (
        <Button shortcut={{ key: 's' }} onClick={() => void save(dataset.id, false)} aria-label="Save the file">
          Save {counted(unsaved, 'row')}
        </Button>
      ) : null}
      <Button shortcut={{ key: 'o' }} onClick={() => void choose()}>
        Open…
      </Button>
      <Button look="primary" shortcut={{ key: 'Enter' }} disabled={dataset.usableRows === 0} onClick={train}>
        Train on this
      </Button>
    </Head>
  )
}
