import { intervalWords, measures, systemHints, systemWords } from '../../electron/shared/score-words'
import type { Comparison, Interval } from '../../electron/shared/scorecard'
import { inOrder } from './score-words'

/** Every system's figures side by side, with their 95 % intervals. */
export function ScoreTable({ comparison }: { readonly comparison: Comparison }) {
  const systems = inOrder(comparison.systems)
  return (
    <table className="scores">
      <thead>
        <tr>
          <td />
          {systems.map(({ system }) => (
            <th key={system} scope="col" title={systemHints[system]}>
              {systemWords[system]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="num">
        {measures.map(({ name, hint, figure, interval }) => (
          <tr key={name} title={hint}>
            <th scope="row">{name}</th>
            {systems.map(({ system, card }) => (
              <td key={system}>
                {figure(card)}
                <Range of={interval(card)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Range({ of }: { readonly of: Interval | null }) {
  return of !== null && <span className="interval quiet"> {intervalWords(of)}</span>
}
