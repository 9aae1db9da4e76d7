import type { DatasetSummary, Problem, Severity } from '../../electron/shared/dataset'
import { counted } from '../../electron/shared/quantities'
import { Button } from '../parts/Button'
import { VisibleText } from '../parts/VisibleText'
import { useStore } from '../studio/store'

type Props = { readonly dataset: DatasetSummary; readonly id: number; readonly problems: readonly Problem[] }

const signs: Readonly<Record<Severity, string>> = { error: '✗', warning: '⚠', note: '·' }

/** What is wrong with a row, with a way to mend each where there is one: here, or in every row that has it. */
export function RowProblems({ dataset, id, problems }: Props) {
  const mend = useStore((state) => state.mendRows)
  if (problems.length === 0) return null
  return (
    <ul className="problems" aria-label="Problems of this row">
      {problems.map((problem) => {
        const { code, severity, message, line, column } = problem
        const rows = dataset.problems.find((other) => other.code === code)?.rows ?? 0
        return (
          <li key={`${code}${line}-${column}-${message}`} className={severity}>
            <span aria-hidden="true">{signs[severity]}</span>
            <span className="grow">
              <VisibleText text={message} />
              <span className="num quiet">
                {' '}
                line {line}, column {column}
              </span>
            </span>
            {problem.mend !== null && (
              <Button onClick={() => void mend(dataset.id, code, { of: 'rows', ids: [id] })}>
                <VisibleText text={problem.mend} />
              </Button>
            )}
            {problem.mend !== null && rows > 1 && (
              <Button look="quiet" title="Mends it wherever it can be mended" onClick={() => void mend(dataset.id, code, null)}>
                In all {counted(rows, 'row')}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
