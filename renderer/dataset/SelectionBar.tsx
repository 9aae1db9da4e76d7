import { type DatasetSummary, dataPart, problemCode, type RowSelection } from '../../electron/shared/dataset'
import { counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { useStore } from '../studio/store'
import { partWords } from './part-words'
import { byWeight, problemWords } from './problem-words'
import { noRows } from './row-choice'

type Props = { readonly dataset: DatasetSummary; readonly chosen: RowSelection; readonly count: number }

/** What can be done to several rows at once. */
export function SelectionBar({ dataset, chosen, count }: Props) {
  const { id } = dataset
  const remove = useStore((state) => state.removeRows)
  const duplicate = useStore((state) => state.duplicateRows)
  const assign = useStore((state) => state.assignRows)
  const revert = useStore((state) => state.revertRows)
  const mend = useStore((state) => state.mendRows)
  const lookAt = useStore((state) => state.lookAt)
  return (
    <div className="selection-bar row" role="toolbar" aria-label="Chosen rows">
      <b>{counted(count, 'row')}</b>
      <Button onClick={() => void remove(id, chosen)}>Delete</Button>
      <Button onClick={() => void duplicate(id, chosen)}>Duplicate</Button>
      <select
        aria-label="Move to a part"
        value=""
        onChange={(event) => void assign(id, chosen, dataPart.safeParse(event.target.value).data ?? null)}
      >
        <option value="" disabled>
          Move to…
        </option>
        {dataPart.options.map((part) => (
          <option key={part} value={part}>
            {partWords[part]}
          </option>
        ))}
        <option value="split">where the split puts them</option>
      </select>
      {dataset.problems.length > 0 && (
        <select
          aria-label="Mend a problem"
          value=""
          onChange={(event) => {
            const code = problemCode.safeParse(event.target.value)
            if (code.success) void mend(id, code.data, chosen)
          }}
        >
          <option value="" disabled>
            Mend…
          </option>
          {byWeight(dataset.problems).map(({ code }) => (
            <option key={code} value={code}>
              {problemWords[code]}
            </option>
          ))}
        </select>
      )}
      <Button look="quiet" disabled={dataset.unsavedRows === 0} onClick={() => void revert(id, chosen)}>
        Revert
      </Button>
      <span className="grow" />
      <Button look="quiet" onClick={() => lookAt(id, { chosen: noRows })}>
        Choose none
      </Button>
    </div>
  )
}
