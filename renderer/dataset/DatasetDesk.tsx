import { useEffect, useRef, useState } from 'react'
import type { DatasetSummary, RowView } from '../../electron/shared/dataset'
import { count, counted } from '../../electron/shared/quantities'
import { GrowPanel } from '../grow/GrowPanel'
import { ReviewDesk } from '../grow/ReviewDesk'
import { FailureNote } from '../parts/FailureNote'
import { onMac } from '../studio/selectors'
import { useStore } from '../studio/store'
import { Checking } from './Checking'
import { ConflictDialog } from './ConflictDialog'
import { DatasetBar } from './DatasetBar'
import { DatasetHead } from './DatasetHead'
import { DatasetNotes } from './DatasetNotes'
import { type DeskPanel, firstView } from './desk-slice'
import { FindBar } from './FindBar'
import { emptyWords, foundWords } from './found-words'
import { ReplaceDialog } from './ReplaceDialog'
import { RowDetail } from './RowDetail'
import { type Choosing, RowList } from './RowList'
import { allFound, countOf, isChosen } from './row-choice'
import { SaveAsDialog } from './SaveAsDialog'
import { SelectionBar } from './SelectionBar'
import { SplitPanel } from './SplitPanel'
import { useFindNews } from './use-find-news'
import { useRowPages } from './use-row-pages'
import { useFollowedSplit } from './use-split'
import { useUndoKeys } from './use-undo-keys'
import '../marks/marks.css'
import './dataset.css'
import './row-list.css'

const panelNames: Readonly<Record<Exclude<DeskPanel, 'review'>, string>> = { row: 'Row', split: 'Split', grow: 'More rows' }

/** An open dataset: its rows at the left, the chosen one at the right. */
export function DatasetDesk({ dataset }: { readonly dataset: DatasetSummary }) {
  const { id } = dataset
  const { query, cursor, chosen, reveal, panel, tab } = useStore((state) => state.views[id] ?? firstView)
  const lookAt = useStore((state) => state.lookAt)
  const failure = useStore((state) => state.datasetFailure)
  const dismiss = useStore((state) => state.dismissDatasetFailure)
  const deskFailure = useStore((state) => state.deskFailure)
  const dismissDesk = useStore((state) => state.dismissDeskFailure)
  const remove = useStore((state) => state.removeRows)
  const chooseRange = useStore((state) => state.chooseRange)
  const toggleRow = useStore((state) => state.toggleRow)
  useFollowedSplit(id, query.part)
  const { pages, known } = useRowPages(dataset, query)
  useFindNews(query, known)
  const [replacing, setReplacing] = useState(false)
  const [savingAs, setSavingAs] = useState(false)
  const detail = useRef<HTMLElement>(null)
  const mac = useStore(onMac)
  const loadGrowth = useStore((state) => state.loadGrowth)
  const snapshots = useStore((state) => state.snapshots)
  useUndoKeys(panel === 'review' ? null : id)
  useEffect(() => {
    void snapshots
    void loadGrowth(id)
  }, [id, loadGrowth, snapshots])
  const announce = useStore((state) => state.announce)
  const show = (next: DeskPanel) => lookAt(id, { panel: next })
  const many = countOf(chosen, known.total)
  const choose = (row: RowView, place: number, how: Choosing, from: number) => {
    const next = { id: row.id, index: row.index }
    if (how === 'range') return void chooseRange(id, next, from, place)
    if (how === 'one') lookAt(id, { cursor: next, chosen: { of: 'rows', ids: [row.id] }, reveal: { place }, panel: 'row' })
    // Rows are chosen for what stands beside them, too.
    else void toggleRow(id, next)
  }
  const rows = chosen.of === 'rows' && chosen.ids.length < 2 ? allFound(query) : chosen
  return (
    <main className="screen">
      <DatasetHead dataset={dataset} onSaveAs={() => setSavingAs(true)} />
      {failure !== null && <FailureNote failure={failure} onDismiss={dismiss} />}
      {deskFailure !== null && <FailureNote failure={deskFailure} onDismiss={dismissDesk} />}
      <DatasetNotes dataset={dataset} />
      <DatasetBar dataset={dataset} query={query} panel={panel} onPanel={show} onSaveAs={() => setSavingAs(true)} />
      {panel === 'review' ? (
        <ReviewDesk dataset={dataset} onClose={() => show('row')} />
      ) : (
        <>
          <FindBar dataset={dataset} query={query} onReplace={() => setReplacing(true)} />
          <div className={cursor === null && panel === 'row' ? 'panes desk-dataset' : 'panes desk-dataset chosen'}>
            <section aria-label="Rows of the dataset">
              <header className="list-head small quiet">
                <span>#</span>
                <span>Source → rewrite</span>
                <span className="grow" />
                <Checking dataset={dataset} />
                <span className="num">{foundWords(query, known, dataset.rows)}</span>
              </header>
              <RowList
                key={JSON.stringify(query)}
                pages={pages}
                known={known}
                cursor={cursor?.id ?? null}
                isChosen={(row) => isChosen(chosen, row)}
                reveal={reveal}
                empty={emptyWords(query, known.progress)}
                onChoose={choose}
                onChooseAll={() => {
                  lookAt(id, { chosen: allFound(query) })
                  announce(`${counted(known.total, 'row')} chosen.`)
                }}
                onRemove={() => void (many > 0 ? remove(id, chosen) : undefined)}
                onEnter={() => detail.current?.querySelector<HTMLElement>('textarea, [role="textbox"]')?.focus()}
              />
              {many > 1 && <SelectionBar dataset={dataset} chosen={chosen} count={many} />}
            </section>
            <section aria-label={panelNames[panel]} ref={detail}>
              {panel === 'split' ? (
                <SplitPanel dataset={dataset} onClose={() => show('row')} />
              ) : panel === 'grow' ? (
                <GrowPanel
                  dataset={dataset}
                  chosen={many > 1 ? chosen : null}
                  many={many}
                  onClose={() => show('row')}
                  onReview={() => show('review')}
                />
              ) : cursor === null ? (
                <p className="nothing">Choose a row to read it whole and mend it. With Shift or {mac ? '⌘' : 'Ctrl'} you choose several.</p>
              ) : (
                <RowDetail dataset={dataset} id={cursor.id} tab={tab} />
              )}
            </section>
          </div>
        </>
      )}
      <ConflictDialog dataset={dataset} />
      {replacing && (
        <ReplaceDialog
          dataset={dataset}
          rows={rows}
          among={rows === chosen ? `${count(many)} chosen rows` : `${count(known.total)} rows`}
          begin={query.search?.text ?? ''}
          onClose={() => setReplacing(false)}
        />
      )}
      {savingAs && <SaveAsDialog dataset={dataset} onClose={() => setSavingAs(false)} />}
    </main>
  )
}
