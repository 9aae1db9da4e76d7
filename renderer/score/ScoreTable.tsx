import type { Comparison } from '../../electron/shared/scorecard'
import { inOrder, intervalWords, scoreLines, systemHints, systemWords } from './score-words'

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
        {scoreLines.map(({ name, hint, of, interval }) => (
          <tr key={name} title={hint}>
            <th scope="row">{name}</th>
            {systems.map(({ system, card }, at) => (
              <td key={system} className={at === systems.length - 1 ? 'best' : ''}>
                {of(card)}
                {interval !== undefined && <span className="interval quiet"> {intervalWords(interval(card))}</span>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
