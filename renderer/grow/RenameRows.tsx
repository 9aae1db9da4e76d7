import { type DatasetSummary, everyRow, type RowSelection } from '../../electron/shared/dataset'
import { counted } from '../../electron/shared/quantities'
import { allFound } from '../dataset/row-choice'
import { Button } from '../parts/Button'
import { useStore } from '../studio/store'
import { readNumber } from '../text/typed-number'
import { ShortField } from './ShortField'

type Props = { readonly dataset: DatasetSummary; readonly chosen: RowSelection | null; readonly many: number }

/** Rows with other names in them, without a model. */
export function RenameRows({ dataset, chosen, many }: Props) {
  const typed = useStore((state) => state.growForm.renameSeed)
  const type = useStore((state) => state.typeGrow)
  const rename = useStore((state) => state.renameRows)
  const renamed = useStore(({ renamed: made }) => (made?.datasetId === dataset.id ? made : null))
  const growing = useStore((state) => state.growing)
  const cancel = useStore((state) => state.cancelGrowing)
  const reading = readNumber({ min: 0, max: 2_147_483_647, whole: true }, typed)
  const seed = reading.wrong === null ? reading.value : null
  const rows = chosen === null ? dataset.rows : many
  return (
    <>
      <p className="small quiet">
        Each row once more, with other people, places and organisations of the same kind in it, in source and rewrite alike. No model is
        asked and nothing leaves the machine. Rows whose names cannot be told for certain are left as they are.
      </p>
      <ShortField
        label="Seed"
        hint="The same seed gives the same names; another one gives others."
        wrong={reading.wrong}
        value={typed}
        onType={(next) => type({ renameSeed: next })}
      />
      <div className="row">
        <Button
          look="primary"
          disabled={seed === null || rows === 0 || growing !== null}
          onClick={() => seed !== null && void rename(dataset.id, chosen ?? allFound(everyRow), seed)}
        >
          Rename in {counted(rows, chosen === null ? 'row' : 'chosen row')}
        </Button>
        {growing !== null && <Button onClick={cancel}>Cancel</Button>}
      </div>
      {renamed !== null && (
        <div role="status">
          <p>{renamed.candidates === 0 ? 'Nothing new was made.' : `${counted(renamed.candidates, 'candidate')} to review.`}</p>
          {renamed.left.length > 0 && (
            <ul className="small quiet">
              {renamed.left.map(({ why, rows: left }) => (
                <li key={why}>
                  {counted(left, 'row')}: {why}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </>
  )
}
