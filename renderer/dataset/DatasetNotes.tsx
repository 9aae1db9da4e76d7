import { useState } from 'react'
import type { DatasetSummary } from '../../electron/shared/dataset'
import { count, counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'

/** What a person should know of an open dataset: how it was opened, whether its file changed, what a table's import left out. */
export function DatasetNotes({ dataset }: { readonly dataset: DatasetSummary }) {
  const reload = useStore((state) => state.reloadDataset)
  const skipped = useStore((state) => state.skipped[dataset.id])
  const dismissSkipped = useStore((state) => state.dismissSkipped)
  const [read, setRead] = useState<string | null>(null)
  const { note, changedOnDisk, unsavedRows } = dataset
  return (
    <>
      {note !== null && note !== read && (
        <div className="notice" role="status">
          <p className="grow">
            <VisibleText text={note} />
          </p>
          <Button onClick={() => setRead(note)}>Dismiss</Button>
        </div>
      )}
      {changedOnDisk && (
        <div className="notice" role="status">
          <p className="grow">
            Another program changed or moved <VisibleText text={dataset.name} /> since it was opened.
            {unsavedRows > 0 &&
              ` Your ${counted(unsavedRows, 'edited row')} ${unsavedRows === 1 ? 'is' : 'are'} kept, and put aside when the new version is loaded.`}
          </p>
          <Button onClick={() => void reload(dataset.id)}>Load the new version</Button>
        </div>
      )}
      {skipped !== undefined && (
        <div className="notice" role="status">
          <details className="grow">
            <summary>{counted(skipped.rows, 'row')} of the table could not be taken over.</summary>
            <ul>
              {skipped.examples.slice(0, 100).map(({ row, line, message }) => (
                <li key={row}>
                  <span className="num quiet">
                    row {count(row)}
                    {line !== null && `, line ${count(line)}`}
                  </span>{' '}
                  <VisibleText text={message} />
                </li>
              ))}
              {skipped.rows > 100 && <li className="quiet">and {counted(skipped.rows - 100, 'more row')}</li>}
            </ul>
          </details>
          <Button onClick={() => dismissSkipped(dataset.id)}>Dismiss</Button>
        </div>
      )}
    </>
  )
}
