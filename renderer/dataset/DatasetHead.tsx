import type { DatasetSummary } from '../../electron/shared/dataset'
import { count, counted } from '../../electron/shared/quantities'
import { Head } from '../frame/Head'
import { useCommand } from '../frame/use-command'
import { Button } from '../parts/Button'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'

type Props = { readonly dataset: DatasetSummary; readonly onSaveAs: () => void }

/** The dataset's name and size, and what is done to it as a whole. */
export function DatasetHead({ dataset, onSaveAs }: Props) {
  const go = useStore((state) => state.go)
  const save = useStore((state) => state.saveDataset)
  const choose = useStore((state) => state.chooseDataset)
  const aimAt = useStore((state) => state.trainOn)
  const { unsavedRows: unsaved, flaggedRows, origin } = dataset
  const isNowhere = origin === 'made'
  const train = () => {
    aimAt(dataset.id)
    go({ screen: 'train', subject: 'new' })
  }
  useCommand('step.next', dataset.usableRows > 0 ? train : null)
  // What was just done may not be counted here yet.
  useCommand('file.save', () => void save(dataset.id, false))
  useCommand('file.saveAs', dataset.origin === 'folder' ? null : onSaveAs)
  return (
    <Head
      title={<VisibleText text={dataset.name} />}
      sub={
        <span className="num" title={dataset.location}>
          {counted(dataset.rows, 'row')}
          {flaggedRows > 0 && ` · ${count(flaggedRows)} ${flaggedRows === 1 ? 'needs' : 'need'} a look`}
        </span>
      }
    >
      {unsaved > 0 ? (
        <Button shortcut={{ key: 's' }} onClick={() => void save(dataset.id, false)} aria-label="Save the file">
          Save {counted(unsaved, 'row')}
        </Button>
      ) : isNowhere ? (
        <Button shortcut={{ key: 's', shift: true }} onClick={onSaveAs}>
          Save as…
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
