import { memo } from 'react'
import { tableOf } from './table'
import type { Charted, ViewName } from './views'

type Props = {
  readonly view: ViewName
  readonly run: Charted
  /** Memory of this machine in bytes. */
  readonly machine: number
}

/** A view's curves as a table, for those who do not see them. Nothing where there are no figures. */
export const ChartTable = memo(function ChartTable({ view, run, machine }: Props) {
  const table = tableOf(view, run, machine)
  if (table === null) return null
  return (
    <table className="unseen">
      <caption>{table.caption}</caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          {table.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(({ step, cells }) => (
          <tr key={step}>
            <th scope="row">{step}</th>
            {cells.map((text, place) => (
              <td key={table.columns[place]}>{text}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
})
